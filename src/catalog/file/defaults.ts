/** What a centre file need not say. */
import type { Ask, Channel, Policy } from '../types.js';

/** Up to two weeks ahead, cancel until two hours before, a hold of ten minutes that may be doubled. */
export const DEFAULT_POLICY: Policy = {
  ahead: { min: 0, max: 14, unit: 'days' },
  cancelUntil: 120,
  hold: { minutes: 10, extend: 10 },
};

/** Every door; the public ones and those that need a staff token. */
export const DEFAULT_CHANNELS: readonly Channel[] = ['web', 'app', 'kiosk', 'phone', 'desk', 'grid'];

/** A name to call and a number to reach. */
export const DEFAULT_ASKS: readonly Ask[] = [
  { kind: 'name', required: true },
  { kind: 'phone', required: true },
];

/** Minutes: 5 fits every usual length of service. */
export const DEFAULT_GRID = 5;

/** Zones of one country only, whose national holidays are in the shipped table. */
export const COUNTRY_OF_ZONE: Readonly<Record<string, string>> = {
  'Asia/Shanghai': 'CN',
  'Asia/Chongqing': 'CN',
  'Asia/Harbin': 'CN',
  'Asia/Urumqi': 'CN',
  PRC: 'CN',
};

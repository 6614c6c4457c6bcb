/** A small synthetic centre, a memory store with a clock that tests move, and an app over it. */
import { createApp } from '../../src/app/index.js';
import { createVault, type Random, singleKeyRing } from '../../src/booking/index.js';
import type { Centre, Office, Policy, Service } from '../../src/catalog/index.js';
import { createMemoryStore } from '../../src/store/memory/index.js';

/** Random bytes from a seed (mulberry32): equal seeds, equal runs. */
export function seeded(seed: number): Random {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { bytes: (count) => Uint8Array.from({ length: count }, () => next() & 255) };
}

export const policy: Policy = {
  ahead: { min: 1, max: 5, unit: 'working-days' },
  cancelUntil: 120,
  hold: { minutes: 10, extend: 5 },
};

export const service = (over: Partial<Service> = {}): Service => ({
  id: 'id-card',
  name: { 'zh-CN': '身份证办理', en: 'Identity card' },
  minutes: 30,
  before: 0,
  after: 0,
  step: 30,
  skills: ['id'],
  channels: ['web', 'app', 'kiosk', 'phone', 'desk'],
  documents: [{ id: 'hukou', name: { 'zh-CN': '户口簿', en: 'Household register' } }],
  asks: [
    { kind: 'name', required: true },
    { kind: 'phone', required: true },
  ],
  ...over,
});

const hours = [
  { start: 540, end: 720 },
  { start: 810, end: 1050 },
];

export const office = (over: Partial<Office> = {}): Office => ({
  id: 'hall',
  name: { 'zh-CN': '区政务服务中心', en: 'District service centre' },
  address: { 'zh-CN': '人民路 1 号', en: '1 Renmin Road' },
  opening: [{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', hours }],
  onHoliday: 'skip',
  desks: [
    { id: 'desk-1', name: '1 号窗口', skills: ['id'], capacity: 1 },
    { id: 'desk-2', name: '2 号窗口', skills: ['id'], capacity: 1 },
  ],
  ...over,
});

export const centre = (over: Partial<Centre> = {}): Centre => ({
  tenant: 'shangyu',
  name: '尚榆区政务服务中心',
  zone: 'Asia/Shanghai',
  grid: 15,
  holidays: { country: 'CN' },
  departments: [],
  skills: [{ id: 'id', name: '证件' }],
  offices: [office()],
  services: [service()],
  exceptions: [],
  policy,
  ...over,
});

/** UTC milliseconds of a wall time in Shanghai. */
export const shanghai = (wall: string): number => Date.parse(`${wall}:00+08:00`);

export const web = { actor: { kind: 'citizen', id: 'web' }, channel: 'web' } as const;
export const clerk = { actor: { kind: 'staff', id: 'clerk-7' }, channel: 'desk' } as const;
export const holder = (n: number): string => `holder-${String(n).padStart(20, '0')}`;
export const zhang = { name: '张伟', phone: '138 1234 5678' };

export function clinic(
  options: { readonly centre?: Centre | (() => Centre); readonly now?: string; readonly seed?: number } = {},
) {
  const clock = { now: shanghai(options.now ?? '2026-09-14T08:00') };
  const store = createMemoryStore({ clock: () => clock.now });
  const random = seeded(options.seed ?? 1);
  const ring = singleKeyRing({ id: 'k1', secret: new Uint8Array(32).fill(7) });
  const vault = createVault({ tenant: 'shangyu', ring, random, subtle: globalThis.crypto.subtle });
  const make = () => createApp({ centre: options.centre ?? centre(), store, vault, random });
  return { app: make(), another: make, store, clock, vault, random };
}

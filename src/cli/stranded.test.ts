import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createApp } from '../app/index.js';
import { createVault } from '../booking/index.js';
import { readCentre } from '../catalog/index.js';
import { must } from '../problem.js';
import { createMemoryStore } from '../store/memory/index.js';
import { chinaHolidays } from '../time/index.js';
import { systemRandom } from './house.js';
import { passingRing } from './keys.js';
import { stranded } from './stranded.js';

const TEXT = `tenant: t
name: N
zone: Asia/Shanghai
offices: [{ id: a, opening: mon-fri 09:00-12:00, desks: [{ id: d1 }] }]
services: [{ id: s, minutes: 30 }]
`;
const centreOf = (text: string) => must(readCentre(text, { format: 'yaml' })).centre;

describe('stranded', () => {
  it('names appointments that a changed centre no longer covers', async () => {
    const store = createMemoryStore({ clock: () => Date.UTC(2026, 8, 21, 1) });
    const centre = centreOf(TEXT);
    const vault = createVault({
      tenant: 't',
      ring: passingRing(),
      random: systemRandom,
      subtle: webcrypto.subtle as SubtleCrypto,
    });
    const app = createApp({ centre, store, vault, random: systemRandom });
    const caller = {
      actor: { kind: 'staff', id: 'c' },
      channel: 'phone',
      idempotencyKey: 'key-0001',
    } as const;
    const person = { name: '王小明', phone: '13800138000' };
    const answer = must(
      await app.staffBook(
        { service: 's', office: 'a', start: '2026-09-23T09:30', channel: 'phone', person },
        caller,
      ),
    );
    const check = async (text: string) =>
      (await stranded(centreOf(text), chinaHolidays(), store)).map((b) => b.reference);
    expect(await check(TEXT)).toEqual([]);
    for (const changed of [
      `${TEXT}exceptions: [{ id: x, kind: closed, date: 2026-09-23, reason: Works }]\n`,
      TEXT.replace('09:00-12:00', '09:45-12:00'),
      TEXT.replace('d1', 'd2'),
    ])
      expect(await check(changed)).toEqual([answer.booking.reference]);
  });
});

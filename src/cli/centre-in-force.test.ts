import { describe, expect, it } from 'vitest';
import { type Centre, readCentre } from '../catalog/index.js';
import { must } from '../problem.js';
import type { Store } from '../store/index.js';
import { createMemoryStore } from '../store/memory/index.js';
import { putInForce } from './centre-in-force.js';
import { clockOffset } from './clock.js';
import { systemRandom } from './house.js';

const TEXT =
  'tenant: t\nname: N\nzone: Asia/Shanghai\noffices: [{ id: a, opening: daily 09:00-12:00 }]\nservices: [{ id: s, minutes: 15 }]\n';
const centreOf = (text: string): Centre => must(readCentre(text, { format: 'yaml' })).centre;
const store = (): Store => createMemoryStore({ clock: () => 1_780_000_000_000 });

describe('putInForce', () => {
  it('makes a version for a change, and none for the same centre', async () => {
    const at = store();
    expect(await putInForce(at, centreOf(TEXT), systemRandom)).toEqual({ version: 1, changed: [] });
    expect(await putInForce(at, centreOf(TEXT), systemRandom)).toEqual({ version: 1, changed: [] });
    const changed = centreOf(TEXT.replace('12:00', '11:00').replace('name: N', 'name: M'));
    expect(await putInForce(at, changed, systemRandom)).toEqual({ version: 2, changed: ['name', 'offices'] });
    const rows = await at.auditOf('t', 'centre');
    expect(rows.map((r) => [r.seq, r.action, r.data['version']])).toEqual([
      [1, 'create', 1],
      [2, 'change', 2],
    ]);
    expect((await at.verifyAudit('t')).faults).toEqual([]);
  });

  it('lets two servers start at once: one version, one audit row', async () => {
    const at = store();
    const both = await Promise.all([1, 2].map(() => putInForce(at, centreOf(TEXT), systemRandom)));
    expect(both.map((x) => x.version)).toEqual([1, 1]);
    expect(await at.auditOf('t', 'centre')).toHaveLength(1);
  });

  it('refuses another grid only while there are bookings', async () => {
    const at = store();
    const finer = centreOf(TEXT.replace('zone:', 'grid: 15\nzone:'));
    await putInForce(at, centreOf(TEXT), systemRandom);
    const booked: Store = Object.assign(Object.create(at) as Store, {
      bookings: async () => ({ now: 0, value: { rows: [{}] } }),
    });
    await expect(putInForce(booked, finer, systemRandom)).rejects.toMatchObject({
      problem: { code: 'wrong_state', field: 'grid' },
    });
    expect(await putInForce(at, finer, systemRandom)).toEqual({ version: 2, changed: ['grid'] });
  });
});

describe('clockOffset', () => {
  const real = Date.UTC(2026, 10, 24);
  const begins = (today: string, zone: string) =>
    new Date(real + clockOffset(today, zone, real)).toISOString();

  it('begins the day asked for in the morning by the office clock', () => {
    expect(begins('2026-09-18', 'Asia/Shanghai')).toBe('2026-09-18T00:30:00.000Z');
    expect(begins('2026-09-18T14:05', 'Europe/Berlin')).toBe('2026-09-18T12:05:00.000Z');
    expect(clockOffset(undefined, 'Asia/Shanghai', real)).toBe(0);
  });

  it.each(['2026-02-30', 'tomorrow', '2026-09-18T25:00', ''])('refuses %j', (today) => {
    expect(() => clockOffset(today, 'Asia/Shanghai', real)).toThrow(/--today/);
  });
});

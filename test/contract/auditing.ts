/** The audit: two chains, and every way to spoil them that verification must find. */
import { describe, expect, it } from 'vitest';
import type { AuditRow, Booking } from '../../src/booking/index.js';
import type { Store } from '../../src/store/index.js';
import { auditOfSubject, bookingOf, insertOf, updateOf } from '../support/changes.js';
import type { Bench, Spoil } from './store.contract.js';

export function auditing({ subject, tenant }: Bench): void {
  /** Bookings `a` and `b` with three audit rows each. */
  const log = async (): Promise<{ t: string; store: Store }> => {
    const { store } = subject();
    const t = tenant();
    for (const id of ['a', 'b']) {
      const first = insertOf(bookingOf(t, id));
      expect(await store.apply(first)).toEqual({ ok: true });
      let before = first.insert?.[0] as Booking;
      for (let i = 0; i < 2; i++) {
        const next = updateOf(before, { sequence: i });
        expect(await store.apply(next)).toEqual({ ok: true });
        before = next.update?.[0] as Booking;
      }
    }
    return { t, store };
  };

  describe('the audit', () => {
    it('is whole after honest changes, with and without seals', async () => {
      const { t, store } = await log();
      expect(await store.verifyAudit(t)).toEqual({ rows: 6, sealed: 0, faults: [] });
      const one = await store.sealAudit(t, 5000, 4);
      expect(one).toMatchObject({ seq: 1, at: 5000, rows: 4, prev: '0'.repeat(64) });
      const two = await store.sealAudit(t, 6000, 4);
      expect(two).toMatchObject({ seq: 2, rows: 2, prev: one?.hash });
      expect(await store.sealAudit(t, 7000, 4)).toBeUndefined();
      expect(await store.verifyAudit(t)).toEqual({ rows: 6, sealed: 6, faults: [] });
      expect(await store.verifyAudit(tenant())).toEqual({ rows: 0, sealed: 0, faults: [] });
    });

    it('is sealed once by several at once', async () => {
      const { t, store } = await log();
      const seals = await Promise.all([1, 2, 3, 4].map(() => store.sealAudit(t, 5000, 2)));
      expect(seals.flatMap((seal) => seal?.seq ?? [])).toHaveLength(3);
      expect(await store.verifyAudit(t)).toEqual({ rows: 6, sealed: 6, faults: [] });
    });

    const forged = auditOfSubject('booking/a', 2, 'f'.repeat(64), { action: 'forged' });
    const spoils: Record<string, { acts: Spoil[]; faults: object[] }> = {
      'a changed row': {
        acts: [{ kind: 'change', subject: 'booking/a', seq: 2, row: { actor: 'nobody' } }],
        faults: [{ subject: 'booking/a', seq: 2 }],
      },
      'changed data': {
        acts: [{ kind: 'change', subject: 'booking/b', seq: 1, row: { data: { state: 'served' } } }],
        faults: [{ subject: 'booking/b', seq: 1 }],
      },
      'a changed time': {
        acts: [{ kind: 'change', subject: 'booking/b', seq: 3, row: { at: 1 } }],
        faults: [{ subject: 'booking/b', seq: 3 }],
      },
      'a row with its hash made anew': {
        acts: [{ kind: 'change', subject: 'booking/a', seq: 2, row: forged }],
        faults: [
          { subject: 'booking/a', seq: 2 },
          { subject: 'booking/a', seq: 3 },
        ],
      },
      'a row taken out of the middle': {
        acts: [{ kind: 'delete', subject: 'booking/a', seq: 2 }],
        faults: [{ subject: 'booking/a', seq: 2 }],
      },
      'a first row taken away': {
        acts: [{ kind: 'delete', subject: 'booking/a', seq: 1 }],
        faults: [{ subject: 'booking/a', seq: 1 }],
      },
      'a missing tail': {
        acts: [{ kind: 'delete', subject: 'booking/a', seq: 3 }],
        faults: [{ subject: 'booking/a', seq: 2 }],
      },
      'a whole chain taken away': {
        acts: [1, 2, 3].map((seq) => ({ kind: 'delete', subject: 'booking/a', seq }) as const),
        faults: [{ subject: 'booking/a', seq: 1 }],
      },
      'a row put at the end': {
        acts: [{ kind: 'insert', row: { ...auditOfSubject('booking/a', 4), prev: 'e'.repeat(64) } }],
        faults: [{ subject: 'booking/a', seq: 4 }],
      },
      'two rows in each other’s place': {
        acts: [
          { kind: 'change', subject: 'booking/a', seq: 2, row: { seq: 99 } },
          { kind: 'change', subject: 'booking/a', seq: 3, row: { seq: 2 } },
          { kind: 'change', subject: 'booking/a', seq: 99, row: { seq: 3 } },
        ],
        faults: [
          { subject: 'booking/a', seq: 2 },
          { subject: 'booking/a', seq: 3 },
        ],
      },
    };

    it.each(Object.entries(spoils))('shows %s', async (_, { acts, faults }) => {
      const { t, store } = await log();
      for (const act of acts) await subject().spoil(t, act);
      const report = await store.verifyAudit(t);
      for (const fault of faults) expect(report.faults).toContainEqual(expect.objectContaining(fault));
      expect(report.faults.every((f) => f.subject === faults[0]?.['subject' as never])).toBe(true);
    });

    const edits: Record<string, Partial<Booking>> = {
      state: { state: 'cancelled' },
      office: { office: 'elsewhere' },
      start: { start: 1 },
      holdings: { holdings: { claims: [], counted: [{ pool: 'p', bucket: 1, cap: 1 }] } },
      'a new member': { person: 'somebody' },
    };
    it.each(Object.entries(edits))('shows an edited booking: %s', async (_, row) => {
      const { t, store } = await log();
      await subject().spoil(t, { kind: 'edit booking', id: 'a', row });
      expect((await store.verifyAudit(t)).faults).toEqual([
        { subject: 'booking/a', seq: 3, fault: expect.stringMatching(/not as|contradict/) },
      ]);
    });

    it('shows a booking that is gone', async () => {
      const { t, store } = await log();
      await subject().spoil(t, { kind: 'delete booking', id: 'b' });
      expect((await store.verifyAudit(t)).faults).toEqual([
        { subject: 'booking/b', seq: 3, fault: 'the booking is missing' },
      ]);
    });

    it('shows columns that contradict the document', async () => {
      if (!subject().columns) return;
      for (const set of [
        "state = 'cancelled'",
        "office = 'x'",
        'starts = 7',
        "holder = 'x'",
        "reference = 'x'",
        "token_hash = 'x'",
        'held_until = NULL',
        'created_at = 1',
        'version = 9',
        "doc = '?'",
        "doc = 'null'",
      ]) {
        const { t, store } = await log();
        await subject().spoil(t, { kind: 'edit columns', id: 'a', set });
        expect((await store.verifyAudit(t)).faults, set).toEqual([
          { subject: 'booking/a', seq: 3, fault: expect.stringContaining('contradict') },
        ]);
      }
    });

    it('shows by the seals what a subject without a booking lost, and a seal that is gone', async () => {
      const { store } = subject();
      const t = tenant();
      const rows: AuditRow[] = [];
      for (const version of [1, 2]) {
        const row = auditOfSubject('centre', version, rows.at(-1)?.hash);
        rows.push(row);
        expect(await store.saveCentre(t, version, {}, row)).toBe(true);
        await store.sealAudit(t, version, 10);
      }
      await subject().spoil(t, { kind: 'delete', subject: 'centre', seq: 2 });
      expect((await store.verifyAudit(t)).faults).toEqual([
        { subject: 'centre', seq: 2, fault: expect.stringContaining('sealed') },
      ]);
      await subject().spoil(t, {
        kind: 'insert',
        row: auditOfSubject('centre', 2, rows[0]?.hash, { action: 'other' }),
      });
      expect((await store.verifyAudit(t)).faults).toEqual([
        { subject: 'centre', seq: 2, fault: expect.stringContaining('sealed') },
      ]);
      await subject().spoil(t, { kind: 'delete seal', seq: 1 });
      expect((await store.verifyAudit(t)).faults).toContainEqual(
        expect.objectContaining({ subject: 'seal', seq: 2 }),
      );
    });
  });
}

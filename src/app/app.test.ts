import { describe, expect, it } from 'vitest';
import { clerk, clinic, holder, shanghai, web, zhang } from '../../test/support/clinic.js';
import { must } from '../problem.js';

const wish = { service: 'id-card', office: 'hall', start: '2026-09-15T09:00' };

describe('the main journey', () => {
  it('holds, confirms, views, gives a calendar file and cancels', async () => {
    const { app, store } = clinic();
    const slots = must(await app.slots('id-card', {}, 'web'));
    // Tuesday to the make-up Sunday: five working days.
    expect(slots.window).toEqual(['2026-09-15', '2026-09-20']);
    expect(slots.days[0]).toMatchObject({ office: 'hall', date: '2026-09-15' });
    expect(slots.days[0]?.minutes.slice(0, 3)).toEqual([540, 570, 600]);
    expect(slots.days[0]?.free[0]).toBe(2);

    const held = must(await app.hold({ ...wish, holder: holder(1) }, web));
    expect(held).toMatchObject({
      start: wish.start,
      minutes: 30,
      startsAt: '2026-09-15T01:00:00.000Z',
      mayExtend: true,
    });
    expect(must(await app.slots('id-card', {}, 'web')).days[0]?.free[0]).toBe(1);

    const done = must(await app.confirm({ hold: held.hold, holder: holder(1), person: zhang }, web));
    expect(done.booking).toMatchObject({
      state: 'confirmed',
      person: { name: '张*', phone: '138****5678' },
      mayCancel: true,
    });

    const { token } = done;
    expect(must(await app.view({ token }, web)).reference).toBe(done.booking.reference);
    const byPhone = {
      reference: done.booking.reference.toLowerCase().replaceAll('-', ' '),
      phone: '+86 13812345678',
    };
    expect(must(await app.view(byPhone, web)).start).toBe(wish.start);
    expect(must(await app.ics({ token }, web))).toContain('DTSTART;TZID=Asia/Shanghai:20260915T090000');

    const gone = must(await app.cancel({ proof: { token } }, web));
    expect(gone).toMatchObject({ state: 'cancelled', mayCancel: false, mayMove: false });
    expect(must(await app.slots('id-card', {}, 'web')).days[0]?.free[0]).toBe(2);
    expect(must(await app.ics({ token }, web))).toContain('METHOD:CANCEL');
    expect((await store.verifyAudit('shangyu')).faults).toEqual([]);
    expect((await store.auditOf('shangyu', `booking/${held.hold}`)).map((row) => row.action)).toEqual([
      'booking.held',
      'booking.confirmed',
      'booking.cancelled',
    ]);
  });

  it('lets staff book, check in and serve', async () => {
    const { app, clock } = clinic();
    const booked = must(await app.staffBook({ ...wish, channel: 'phone', person: zhang }, clerk));
    clock.now = shanghai('2026-09-15T08:55');
    const list = must(await app.staffList({ from: '2026-09-15' }));
    expect(list.bookings).toHaveLength(1);
    const { id } = list.bookings[0]!;
    expect(list.bookings[0]).toMatchObject({
      reference: booked.booking.reference,
      person: { name: '张*' },
      channel: 'phone',
    });
    expect(must(await app.checkIn({ booking: id }, clerk)).state).toBe('checked-in');
    expect(must(await app.serve({ booking: id }, clerk)).state).toBe('served');
    expect(await app.serve({ booking: id }, clerk)).toMatchObject({
      ok: false,
      problem: { code: 'wrong_state' },
    });
  });
});

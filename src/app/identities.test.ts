/** One person under several identifiers: an id number that is optional must not make a new person. */
import { describe, expect, it } from 'vitest';
import {
  centre,
  clerk,
  clinic,
  holder,
  policy,
  service,
  shanghai,
  web,
  zhang,
} from '../../test/support/clinic.js';
import { must } from '../problem.js';

const asks = [
  { kind: 'name', required: true },
  { kind: 'phone', required: true },
  { kind: 'idNumber', required: false },
] as const;
const onlyId = [
  { kind: 'name', required: true },
  { kind: 'idNumber', required: true },
] as const;

function house() {
  const rules = {
    ...policy,
    limits: { day: 1, week: 2 },
    noShow: { count: 1, withinMonths: 12, blockMonths: 3 },
  };
  const services = [service({ asks }), service({ id: 'plain' }), service({ id: 'by-id', asks: onlyId })];
  const made = clinic({ centre: centre({ policy: rules, services }) });
  let n = 0;
  const book = async (id: string, start: string, person: object) => {
    n += 1;
    const held = must(await made.app.hold({ service: id, office: 'hall', start, holder: holder(n) }, web));
    const proof = { hold: held.hold, holder: holder(n) };
    const answer = await made.app.confirm({ ...proof, person: person as typeof zhang }, web);
    if (!answer.ok) must(await made.app.releaseHold(proof, web));
    return answer;
  };
  const idOf = async (reference: string) =>
    (await made.store.bookingByReference('shangyu', reference)).value!.id;
  return { ...made, book, idOf };
}

const limited = { ok: false, problem: { code: 'limit_reached' } };
const [nine, ten] = ['2026-09-15T09:00', '2026-09-15T10:00'];

describe('personal limits', () => {
  it('count by the phone and by the id number, whichever is invented or left out', async () => {
    const { book } = house();
    must(await book('id-card', nine, { ...zhang, idNumber: 'ABCDEF' }));
    expect(await book('id-card', ten, { ...zhang, idNumber: 'GHIJKL' })).toMatchObject(limited);
    expect(await book('id-card', ten, zhang)).toMatchObject(limited);
    expect(await book('plain', ten, { ...zhang, phone: '0086 138-1234-5678' })).toMatchObject(limited);
    expect(await book('id-card', ten, { ...zhang, phone: '13900000000', idNumber: 'abc def' })).toMatchObject(
      limited,
    );
    expect(await book('by-id', ten, { name: '张伟', idNumber: 'ABCDEF' })).toMatchObject(limited);
    must(await book('id-card', ten, { ...zhang, phone: '13900000000', idNumber: 'GHIJKL' }));
  });

  it('hold for bookings that staff make', async () => {
    const { app, book } = house();
    must(await book('id-card', nine, { ...zhang, idNumber: 'ABCDEF' }));
    const asked = { service: 'plain', office: 'hall', start: ten, channel: 'phone' as const, person: zhang };
    expect(await app.staffBook(asked, clerk)).toMatchObject(limited);
  });

  it('follow a move to another day, and a cancelled booking frees them all', async () => {
    const { app, book, store } = house();
    const { token, booking } = must(await book('id-card', nine, { ...zhang, idNumber: 'ABCDEF' }));
    const moved = must(
      await app.move(
        { proof: { token }, version: booking.version, office: 'hall', start: '2026-09-16T09:00' },
        web,
      ),
    );
    expect(await book('id-card', '2026-09-16T10:00', zhang)).toMatchObject(limited);
    must(await book('by-id', ten, { name: '张伟', idNumber: 'ABCDEF' }));
    expect(await book('by-id', '2026-09-17T09:00', { name: '张伟', idNumber: 'ABCDEF' })).toMatchObject(
      limited,
    );
    must(await app.cancel({ proof: { token }, version: moved.version }, web));
    const used = (await store.counted('shangyu', 'person/', 0, 2 ** 30)).value.filter((row) => row.used > 0);
    expect(used).toHaveLength(2);
    must(await book('plain', '2026-09-16T10:00', zhang));
  });
});

describe('a missed appointment', () => {
  it('counts under every identifier, blocks under every one, and is lifted under all', async () => {
    const { app, book, clock, idOf, store } = house();
    const { booking } = must(await book('id-card', nine, { ...zhang, idNumber: 'ABCDEF' }));
    const id = await idOf(booking.reference);
    clock.now = shanghai('2026-09-15T09:30');
    must(await app.noShow({ booking: id }, clerk));
    const blocked = { ok: false, problem: { code: 'blocked_no_show' } };
    const later = '2026-09-17T09:00';
    expect(await book('id-card', later, zhang)).toMatchObject(blocked);
    expect(await book('id-card', later, { ...zhang, idNumber: 'OTHER1' })).toMatchObject(blocked);
    expect(await book('by-id', later, { name: '张伟', idNumber: 'ABCDEF' })).toMatchObject(blocked);
    must(await app.liftBlock({ booking: id, reason: '住院' }, clerk));
    must(await book('plain', later, zhang));
    must(await book('by-id', '2026-09-18T09:00', { name: '张伟', idNumber: 'ABCDEF' }));
    expect((await store.verifyAudit('shangyu')).faults).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { clinic, holder, web } from '../../test/support/clinic.js';

describe('many wants for one start in one process', () => {
  it('ask the store once a place: the others wait for the outcome', async () => {
    const { app, store } = clinic();
    let applied = 0;
    const apply = store.apply.bind(store);
    store.apply = (change) => {
      applied += 1;
      return apply(change);
    };
    const want = (n: number) =>
      app.hold({ service: 'id-card', office: 'hall', start: '2026-09-15T09:00', holder: holder(n) }, web);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => want(n)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(2);
    expect(applied).toBe(2);
    const codes = new Set(answers.map((answer) => (answer.ok ? 'won' : answer.problem.code)));
    expect([...codes].sort()).toEqual(['slot_taken', 'won']);
  });

  it('go on when a try ends with a throw', async () => {
    const { app, store } = clinic();
    const apply = store.apply.bind(store);
    let broken = true;
    store.apply = async (change) => {
      if (broken) {
        broken = false;
        throw new Error('connection lost');
      }
      return apply(change);
    };
    const want = (n: number) =>
      app.hold({ service: 'id-card', office: 'hall', start: '2026-09-15T09:00', holder: holder(n) }, web);
    const answers = await Promise.allSettled([1, 2, 3, 4].map(want));
    expect(answers.filter((a) => a.status === 'rejected')).toHaveLength(1);
    expect(answers.filter((a) => a.status === 'fulfilled' && a.value.ok)).toHaveLength(2);
  });
});

describe('many wants of one holder', () => {
  it('leave one hold alive, whichever starts they are for', async () => {
    const { app, store } = clinic();
    const starts = ['09:00', '09:30', '10:00', '10:30'];
    const want = (time: string) =>
      app.hold({ service: 'id-card', office: 'hall', start: `2026-09-15T${time}`, holder: holder(1) }, web);
    const answers = await Promise.all(starts.map(want));
    expect(answers.some((answer) => answer.ok)).toBe(true);
    const { value } = await store.bookings('shangyu', { from: 0, to: 1e9, states: ['held'], limit: 9 });
    expect(value.rows).toHaveLength(1);
  });

  it('do not shut out a holder whose hold has run out unseen', async () => {
    const { app, clock } = clinic();
    const want = (time: string) =>
      app.hold({ service: 'id-card', office: 'hall', start: `2026-09-15T${time}`, holder: holder(1) }, web);
    expect((await want('09:00')).ok).toBe(true);
    clock.now += 60 * 60_000;
    expect((await want('10:00')).ok).toBe(true);
  });
});

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

import fc from 'fast-check';
import type { RosterProblem } from '../../src/rota/index.js';

const shiftIds = ['E', 'L', 'N'];

/** Small problems with every rule in them, often tight. */
export const problems = (most: { days: number; people: number }): fc.Arbitrary<RosterProblem> =>
  fc
    .record({
      days: fc.integer({ min: 3, max: most.days }),
      firstWeekday: fc.constantFrom(1, 5, 6, 7) as fc.Arbitrary<1 | 5 | 6 | 7>,
      types: fc.integer({ min: 1, max: 3 }),
      people: fc.integer({ min: 1, max: most.people }),
      rest: fc.option(fc.constantFrom(480, 660), { nil: undefined }),
      seeds: fc.array(fc.nat(1000), { minLength: 400, maxLength: 400 }),
    })
    .map(({ days, firstWeekday, types, people, rest, seeds }) => {
      let at = 0;
      const pick = (n: number): number => seeds[at++ % seeds.length]! % n;
      const maybe = <T>(part: number, value: () => T): T | undefined =>
        pick(100) < part ? value() : undefined;
      const shifts = shiftIds.slice(0, types).map((id, i) => ({
        id,
        minutes: [480, 480, 600][i]! - 120 * pick(2),
        begins: [420, 840, 1320][i]!,
        notBefore: shiftIds.slice(0, i).filter(() => pick(2) === 0),
        skills: maybe(20, () => ['night']),
      }));
      const staff = Array.from({ length: people }, (_, p) => {
        const minRun = 1 + pick(3);
        return {
          id: `p${p}`,
          skills: maybe(70, () => ['night']),
          from: maybe(10, () => 1),
          weekdays: maybe(10, () => [1, 2, 3, 4, 5, 6] as const),
          limits: {
            maxPerShift: Object.fromEntries(shifts.filter(() => pick(3) === 0).map((s) => [s.id, pick(3)])),
            minMinutes: maybe(40, () => 360 * pick(3)),
            maxMinutes: maybe(60, () => 1080 + 120 * pick(12)),
            maxWeekMinutes: maybe(40, () => 900 + 120 * pick(8)),
            maxRun: maybe(70, () => minRun + pick(3)),
            minRun,
            minRest: 1 + pick(3),
            maxWeekends: maybe(50, () => pick(3)),
          },
        };
      });
      const demand = Array.from({ length: days * types }, (_, i) => ({
        day: Math.floor(i / types),
        shifts: pick(6) === 0 ? shifts.map((s) => s.id) : [shifts[i % types]!.id],
        skills: maybe(15, () => ['night']),
        people: pick(people + 1),
        under: pick(50),
        over: pick(20),
      }));
      const requests = Array.from({ length: pick(8) }, () => ({
        person: `p${pick(people)}`,
        day: pick(days),
        shift: maybe(70, () => shifts[pick(types)]!.id),
        want: pick(2) === 0 ? ('on' as const) : ('off' as const),
        weight: 1 + pick(9),
      }));
      const leave = maybe(40, () => [{ person: `p${pick(people)}`, from: days - 2, until: days - 1 }]);
      const pinned = maybe(20, () => [{ person: 'p0', day: 0, shift: pick(2) === 0 ? null : shifts[0]!.id }]);
      const rules = rest === undefined ? undefined : { restMinutes: rest };
      return {
        days,
        firstWeekday,
        shifts,
        people: staff,
        demand,
        requests,
        leave,
        pinned,
        rules,
      } as RosterProblem;
    });

/** Random routing problems with any mixture of rules, small enough to be searched at length. Synthetic throughout. */
import type { RoutingProblem, Shipment, Stop, TimeWindow, Vehicle } from '../../src/routes/index.js';

type Random = () => number;

/** A small generator of its own (mulberry32), so that a failing seed can be run again. */
export function randomFrom(seed: number): Random {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const whole = (r: Random, low: number, high: number): number => low + Math.floor(r() * (high - low + 1));
const chance = (r: Random, p: number): boolean => r() < p;

export const ruleNames = [
  'windows',
  'setup',
  'skills',
  'mixed loads',
  'shipments',
  'priorities',
  'prizes',
  'depots',
  'open routes',
  'costs',
  'breaks',
  'limits',
  'shifts',
  'locks',
  'frozen',
  'precedence',
  'soft',
  'together',
  'balance',
  'traffic',
  'types',
  'asymmetric',
  'no way',
] as const;
export type RuleName = (typeof ruleNames)[number];

const HOUR = 3600;

function someWindows(r: Random, many: boolean): TimeWindow[] {
  const start = whole(r, 0, 6) * HOUR;
  const first = { start, end: start + whole(r, 1, 4) * HOUR };
  return many && chance(r, 0.5) ? [first, { start: first.end + HOUR, end: first.end + 2 * HOUR }] : [first];
}

/** A problem with `stops` stops in which the named rules occur. */
export function makeProblem(seed: number, stops: number, rules: ReadonlySet<RuleName>): RoutingProblem {
  const r = randomFrom(seed);
  const on = (rule: RuleName): boolean => rules.has(rule);
  const places = stops + 4;
  const points = Array.from({ length: places }, () => [whole(r, 0, 3000), whole(r, 0, 3000)] as const);
  const seconds = points.map(([ax, ay], i) =>
    points.map(([bx, by], j) => {
      if (i === j) return 0;
      if (on('no way') && chance(r, 0.03)) return -1;
      const d = Math.round(Math.hypot(ax - bx, ay - by));
      return on('asymmetric') ? d + whole(r, 0, 300) : d;
    }),
  );
  const metres = seconds.map((row) => row.map((s) => Math.max(0, s) * 10));
  const list = Array.from({ length: stops }, (_, i) => makeStop(r, on, i));
  const vehicles = Array.from({ length: whole(r, 2, 3) }, (_, i) => makeVehicle(r, on, i, list));
  const traffic = on('traffic')
    ? [
        { from: 2 * HOUR, factor: 1.7 },
        { from: 4 * HOUR, factor: 0.8 },
      ]
    : undefined;
  const problem: RoutingProblem = {
    vehicles,
    stops: list,
    shipments: on('shipments') ? [makeShipment(r, on, 0, places), makeShipment(r, on, 1, places)] : [],
    travel: { car: { kind: 'matrix', seconds, metres, traffic } },
    ...(on('balance') ? { balance: { of: chance(r, 0.5) ? 'tasks' : 'time', weight: 5 } as const } : {}),
    ...(on('precedence')
      ? {
          precedence: [
            { first: 's0', second: 's1', gap: 600 },
            { first: 's1', second: 's2' },
          ],
        }
      : {}),
    ...(on('together') ? { together: [{ stops: [`s${stops - 1}`, `s${stops - 2}`] }] } : {}),
  };
  return problem;
}

function makeStop(r: Random, on: (rule: RuleName) => boolean, i: number): Stop {
  return {
    id: `s${i}`,
    // Neighbours share a place now and then, which is where setup is saved.
    place: 4 + (on('setup') && i > 0 && chance(r, 0.3) ? i - 1 : i),
    service: whole(r, 0, 10) * 60,
    delivery: [whole(r, 0, 4), 1],
    ...(on('mixed loads') ? { pickup: [whole(r, 0, 4), 0] } : {}),
    ...(on('setup') ? { setup: whole(r, 0, 10) * 60 } : {}),
    ...(on('types') ? { servicePerType: { bike: whole(r, 0, 20) * 60 } } : {}),
    ...(on('windows') && chance(r, 0.7) ? { windows: someWindows(r, true) } : {}),
    ...(on('skills') && chance(r, 0.4) ? { skills: [chance(r, 0.5) ? 'nurse' : 'lift'] } : {}),
    ...(on('priorities') && chance(r, 0.5) ? { priority: whole(r, 0, 100) } : {}),
    ...(on('prizes') && chance(r, 0.5) ? { prize: whole(r, 0, 3000) } : {}),
    ...(on('locks') && chance(r, 0.3) ? { vehicle: whole(r, 0, 1) } : {}),
    ...(on('locks') && i === 3 ? { position: chance(r, 0.5) ? 'first' : 'last' } : {}),
    ...(on('soft') && chance(r, 0.5) ? { soft: { start: HOUR, end: 3 * HOUR, costPerSecond: 0.5 } } : {}),
  };
}

function makeShipment(r: Random, on: (rule: RuleName) => boolean, id: number, places: number): Shipment {
  const visit = () => ({
    place: whole(r, 0, places - 1),
    service: whole(r, 0, 5) * 60,
    ...(on('windows') && chance(r, 0.3) ? { windows: someWindows(r, true) } : {}),
  });
  return { id, pickup: visit(), delivery: visit(), amount: [whole(r, 1, 4), 0] };
}

function makeVehicle(
  r: Random,
  on: (rule: RuleName) => boolean,
  id: number,
  stops: readonly Stop[],
): Vehicle {
  const depot = on('depots') ? whole(r, 0, 3) : 0;
  const whole24 = { start: 0, end: 10 * HOUR };
  const frozen = on('frozen') && id === 0 ? 2 : 0;
  const steps = stops.slice(4, 4 + frozen).map((s) => ({ kind: 'stop' as const, id: s.id }));
  return {
    id,
    ...(on('open routes') && chance(r, 0.5) ? {} : { start: depot }),
    ...(on('open routes') && chance(r, 0.5) ? {} : { end: depot }),
    capacity: [whole(r, 8, 14), whole(r, 4, 8)],
    shifts: on('shifts')
      ? [
          { start: 0, end: 4 * HOUR },
          { start: 5 * HOUR, end: 10 * HOUR },
        ]
      : [whole24],
    ...(on('skills') ? { skills: chance(r, 0.5) ? ['nurse'] : ['nurse', 'lift'] } : {}),
    ...(on('costs')
      ? {
          costs: {
            fixed: whole(r, 0, 2000),
            perHour: whole(r, 10, 4000),
            perKm: whole(r, 0, 50),
            perTaskHour: whole(r, 0, 500),
          },
        }
      : {}),
    ...(on('costs') && chance(r, 0.5) ? { speedFactor: 1.3 } : {}),
    ...(on('types') && chance(r, 0.5) ? { type: 'bike' } : {}),
    ...(on('breaks')
      ? {
          breaks: [
            { id: 'noon', service: 1800, windows: [{ start: 2 * HOUR, end: 3 * HOUR }] },
            ...(chance(r, 0.4)
              ? [{ id: 'tea', service: 600, windows: [{ start: 3 * HOUR, end: 7 * HOUR }] }]
              : []),
          ],
        }
      : {}),
    ...(on('limits')
      ? {
          maxTasks: whole(r, 2, 6),
          maxTravelTime: whole(r, 4000, 12000),
          maxDistance: whole(r, 40000, 120000),
        }
      : {}),
    ...(frozen > 0 ? { frozen, steps } : {}),
  };
}

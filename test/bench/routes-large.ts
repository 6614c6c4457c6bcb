/**
 * `npm run bench -- routes-large [--visits 10000]`
 *
 * What live planning asks of the engine: the first legal plan of ten thousand home visits (travel from coordinates, no
 * table of all pairs) with its memory, and the cheapest feasible insertion into a plan of 1,000 stops with every kind
 * of rule in use. Synthetic data; processor milliseconds on one thread.
 */
import {
  beginSolving,
  check,
  openPlan,
  orderOf,
  type RoutingProblem,
  type Stop,
  type Vehicle,
} from '../../src/routes/index.js';

const HOUR = 3600;

function randomFrom(seed: number): () => number {
  let x = seed;
  return () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x / 4294967296;
  };
}

function district(visits: number, crews: number, rich: boolean): RoutingProblem {
  const r = randomFrom(7);
  const points = Array.from({ length: visits + 4 }, () => ({
    lon: 120.7 + r() * 0.4,
    lat: 29.9 + r() * 0.35,
  }));
  const stops = Array.from({ length: visits }, (_, id): Stop => {
    const start = 8 * HOUR + Math.floor(r() * 6) * HOUR;
    return {
      id,
      place: id + 4,
      service: 900,
      setup: rich ? 120 : 0,
      windows:
        rich && id % 5 === 0
          ? [
              { start: 8 * HOUR, end: 9 * HOUR },
              { start: 14 * HOUR, end: 17 * HOUR },
            ]
          : [{ start, end: start + 3 * HOUR }],
      delivery: rich ? [1, id % 3] : [1],
      ...(rich && id % 2 === 0 ? { pickup: [0, 1] } : {}),
      ...(r() < 0.2 ? { skills: ['nurse'] } : {}),
      ...(rich && id % 50 === 0 ? { priority: 10 } : {}),
    };
  });
  const vehicles = Array.from(
    { length: crews },
    (_, id): Vehicle => ({
      id,
      start: id % 4,
      end: id % 4,
      capacity: rich ? [40, 60] : [40],
      skills: id % 2 === 0 ? ['nurse'] : [],
      shifts: [{ start: 8 * HOUR, end: 18 * HOUR }],
      ...(rich
        ? {
            breaks: [{ id: 'lunch', service: 1800, windows: [{ start: 11 * HOUR, end: 13 * HOUR }] }],
            maxTasks: 40,
            maxDistance: 400_000,
            costs: { fixed: 600, perHour: 3600, perKm: 100 },
          }
        : {}),
    }),
  );
  return { vehicles, stops, travel: { car: { kind: 'estimate', points } } };
}

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function firstPlan(visits: number): Record<string, number> {
  const problem = district(visits, Math.ceil(visits / 14), false);
  const begun = processorMs();
  const solving = beginSolving(problem, { seed: 1, steps: 0 });
  if (!solving.ok) throw new Error(solving.problem.message);
  const plan = solving.value.plan();
  const spent = processorMs() - begun;
  const memory = process.memoryUsage.rss() / 1e6;
  const report = check(problem, orderOf(plan));
  if (!report.legal) throw new Error(report.violations[0]!.message);
  console.log(`first plan: ${visits} visits, ${plan.routes.length} routes, ${plan.leftOut.length} left out`);
  console.log(`            ${spent.toFixed(0)} ms, ${memory.toFixed(0)} MB`);
  return { firstPlanMs: Math.round(spent), memoryMB: Math.round(memory), leftOut: plan.leftOut.length };
}

function insertions(): Record<string, number> {
  const all = district(1_100, 80, true);
  const newcomers = all.stops.slice(1_000);
  const problem = { ...all, stops: all.stops.slice(0, 1_000) };
  const solving = beginSolving(problem, { seed: 1, steps: 200 });
  if (!solving.ok) throw new Error(solving.problem.message);
  const open = openPlan(all, orderOf(solving.value.plan()));
  if (!open.ok) throw new Error(open.problem.message);
  let found = 0;
  const rounds = 20;
  for (const s of newcomers) open.value.cheapest(s.id);
  const begun = processorMs();
  for (let k = 0; k < rounds; k++) for (const s of newcomers) if (open.value.cheapest(s.id)) found++;
  const us = ((processorMs() - begun) * 1000) / (rounds * newcomers.length);
  console.log(
    `insertion:  ${us.toFixed(0)} µs each into 1,000 stops, ${found / rounds} of ${newcomers.length} have a place`,
  );
  return { insertionUs: Number(us.toFixed(1)), placed: found / rounds };
}

export async function run(argv: string[]): Promise<Record<string, number>> {
  const at = argv.indexOf('--visits');
  return { ...firstPlan(at < 0 ? 10_000 : Number(argv[at + 1])), ...insertions() };
}

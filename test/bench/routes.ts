/**
 * `npm run bench -- routes --dir DIR --seconds S [--seed N] [--only NAME] --out OUT`
 *
 * Reads vehicle routing problems with time windows (Solomon and Gehring–Homberger texts), solves each through the
 * public engine in processor seconds on one thread, writes `OUT/NAME.txt` (one route a line, customer numbers) and
 * prints what came out. Distances are truncated to one decimal and the objective is distance. A file
 * `DIR/best-known.csv` (instance, …, distance) gives the gaps. What is printed is counted by a checker of its own.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plan, type RoutingProblem, solve } from '../../src/routes/index.js';

interface Customer {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly demand: number;
  readonly ready: number;
  readonly due: number;
  readonly service: number;
}

interface Instance {
  readonly name: string;
  readonly vehicles: number;
  readonly capacity: number;
  /** The depot first. */
  readonly customers: readonly Customer[];
}

function readInstance(path: string): Instance {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  const rows = lines.map((l) => l.trim().split(/\s+/).map(Number));
  const fleet = rows.find((r) => r.length === 2 && r.every(Number.isFinite));
  const customers = rows
    .filter((r) => r.length === 7 && r.every(Number.isFinite))
    .map(
      ([id, x, y, demand, ready, due, service]) => ({ id, x, y, demand, ready, due, service }) as Customer,
    );
  if (!fleet || customers.length < 2) throw new Error(`${path}: not a routing instance`);
  return { name: lines[0]!.trim(), vehicles: fleet[0]!, capacity: fleet[1]!, customers };
}

/** Tenths, cut off: the convention of the field's comparisons. */
const tenths = (a: Customer, b: Customer): number => Math.floor(10 * Math.hypot(a.x - b.x, a.y - b.y) + 1e-9);

function toProblem({ customers, vehicles, capacity }: Instance): RoutingProblem {
  const size = customers.length;
  const cells = new Int32Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) cells[i * size + j] = tenths(customers[i]!, customers[j]!);
  }
  const depot = customers[0]!;
  return {
    vehicles: Array.from({ length: vehicles }, (_, id) => ({
      id,
      start: 0,
      end: 0,
      capacity: [capacity],
      shifts: [{ start: depot.ready * 10, end: depot.due * 10 }],
    })),
    stops: customers.slice(1).map((c, i) => ({
      id: c.id,
      place: i + 1,
      delivery: [c.demand],
      service: c.service * 10,
      windows: [{ start: c.ready * 10, end: c.due * 10 }],
    })),
    travel: { car: { kind: 'matrix', seconds: { size, cells } } },
  };
}

const routesOf = (plan: Plan): number[][] =>
  plan.routes.map((r) => r.steps.filter((s) => s.kind === 'stop').map((s) => s.id as number));

/** Drives the routes as written; throws at the first broken rule. Returns the distance. */
function checkRoutes(
  { customers, vehicles, capacity }: Instance,
  routes: readonly (readonly number[])[],
): number {
  const byId = new Map(customers.map((c) => [c.id, c]));
  const depot = customers[0]!;
  const seen = new Set<number>();
  let distance = 0;
  if (routes.length > vehicles) throw new Error(`${routes.length} routes for ${vehicles} vehicles`);
  routes.forEach((route, k) => {
    let time = depot.ready * 10;
    let load = 0;
    let here = depot;
    for (const id of [...route, depot.id]) {
      const c = byId.get(id);
      if (!c || (c !== depot && seen.has(id)))
        throw new Error(`route ${k}: customer unknown or served twice`);
      if (c !== depot) seen.add(id);
      distance += tenths(here, c);
      time = Math.max(time + tenths(here, c), c.ready * 10);
      if (time > c.due * 10) throw new Error(`route ${k}: customer ${id} too late`);
      time += c.service * 10;
      load += c.demand;
      here = c;
    }
    if (load > capacity) throw new Error(`route ${k}: too much load`);
  });
  if (seen.size !== customers.length - 1)
    throw new Error(`${customers.length - 1 - seen.size} customers not served`);
  return distance / 10;
}

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function readBest(dir: string): Map<string, number> {
  try {
    const [, ...rows] = readFileSync(join(dir, 'best-known.csv'), 'utf8').trim().split(/\r?\n/);
    return new Map(rows.map((row) => [row.split(',')[0]!, Number(row.split(',')[3])]));
  } catch {
    return new Map();
  }
}

function option(argv: readonly string[], name: string, otherwise?: string): string {
  const at = argv.indexOf(`--${name}`);
  const value = at >= 0 ? argv[at + 1] : otherwise;
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

interface Row {
  readonly gap: number | undefined;
  readonly seconds: number;
  readonly stepsPerS: number;
}

function solveOne(
  path: string,
  seconds: number,
  seed: number,
  out: string,
  best: ReadonlyMap<string, number>,
): Row {
  const begun = processorSeconds();
  const instance = readInstance(path);
  const problem = toProblem(instance);
  let steps = 0;
  const result = solve(problem, {
    seed,
    seconds: Math.max(0, seconds - (processorSeconds() - begun)),
    clock: processorSeconds,
    onProgress: (p) => {
      steps = p.steps;
    },
  });
  if (!result.ok) throw new Error(`${instance.name}: ${result.problem.message}`);
  const spent = processorSeconds() - begun;
  const routes = routesOf(result.value);
  writeFileSync(join(out, `${instance.name}.txt`), `${routes.map((r) => r.join(' ')).join('\n')}\n`);
  const distance = checkRoutes(instance, routes);
  const known = best.get(instance.name);
  const gap = known === undefined ? undefined : (distance / known - 1) * 100;
  const cells = [
    instance.name.padEnd(10),
    String(routes.length).padStart(4),
    distance.toFixed(1).padStart(10),
  ];
  cells.push(
    (gap?.toFixed(2) ?? '-').padStart(7),
    spent.toFixed(2).padStart(7),
    String(Math.round(steps / spent)).padStart(8),
  );
  console.log(cells.join(' '));
  return { gap, seconds: spent, stepsPerS: steps / spent };
}

export async function run(argv: string[]): Promise<Record<string, number>> {
  const dir = option(argv, 'dir');
  const out = option(argv, 'out');
  const seconds = Number(option(argv, 'seconds'));
  const seed = Number(option(argv, 'seed', '1'));
  const only = option(argv, 'only', '');
  mkdirSync(out, { recursive: true });
  const files = readdirSync(dir)
    .filter((f) => f.endsWith('.txt') && (only === '' || f === `${only}.txt`))
    .sort();
  if (files.length === 0) throw new Error(`No instance in --dir${only === '' ? '' : ' of that name'}`);
  const best = readBest(dir);
  console.log('name       vehicles distance    gap% seconds  steps/s');
  const rows = files.map((f) => solveOne(join(dir, f), seconds, seed, out, best));
  const gaps = rows.flatMap((r) => (r.gap === undefined ? [] : [r.gap]));
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
  return {
    instances: rows.length,
    meanGapPercent: Number(mean(gaps).toFixed(4)),
    worstGapPercent: Number(Math.max(0, ...gaps).toFixed(4)),
    atBestKnown: gaps.filter((g) => g < 0.005).length,
    meanSeconds: Number(mean(rows.map((r) => r.seconds)).toFixed(3)),
    stepsPerS: Math.round(mean(rows.map((r) => r.stepsPerS))),
  };
}

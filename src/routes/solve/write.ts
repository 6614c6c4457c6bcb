import { legMetres, legTime } from '../compile/legs.js';
import { endOf, type Model, NodeKind, startOf } from '../compile/model.js';
import type { LeftOut, Plan, PlannedRoute, PlanStep } from '../plan.js';
import type { RoutingProblem } from '../problem.js';
import { explain } from './explain.js';
import { link } from './scan.js';
import { type Best, ordersOf } from './search.js';
import { emptyState, type State } from './state.js';
import { schedule } from './timing.js';
import { arriveAt } from './traffic.js';

const kinds = ['stop', 'pickup', 'delivery', 'break', 'start', 'end'] as const;

/** The best plan in the words of the problem: times, loads and costs of every step, and why a stop is left out. */
export function writePlan(problem: RoutingProblem, model: Model, best: Best): Plan {
  const m: Model = model.plain ? { ...model, plain: false } : model;
  const s = emptyState(m);
  if (!model.plain) {
    s.notBefore.set(best.notBefore);
    s.doneBy.set(best.doneBy);
  }
  const routes: PlannedRoute[] = [];
  ordersOf(m, best).forEach((order, r) => {
    let p = startOf(m, r);
    for (const i of order) {
      link(s, i, p);
      p = i;
    }
    schedule(s, r);
    if (s.count[r]! > 0) routes.push(writeRoute(problem, s, r));
  });
  return { cost: round(s.cost / m.scale), routes, leftOut: leftOut(s) };
}

/** Costs carry at most six digits behind the point: what is beyond is noise of the sum. */
const round = (cost: number): number => Math.round(cost * 1e6) / 1e6;

function writeRoute(problem: RoutingProblem, s: State, r: number): PlannedRoute {
  const { model: m } = s;
  const vehicle = problem.vehicles[m.vehicleOf[r]!]!;
  const f = m.fleets[m.fleetOf[r]!]!;
  const known = f.metres !== null || f.time === null;
  const steps: PlanStep[] = [];
  const last = endOf(m, r);
  const totals = { travel: 0, distance: 0, waiting: 0, setup: 0, service: 0 };
  let from = startOf(m, r);
  let before = from;
  for (let i = from; ; i = s.next[i]!) {
    const isStop = m.kind[i] !== NodeKind.break;
    if (isStop && i !== from) {
      totals.travel += legTime(f, m.place[from]!, m.place[i]!);
      totals.distance += legMetres(f, m.place[from]!, m.place[i]!);
    }
    const step = writeStep(problem, s, r, i, from, before);
    totals.waiting += step.waiting;
    totals.setup += step.setup;
    totals.service += step.service;
    const hidden =
      (i === startOf(m, r) && vehicle.start === undefined) || (i === last && vehicle.end === undefined);
    if (!hidden)
      steps.push({ ...step, travel: totals.travel, ...(known ? { distance: totals.distance } : {}) });
    if (isStop) from = i;
    before = i;
    if (i === last) break;
  }
  const { travel, waiting, setup, service, distance } = totals;
  const cost = round(s.routeCost[r]! / m.scale);
  const at = { vehicle: vehicle.id, shift: m.shiftOf[r]!, cost, travel, waiting, setup, service };
  return { ...at, ...(known ? { distance } : {}), steps };
}

function writeStep(
  problem: RoutingProblem,
  s: State,
  r: number,
  i: number,
  from: number,
  before: number,
): Omit<PlanStep, 'travel'> {
  const { model: m } = s;
  const kind = kinds[m.kind[i]!]!;
  const row = m.typeOf[r]! * m.size + i;
  const service = m.service[row]!;
  const setup = kind === 'break' || m.place[from] === m.place[i] ? 0 : m.setup[row]!;
  const begin = s.begin[i]!;
  const arrival = kind === 'start' ? begin : arrivalOf(s, r, i, before);
  const load = Array.from(s.onBoard.subarray(i * m.dims, (i + 1) * m.dims));
  const vehicle = problem.vehicles[m.vehicleOf[r]!]!;
  const isTask = i < m.tasks;
  const id = isTask ? m.ids[i] : kind === 'break' ? vehicle.breaks![m.breakOf[i - m.tasks]!]!.id : undefined;
  const place = m.place[i]! < m.fleets[0]!.places - 1 ? m.place[i] : undefined;
  return {
    kind,
    ...(id === undefined ? {} : { id }),
    ...(place === undefined ? {} : { place }),
    arrival: arrival + m.origin,
    waiting: begin - arrival,
    setup,
    service,
    load,
  };
}

/** When the vehicle comes to node i; a break that begins on the way is come to when it begins. */
function arrivalOf(s: State, r: number, i: number, before: number): number {
  const { model: m } = s;
  const f = m.fleets[m.fleetOf[r]!]!;
  if (m.kind[i] === NodeKind.break) {
    let to = i;
    while (m.kind[to] === NodeKind.break) to = s.next[to]!;
    const left = Math.max(0, legTime(f, s.at[before]!, m.place[to]!) - s.credit[before]!);
    const idle = s.begin[i]! - s.ready[before]!;
    return s.begin[i]! - (f.trafficFrom.length > 0 ? idle : Math.max(0, idle - left));
  }
  const free = legTime(f, s.at[before]!, m.place[i]!);
  const credit = s.credit[before]!;
  return credit > 0 ? s.ready[before]! + Math.max(0, free - credit) : arriveAt(f, s.ready[before]!, free);
}

function leftOut(s: State): LeftOut[] {
  const { model: m } = s;
  const out: LeftOut[] = [];
  for (let i = 0; i < m.tasks; i++) {
    if (s.route[i]! >= 0 || m.kind[i] === NodeKind.delivery) continue;
    out.push({ kind: m.source[i]!.stop ? 'stop' : 'shipment', id: m.ids[i]!, ...explain(m, i) });
  }
  return out;
}

import { fail, ok, type Result } from '../problem.js';
import type { OrderedRoute } from './check/order.js';
import { compile } from './compile/compile.js';
import { NEVER } from './compile/model.js';
import { checkInput } from './input/check.js';
import type { RoutingProblem } from './problem.js';
import { chanceFrom } from './random.js';
import { begin } from './solve/begin.js';
import { generalEngine } from './solve/general.js';
import { findBest, place } from './solve/scan.js';
import { emptyState, openStep, type State, takeBack } from './solve/state.js';
import type { Id } from './unit.js';

/** Where one more stop would go, and what it would cost. */
export interface Insertion {
  readonly vehicle: Id;
  readonly shift: number;
  /** Added cost of the plan. */
  readonly cost: number;
  /** Earliest start of service. Seconds. */
  readonly start: number;
}

/** A plan that stays open for single insertions: what "can a crew still come?" asks. */
export interface OpenPlan {
  /** Cheapest legal place for a stop of the problem that the plan does not serve; undefined: there is none. */
  cheapest(stop: Id): Insertion | undefined;
  /** Takes the cheapest place, and keeps it. */
  insert(stop: Id): Insertion | undefined;
}

/**
 * Opens a plan for insertions. The orders must be legal as given: `bad_input` names the route that is not. Shipments
 * and stops that start together cannot be asked for here; `solve` places them.
 */
export function openPlan(problem: RoutingProblem, orders: readonly OrderedRoute[]): Result<OpenPlan> {
  const steps = new Map(orders.map((o) => [`${typeof o.vehicle}:${o.vehicle}`, o]));
  if (orders.some((o) => (o.shift ?? 0) !== 0)) {
    return fail('bad_input', 'orders must be of the first shift of their vehicle', { field: 'orders' });
  }
  const given: RoutingProblem = {
    ...problem,
    vehicles: problem.vehicles.map((v) => ({
      ...v,
      steps: steps.get(`${typeof v.id}:${v.id}`)?.steps.map(({ kind, id }) => ({ kind, id })) ?? [],
      frozen: 0,
    })),
  };
  const checked = checkInput(given);
  if (!checked.ok) return checked;
  const model = compile(given);
  const m = model.plain ? { ...model, plain: false } : model;
  const s = emptyState(m);
  begin(s, generalEngine, chanceFrom(1));
  for (let r = 0; r < m.routes; r++) {
    const missing = m.given[r]!.some((i) => s.route[i] !== r);
    if (missing) {
      const field = `orders.${m.vehicleOf[r]}`;
      return fail('bad_input', `${field} is not a legal order`, { field });
    }
  }
  return ok(new Opened(s));
}

class Opened implements OpenPlan {
  private readonly state: State;
  private readonly index: ReadonlyMap<Id, number>;

  constructor(state: State) {
    this.state = state;
    const { model: m } = state;
    this.index = new Map(
      m.source.flatMap(({ stop }, i) => (stop && m.groupOf[i]! < 0 ? [[stop.id, i] as const] : [])),
    );
  }

  cheapest(stop: Id): Insertion | undefined {
    const { state: s } = this;
    const done = this.insert(stop);
    if (done) takeBack(s, generalEngine.schedule);
    return done;
  }

  insert(stop: Id): Insertion | undefined {
    const { state: s } = this;
    const { model: m } = s;
    const c = this.index.get(stop);
    if (c === undefined || s.route[c]! >= 0) return undefined;
    openStep(s);
    const found = findBest(s, null, c, []);
    if (found.at < 0 || found.cost >= NEVER) return undefined;
    const before = s.cost;
    place(s, c, found.at);
    const r = s.route[c]!;
    const vehicle = this.vehicleId(r);
    return {
      vehicle,
      shift: m.shiftOf[r]!,
      cost: (s.cost - before) / m.scale,
      start: s.begin[c]! + m.origin,
    };
  }

  private vehicleId(r: number): Id {
    return this.state.model.vehicleIds[this.state.model.vehicleOf[r]!]!;
  }
}

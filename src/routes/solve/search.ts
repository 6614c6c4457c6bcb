import { endOf, type Model, startOf } from '../compile/model.js';
import { type Chance, chanceFrom, unit } from '../random.js';
import { begin } from './begin.js';
import { canCombine, combine } from './combine.js';
import type { Engine } from './engine.js';
import { generalEngine } from './general.js';
import { kinTasks, type Near, nearTasks } from './near.js';
import { plainEngine } from './plain.js';
import { emptyPool, type Pool, remember } from './pool.js';
import { makeOrders, type Orders, recreate } from './recreate.js';
import { type Ruined, type RuinSettings, ruin } from './ruin.js';
import { emptyState, openStep, type State, takeBack } from './state.js';

/** How a search cools: temperatures in average legs, first and last. */
export interface Tuning extends RuinSettings {
  readonly hot: number;
  readonly cold: number;
  /** In large problems, insertion looks beside so many kin. */
  readonly kin: number;
}

/** Set on random instances of the Solomon kind; strings as in the paper. */
export const tuning: Tuning = {
  mean: 10,
  longest: 10,
  split: 0.5,
  grow: 0.01,
  whole: 0.005,
  hot: 2,
  cold: 0.01,
  kin: 40,
};

/** Routes of plans this near to the best are worth remembering. */
const NEAR_BEST = 1.06;

/** From so many tasks on, insertion looks beside kin first instead of everywhere. */
const WIDE = 150;
const WIDE_GENERAL = 500;

/** The best plan so far, as links. */
export interface Best {
  cost: number;
  missing: number;
  readonly next: Int32Array;
  readonly route: Int32Array;
  readonly notBefore: Int32Array;
  readonly doneBy: Int32Array;
}

/** Ruin and recreate under simulated annealing (Christiaens & Vanden Berghe 2020), always on legal plans. */
export class Search {
  readonly model: Model;
  readonly state: State;
  readonly best: Best;
  /** A route whose frozen part cannot stand, or -1. */
  readonly broken: number;
  steps = 0;
  private readonly chance: Chance;
  private readonly engine: Engine;
  private readonly near: Near;
  private readonly orders: Orders;
  private readonly out: Ruined;
  readonly tune: Tuning;
  private readonly leg: number;
  private readonly pool: Pool | null;
  /** Parts of the budget after which remembered routes are put together. */
  private readonly meetings = [0.55, 0.8, 0.97];

  constructor(model: Model, seed: number, tune: Tuning = tuning) {
    this.model = model;
    // In small problems a step must leave most of the plan standing, or it is no step but a new start.
    this.tune = { ...tune, mean: Math.min(tune.mean, 1 + model.tasks / 3) };
    this.chance = chanceFrom(seed);
    this.engine = model.plain ? plainEngine : generalEngine;
    this.near = nearTasks(model, model.tasks > 3000 ? 100 : 200);
    const s = emptyState(
      model,
      model.tasks > (model.plain ? WIDE : WIDE_GENERAL) ? kinTasks(model, this.near, tune.kin) : null,
    );
    this.state = s;
    this.broken = begin(s, this.engine, this.chance);
    this.orders = makeOrders(model);
    this.out = { task: new Int32Array(model.tasks * 2 + 1), count: 0 };
    if (this.broken < 0) {
      openStep(s);
      recreate(s, this.engine, this.chance, this.orders, this.out);
    }
    this.best = {
      cost: s.cost,
      missing: s.missing,
      next: Int32Array.from(s.next),
      route: Int32Array.from(s.route),
      notBefore: Int32Array.from(s.notBefore),
      doneBy: Int32Array.from(s.doneBy),
    };
    this.leg = s.cost / (model.tasks + 1);
    this.pool = canCombine(s) ? emptyPool(model.tasks, this.chance) : null;
  }

  /** Does steps at the temperature of `spent`, the part of the budget that is used up (0 to 1). */
  advance(steps: number, spent: number): void {
    const { tune, chance, state: s, engine, best } = this;
    const heat = this.leg * tune.hot * (tune.cold / tune.hot) ** spent;
    this.steps += steps;
    if (this.model.tasks === 0) return;
    const pool = spent > 0.2 ? this.pool : null;
    const near = (best.cost + best.missing) * NEAR_BEST;
    for (let k = 0; k < steps; k++) {
      const before = s.cost + s.missing;
      openStep(s);
      ruin(s, engine, chance, this.near, tune, this.out);
      recreate(s, engine, chance, this.orders, this.out);
      const now = s.cost + s.missing;
      if (now >= before - heat * Math.log(unit(chance) + 1e-12)) takeBack(s, engine.schedule);
      else {
        if (now < best.cost + best.missing - 1e-6) this.keep();
        if (pool !== null && now < near)
          for (let u = 0; u < s.undo.count; u++) remember(pool, s, s.undo.routes[u]!);
      }
    }
    if (pool !== null && this.meetings.length > 0 && spent >= this.meetings[0]!) {
      this.meetings.shift();
      if (s.missing === best.missing && combine(s, engine, pool, best.cost)) this.keep();
    }
  }

  private keep(): void {
    const { best, state: s } = this;
    best.cost = s.cost;
    best.missing = s.missing;
    best.next.set(s.next);
    best.route.set(s.route);
    best.notBefore.set(s.notBefore);
    best.doneBy.set(s.doneBy);
  }
}

/** Nodes of each route of the best plan, without start and end. */
export function ordersOf(m: Model, best: Best): number[][] {
  return Array.from({ length: m.routes }, (_, r) => {
    const nodes: number[] = [];
    for (let i = best.next[startOf(m, r)]!; i !== endOf(m, r); i = best.next[i]!) nodes.push(i);
    return nodes;
  });
}

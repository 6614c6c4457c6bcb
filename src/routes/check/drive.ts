import type { PlanStep } from '../plan.js';
import type { RoutingProblem } from '../problem.js';
import type { GivenStep, Vehicle } from '../vehicle.js';
import { arrive, type Leg, legsOf, startIn } from './legs.js';
import type { Resolved } from './resolve.js';
import type { PlanRule } from './violation.js';

/** Says that a rule is broken; `step` is the index in the order, undefined for the route as a whole. */
export type Say = (rule: PlanRule, message: string, step?: number, by?: number) => void;

/** One route as it was driven. `begins` and `ends` follow the order's steps. */
export interface Driven {
  readonly steps: PlanStep[];
  readonly begins: number[];
  readonly ends: number[];
  travel: number;
  distance: number | undefined;
  waiting: number;
  setup: number;
  service: number;
  cost: number;
}

/** Drives one shift in the given order, as early as the rules let it, and says what they forbid. */
export class Drive {
  readonly driven: Driven = {
    steps: [],
    begins: [],
    ends: [],
    travel: 0,
    distance: 0,
    waiting: 0,
    setup: 0,
    service: 0,
    cost: 0,
  };
  private readonly problem: RoutingProblem;
  private readonly vehicle: Vehicle;
  private readonly leg: (a: number | undefined, b: number | undefined) => Leg;
  private readonly say: Say;
  private now: number;
  private place: number | undefined;
  /** Seconds of the next leg that were driven before a break on it. */
  private ahead = 0;
  private load: number[];

  constructor(problem: RoutingProblem, vehicle: Vehicle, shift: number, load: number[], say: Say) {
    this.problem = problem;
    this.vehicle = vehicle;
    this.leg = legsOf(problem, vehicle);
    this.say = say;
    this.now = vehicle.shifts?.[shift]?.start ?? earliest(problem);
    this.place = vehicle.start;
    this.load = load;
    if (vehicle.start !== undefined) this.note('start', { place: vehicle.start, arrival: this.now });
  }

  /** Serves a stop or one half of a shipment. */
  serve(step: GivenStep, { visit, stop, shipment }: Resolved, index: number, notBefore: number): void {
    const arrival = this.go(visit.place, index);
    const type = this.vehicle.type ?? '';
    const full = own(visit.setupPerType, type) ?? visit.setup ?? 0;
    const setup = this.place === visit.place ? 0 : full;
    const service = own(visit.servicePerType, type) ?? visit.service ?? 0;
    const floor = Math.max(arrival, notBefore, step.at ?? arrival, step.after ?? arrival);
    const { begin, late } = startIn(visit.windows, floor);
    if (late > 0) this.say('window', 'Service starts after the last window has closed', index, late);
    const latest = Math.min(step.at ?? begin, step.before ?? begin);
    if (begin > latest)
      this.say('step_time', 'Service starts later than the step demands', index, begin - latest);
    const { soft } = visit;
    if (soft) this.driven.cost += soft.costPerSecond * Math.max(0, soft.start - begin, begin - soft.end);
    this.driven.cost += ((setup + service) * (this.vehicle.costs?.perTaskHour ?? 0)) / 3600;
    const sign = step.kind === 'delivery' ? -1 : 1;
    this.load = this.load.map(
      (l, d) => l - (stop?.delivery?.[d] ?? 0) + (stop?.pickup?.[d] ?? sign * (shipment?.amount?.[d] ?? 0)),
    );
    this.place = visit.place;
    this.finish(begin, setup + service);
    this.note(step.kind, {
      id: step.id,
      place: visit.place,
      arrival,
      waiting: begin - arrival,
      setup,
      service,
    });
    this.load.forEach((l, d) => {
      const over = l - (this.vehicle.capacity?.[d] ?? 0);
      if (over > 0) this.say('capacity', 'More is on board than the vehicle can carry', index, over);
    });
  }

  /** Takes a break where the vehicle is, or on the way to `next`. */
  rest(step: GivenStep, index: number, next: number | undefined): void {
    const pause = this.vehicle.breaks?.find((b) => b.id === step.id);
    const ready = this.now;
    const { begin, late } = startIn(pause?.windows, Math.max(ready, step.at ?? ready, step.after ?? ready));
    if (late > 0) this.say('window', 'The break starts after its last window has closed', index, late);
    const latest = Math.min(step.at ?? begin, step.before ?? begin);
    if (begin > latest)
      this.say('step_time', 'The break starts later than the step demands', index, begin - latest);
    const left = Math.max(0, this.leg(this.place, next).seconds - this.ahead);
    const driving = this.isJammed() ? 0 : Math.min(begin - ready, left);
    if (!this.isJammed()) this.ahead += begin - ready;
    const service = pause?.service ?? 0;
    this.finish(begin, service);
    const waiting = begin - ready - driving;
    this.note('break', { id: step.id, arrival: begin - waiting, waiting, service });
  }

  /** Drives home. Returns the time of arrival. */
  home(): number {
    const arrival = this.go(this.vehicle.end);
    if (this.vehicle.end !== undefined) this.note('end', { place: this.vehicle.end, arrival });
    return arrival;
  }

  private isJammed(): boolean {
    return (this.problem.travel[this.vehicle.profile ?? 'car']!.traffic ?? []).length > 0;
  }

  private go(to: number | undefined, index?: number): number {
    const leg = this.leg(this.place, to);
    if (!leg.way) this.say('unreachable', 'No way leads to this step', index);
    const travel = this.problem.travel[this.vehicle.profile ?? 'car']!;
    const arrival =
      this.ahead > 0
        ? this.now + Math.max(0, leg.seconds - this.ahead)
        : arrive(travel, this.now, leg.seconds);
    this.ahead = 0;
    const { driven } = this;
    driven.travel += leg.seconds;
    driven.distance =
      leg.metres === undefined || driven.distance === undefined ? undefined : driven.distance + leg.metres;
    driven.cost += leg.cost;
    return arrival;
  }

  private finish(begin: number, span: number): void {
    this.driven.begins.push(begin);
    this.driven.ends.push(begin + span);
    this.now = begin + span;
  }

  private note(kind: PlanStep['kind'], step: Partial<PlanStep> & { readonly arrival: number }): void {
    const { driven } = this;
    const { setup = 0, service = 0, waiting = 0 } = step;
    driven.setup += setup;
    driven.service += service;
    driven.waiting += waiting;
    const { travel, distance } = driven;
    driven.steps.push({
      ...step,
      kind,
      setup,
      service,
      waiting,
      load: [...this.load],
      travel,
      ...(distance === undefined ? {} : { distance }),
    });
  }
}

const own = (by: Readonly<Record<string, number>> | undefined, type: string): number | undefined =>
  by !== undefined && Object.hasOwn(by, type) ? by[type] : undefined;

/** Where no shift says when the day begins: the first moment that any window names, else 0. */
export function earliest(problem: RoutingProblem): number {
  const starts = [
    ...problem.vehicles.flatMap((v) => [
      ...(v.shifts ?? []),
      ...(v.breaks ?? []).flatMap((b) => b.windows ?? []),
    ]),
    ...problem.stops.flatMap((s) => s.windows ?? []),
    ...(problem.shipments ?? []).flatMap((s) => [...(s.pickup.windows ?? []), ...(s.delivery.windows ?? [])]),
  ].map((w) => w.start);
  return starts.length === 0 ? 0 : starts.reduce((a, b) => Math.min(a, b));
}

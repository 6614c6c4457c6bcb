import type { LeftOut } from '../plan.js';
import type { RoutingProblem } from '../problem.js';
import type { Id } from '../unit.js';
import type { GivenStep, Vehicle } from '../vehicle.js';
import type { Resolved } from './resolve.js';
import type { Violation } from './violation.js';

/** One step as it was driven. Seconds. */
export interface Event {
  readonly step: GivenStep;
  readonly resolved: Resolved | undefined;
  readonly vehicle: Vehicle;
  readonly shift: number;
  readonly index: number;
  readonly begin: number;
  readonly end: number;
}

/** Rules between routes: each task once, groups together, precedences. Returns what no route serves. */
export function checkAcross(problem: RoutingProblem, events: readonly Event[], out: Violation[]): LeftOut[] {
  const stops = new Map<Id, Event>();
  const seen = new Set<string>();
  for (const e of events) {
    if (!e.resolved) continue;
    const name = `${e.step.kind}:${typeof e.step.id}:${e.step.id}`;
    if (seen.has(name)) out.push(at(e, 'task_twice', 'The task is in the plan twice'));
    seen.add(name);
    if (e.step.kind === 'stop') stops.set(e.step.id, e);
  }
  groups(problem, stops, out);
  for (const { first, second, gap = 0 } of problem.precedence ?? []) {
    const a = stops.get(first);
    const b = stops.get(second);
    if (a && b && b.begin < a.end + gap) {
      out.push({
        ...at(b, 'precedence', 'The stop starts before the one it must follow is done'),
        by: a.end + gap - b.begin,
      });
    }
  }
  return leftOut(problem, seen);
}

const at = ({ vehicle, shift, index, step }: Event, rule: Violation['rule'], message: string): Violation => ({
  rule,
  message,
  vehicle: vehicle.id,
  shift,
  step: index,
  id: step.id,
});

function groups(problem: RoutingProblem, stops: ReadonlyMap<Id, Event>, out: Violation[]): void {
  for (const group of problem.together ?? []) {
    const members = group.stops.flatMap((id) => stops.get(id) ?? []);
    if (members.length === 0) continue;
    const [head] = members;
    const vehicles = new Set(members.map((e) => e.vehicle.id));
    const begins = new Set(members.map((e) => e.begin));
    if (members.length < group.stops.length)
      out.push(at(head!, 'together', 'Only a part of the group is in the plan'));
    else if (vehicles.size < members.length)
      out.push(at(head!, 'together', 'A vehicle serves two stops of the group'));
    else if (begins.size > 1) {
      const by = Math.max(...begins) - Math.min(...begins);
      out.push({ ...at(head!, 'together', 'The stops of the group do not start together'), by });
    }
  }
}

function leftOut(problem: RoutingProblem, seen: ReadonlySet<string>): LeftOut[] {
  const message = 'No route serves it';
  const missing = (kind: string, id: Id) => !seen.has(`${kind}:${typeof id}:${id}`);
  return [
    ...problem.stops.filter((s) => missing('stop', s.id)).map((s) => ({ kind: 'stop' as const, id: s.id })),
    ...(problem.shipments ?? [])
      .filter((s) => missing('pickup', s.id))
      .map((s) => ({ kind: 'shipment' as const, id: s.id })),
  ].map((x) => ({ ...x, rule: 'not_planned' as const, message }));
}

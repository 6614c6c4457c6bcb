import type { RoutingProblem } from '../problem.js';
import type { Shipment } from '../shipment.js';
import type { Stop, Visit } from '../stop.js';
import type { Id } from '../unit.js';
import type { GivenStep } from '../vehicle.js';

/** A step of an order with what the problem says of it. */
export interface Resolved {
  readonly visit: Visit;
  readonly stop?: Stop;
  readonly shipment?: Shipment;
}

/** Looks a step up; undefined for what the problem does not know. Breaks are looked up in their vehicle. */
export function resolver(problem: RoutingProblem): (step: GivenStep) => Resolved | undefined {
  const stops = new Map<Id, Stop>(problem.stops.map((s) => [s.id, s]));
  const shipments = new Map<Id, Shipment>((problem.shipments ?? []).map((s) => [s.id, s]));
  return (step) => {
    if (step.kind === 'stop') {
      const stop = stops.get(step.id);
      return stop && { visit: stop, stop };
    }
    const shipment = shipments.get(step.id);
    if (!shipment || step.kind === 'break') return undefined;
    return { visit: step.kind === 'pickup' ? shipment.pickup : shipment.delivery, shipment };
  };
}

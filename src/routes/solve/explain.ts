import { legMetres, legTime } from '../compile/legs.js';
import { endOf, type Model, NEVER, startOf } from '../compile/model.js';
import type { LeftOutRule } from '../plan.js';
import { spanOf } from './timing.js';
import { arriveAt } from './traffic.js';

/** Rules in the order in which they are asked; the furthest that any vehicle reaches is the reason. */
const rules = [
  'no_vehicle',
  'vehicle_lock',
  'skills',
  'max_tasks',
  'capacity',
  'unreachable',
  'window',
  'max_travel_time',
  'max_distance',
  'no_room',
] as const satisfies readonly LeftOutRule[];

const texts: Record<LeftOutRule, string> = {
  no_vehicle: 'No vehicle works',
  vehicle_lock: 'The vehicle that it is locked to cannot take it',
  skills: 'No vehicle has all the skills that it needs',
  max_tasks: 'No vehicle that could serve it may take a task',
  capacity: 'It is more than any vehicle that could serve it can carry',
  unreachable: 'No way leads there and back for any vehicle that could serve it',
  window: 'No vehicle that could serve it can be there within its windows and the working time, even alone',
  max_travel_time: 'The way there and back is longer than the travel time of any vehicle that could serve it',
  max_distance: 'The way there and back is farther than any vehicle that could serve it may go',
  together: 'No common time could be found for the stops that start together',
  precedence: 'It could not be placed after, or before, the stop that it is tied to',
  not_worth_it: 'Serving it costs more than leaving it out',
  not_planned: 'No route serves it',
  no_room: 'A vehicle could serve it alone, but not beside the stops that are planned',
};

/** Why a task is left out: the rule that forbids it even to an empty vehicle, else the lack of room. */
export function explain(m: Model, i: number): { rule: LeftOutRule; message: string } {
  let rule: LeftOutRule = 'no_vehicle';
  for (let r = 0; r < m.routes; r++) {
    const hit = alone(m, r, i);
    if (rules.indexOf(hit) > rules.indexOf(rule as (typeof rules)[number])) rule = hit;
  }
  const { stop, shipment } = m.source[i]!;
  if (rule === 'no_room') {
    if ((stop ?? shipment)!.prize !== undefined) rule = 'not_worth_it';
    else if (m.groupOf[i]! >= 0) rule = 'together';
    else if (m.first.includes(i) || m.second.includes(i)) rule = 'precedence';
  }
  return { rule, message: texts[rule] };
}

function alone(m: Model, r: number, i: number): (typeof rules)[number] {
  const { shipment } = m.source[i]!;
  const tasks = shipment ? [i, i + 1] : [i];
  if (m.allowed !== null && m.allowed[i * m.routes + r] === 0) {
    return m.lockOf[i] === -1 || m.lockOf[i] === m.vehicleOf[r] ? 'skills' : 'vehicle_lock';
  }
  if (tasks.length > m.maxTasks[r]!) return 'max_tasks';
  for (let d = 0; d < m.dims; d++) {
    const load = Math.max(m.deliver[i * m.dims + d]!, m.take[i * m.dims + d]!);
    if (load > m.capacity[r * m.dims + d]!) return 'capacity';
  }
  return onTheWay(m, r, tasks);
}

function onTheWay(m: Model, r: number, tasks: readonly number[]): (typeof rules)[number] {
  const f = m.fleets[m.fleetOf[r]!]!;
  let t = m.open[startOf(m, r)]!;
  let from = m.place[startOf(m, r)]!;
  let travel = 0;
  let metres = 0;
  let late = false;
  for (const i of [...tasks, endOf(m, r)]) {
    const leg = legTime(f, from, m.place[i]!);
    if (leg >= NEVER) return 'unreachable';
    travel += leg;
    metres += legMetres(f, from, m.place[i]!);
    t = arriveAt(f, t, leg);
    if (i < m.tasks) {
      let w = m.winAt[i]!;
      while (w < m.winAt[i + 1]! && m.winClose[w]! < t) w++;
      if (w === m.winAt[i + 1]!) late = true;
      else t = Math.max(t, m.winOpen[w]!) + spanOf(m, r, i, from);
    } else if (t > m.close[i]!) late = true;
    from = m.place[i]!;
  }
  if (late) return 'window';
  if (travel > m.maxTravel[r]!) return 'max_travel_time';
  return metres > m.maxMetres[r]! ? 'max_distance' : 'no_room';
}

import type { RoutingProblem } from '../problem.js';
import type { Shipment } from '../shipment.js';
import type { Stop, Visit } from '../stop.js';
import type { Id, TimeWindow } from '../unit.js';
import { NEVER, NodeKind } from './model.js';

/** A stop or one half of a shipment. */
export interface Task {
  readonly kind: number;
  readonly visit: Visit;
  readonly id: Id;
  readonly stop?: Stop;
  readonly shipment?: Shipment;
}

/** One shift of one vehicle, by index. */
export interface RouteRef {
  readonly vehicle: number;
  readonly shift: number;
  readonly window: TimeWindow | undefined;
}

/** Numbers the nodes and lays out what is known of each by itself: place, windows, durations, loads. */
export class Nodes {
  readonly routes: RouteRef[] = [];
  readonly breaks: { readonly route: number; readonly index: number }[] = [];
  readonly types: string[] = [];
  readonly size: number;
  private readonly problem: RoutingProblem;
  private readonly tasks: readonly Task[];
  readonly dims: number;
  readonly origin: number;
  private readonly nowhere: number;

  constructor(
    problem: RoutingProblem,
    tasks: readonly Task[],
    dims: number,
    origin: number,
    nowhere: number,
  ) {
    this.problem = problem;
    this.tasks = tasks;
    this.dims = dims;
    this.origin = origin;
    this.nowhere = nowhere;
    const named = new Set(
      tasks.flatMap((t) => [
        ...Object.keys(t.visit.servicePerType ?? {}),
        ...Object.keys(t.visit.setupPerType ?? {}),
      ]),
    );
    problem.vehicles.forEach((v, vehicle) => {
      const type = v.type !== undefined && named.has(v.type) ? v.type : '';
      if (!this.types.includes(type)) this.types.push(type);
      const shifts: readonly (TimeWindow | undefined)[] = v.shifts ?? [undefined];
      shifts.forEach((window, shift) => {
        const route = this.routes.push({ vehicle, shift, window }) - 1;
        v.breaks?.forEach((b, index) => {
          if (belongs(b.windows, window)) this.breaks.push({ route, index });
        });
      });
    });
    this.size = tasks.length + this.breaks.length + 2 * this.routes.length;
  }

  /** The node of a break. */
  breakNode(index: number): number {
    return this.tasks.length + index;
  }

  /** Index of the vehicle's type among the types that any duration names. */
  typeIndex(type: string | undefined): number {
    return Math.max(0, this.types.indexOf(this.types.includes(type ?? '') ? (type ?? '') : ''));
  }

  arrays() {
    const { size, tasks, problem } = this;
    const kind = new Uint8Array(size);
    const place = new Int32Array(size).fill(this.nowhere);
    const windows: (readonly TimeWindow[] | undefined)[] = [];
    const bounds = this.stepBounds();
    tasks.forEach((t, i) => {
      kind[i] = t.kind;
      place[i] = t.visit.place;
      windows.push(this.narrow(t.visit.windows, bounds.get(`${t.kind}:${typeof t.id}:${t.id}`)));
    });
    this.breaks.forEach(({ route, index }, k) => {
      kind[this.breakNode(k)] = NodeKind.break;
      const { vehicle, window } = this.routes[route]!;
      const rest = problem.vehicles[vehicle]!.breaks![index]!;
      const bound = bounds.get(`${vehicle}:${typeof rest.id}:${rest.id}`);
      windows.push(this.narrow(within(rest.windows, window), bound));
    });
    this.routes.forEach(({ vehicle, window }, r) => {
      const node = tasks.length + this.breaks.length + 2 * r;
      const v = problem.vehicles[vehicle]!;
      kind[node] = NodeKind.start;
      kind[node + 1] = NodeKind.end;
      place[node] = v.start ?? this.nowhere;
      place[node + 1] = v.end ?? this.nowhere;
      windows.push(window && [window], window && [window]);
    });
    return { kind, place, ...this.windowArrays(windows), ...this.durations(), ...this.loads() };
  }

  /** What the steps of given orders demand of the start of service, by kind and id (a break's by vehicle and id). */
  private stepBounds(): Map<string, TimeWindow> {
    const kinds = { stop: NodeKind.stop, pickup: NodeKind.pickup, delivery: NodeKind.delivery };
    const out = new Map<string, TimeWindow>();
    this.problem.vehicles.forEach((v, vehicle) => {
      for (const s of v.steps ?? []) {
        if (s.at === undefined && s.after === undefined && s.before === undefined) continue;
        const start = Math.max(s.at ?? Number.NEGATIVE_INFINITY, s.after ?? Number.NEGATIVE_INFINITY);
        const end = Math.min(s.at ?? Number.POSITIVE_INFINITY, s.before ?? Number.POSITIVE_INFINITY);
        out.set(`${s.kind === 'break' ? vehicle : kinds[s.kind]}:${typeof s.id}:${s.id}`, { start, end });
      }
    });
    return out;
  }

  private narrow(windows: readonly TimeWindow[] | undefined, bound: TimeWindow | undefined) {
    if (!bound) return windows;
    const any = { start: this.origin, end: this.origin + NEVER / 2 };
    return (windows ?? [any])
      .map((w) => ({ start: Math.max(w.start, bound.start), end: Math.min(w.end, bound.end) }))
      .filter((w) => w.start <= w.end);
  }

  private windowArrays(windows: readonly (readonly TimeWindow[] | undefined)[]) {
    const any: readonly TimeWindow[] = [{ start: this.origin, end: this.origin + NEVER / 2 }];
    const winAt = new Int32Array(windows.length + 1);
    const flat: TimeWindow[] = [];
    windows.forEach((list, i) => {
      flat.push(...(list ?? any));
      winAt[i + 1] = flat.length;
    });
    const winOpen = Int32Array.from(flat, (w) => w.start - this.origin);
    const winClose = Int32Array.from(flat, (w) => Math.min(w.end - this.origin, NEVER / 2));
    const open = Int32Array.from(windows, (_, i) => winOpen[winAt[i]!] ?? NEVER);
    const close = Int32Array.from(windows, (_, i) => winClose[winAt[i + 1]! - 1] ?? -1);
    return { winAt, winOpen, winClose, open, close };
  }

  private durations() {
    const { size, types } = this;
    const service = new Int32Array(types.length * size);
    const setup = new Int32Array(types.length * size);
    types.forEach((type, k) => {
      this.tasks.forEach(({ visit }, i) => {
        service[k * size + i] = visit.servicePerType?.[type] ?? visit.service ?? 0;
        setup[k * size + i] = visit.setupPerType?.[type] ?? visit.setup ?? 0;
      });
      this.breaks.forEach(({ route, index }, b) => {
        const vehicle = this.problem.vehicles[this.routes[route]!.vehicle]!;
        service[k * size + this.breakNode(b)] = vehicle.breaks![index]!.service ?? 0;
      });
    });
    return { service, setup };
  }

  private loads() {
    const { dims, tasks } = this;
    const deliver = new Int32Array(tasks.length * dims);
    const take = new Int32Array(tasks.length * dims);
    tasks.forEach(({ kind, stop, shipment }, i) => {
      for (let d = 0; d < dims; d++) {
        deliver[i * dims + d] = stop?.delivery?.[d] ?? 0;
        const sign = kind === NodeKind.delivery ? -1 : 1;
        take[i * dims + d] = stop?.pickup?.[d] ?? sign * (shipment?.amount?.[d] ?? 0);
      }
    });
    const capacity = new Int32Array(this.routes.length * dims);
    this.routes.forEach(({ vehicle }, r) => {
      for (let d = 0; d < dims; d++)
        capacity[r * dims + d] = this.problem.vehicles[vehicle]!.capacity?.[d] ?? 0;
    });
    return { deliver, take, capacity };
  }
}

/** A break belongs to a shift when it can begin in it. */
const belongs = (windows: readonly TimeWindow[] | undefined, shift: TimeWindow | undefined): boolean =>
  !windows || !shift || windows.some((w) => w.start <= shift.end && w.end >= shift.start);

const within = (windows: readonly TimeWindow[] | undefined, shift: TimeWindow | undefined) =>
  shift
    ? (windows ?? [shift])
        .filter((w) => w.start <= shift.end && w.end >= shift.start)
        .map((w) => ({ start: Math.max(w.start, shift.start), end: Math.min(w.end, shift.end) }))
    : windows;

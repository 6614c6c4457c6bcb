import { fail, ok, type Result } from '../../problem.js';
import { checkInput } from '../input/check.js';
import { Faults } from '../input/faults.js';
import { limits } from '../input/limits.js';
import type { RoutingProblem } from '../problem.js';
import type { Id } from '../unit.js';
import { answerKeys, type KeyKind, knownKeys } from './keys.js';
import { Places } from './places.js';

type Raw = Record<string, unknown>;

/** What VROOM's words say of each thing, kept for the answer. */
export interface Echo {
  /** By `job:id`, `pickup:id`, `delivery:id`, `vehicle:id`, `break:vehicle:id`. */
  readonly description: ReadonlyMap<string, string>;
  /** Delivery id of a shipment, by its pickup's. */
  readonly deliveryOf: ReadonlyMap<Id, Id>;
  /** Coordinates by place; empty where places are indexes. */
  readonly points: readonly { readonly lon: number; readonly lat: number }[];
}

export interface VroomProblem {
  readonly problem: RoutingProblem;
  readonly echo: Echo;
  /** Keys that are not known and that were passed over, as VROOM does. Unknown `bm:` keys are refused. */
  readonly ignored: readonly string[];
}

/**
 * Reads VROOM's JSON (API of version 1.14: jobs, shipments, vehicles, matrices) with the `bm:` keys of `knownKeys`.
 * Without matrices travel is estimated from coordinates. Code `bad_input` or `too_large` with all faults.
 */
export function readVroom(value: unknown): Result<VroomProblem> {
  const faults = new Faults();
  const reader = new Reader(faults);
  const raw = faults.object(value, 'input') ? reader.problem(value) : undefined;
  if (faults.list.length > 0 || raw === undefined) {
    const [first] = faults.list;
    const code = faults.list.some((x) => x.rule === 'too_many') ? 'too_large' : 'bad_input';
    return fail(code, first!.message, { field: first!.field, faults: faults.list });
  }
  const checked = checkInput(raw);
  if (!checked.ok) return checked;
  return ok({ problem: checked.value, echo: reader.echo, ignored: [...reader.ignored] });
}

class Reader {
  readonly ignored = new Set<string>();
  readonly description = new Map<string, string>();
  readonly deliveryOf = new Map<Id, Id>();
  private readonly pickupOf = new Map<unknown, unknown>();
  private readonly faults: Faults;
  private places: Places;

  constructor(faults: Faults) {
    this.faults = faults;
    this.places = new Places(faults, false);
  }

  get echo(): Echo {
    return { description: this.description, deliveryOf: this.deliveryOf, points: this.places.points };
  }

  problem(input: Raw): unknown {
    this.keys(input, 'input', '');
    this.places = new Places(this.faults, input.matrices !== undefined);
    const list = (key: string, most: number) => this.faults.items(input[key], key, most);
    const stops = list('jobs', limits.stops).map((j, i) => this.job(j, `jobs[${i}]`));
    const shipments = list('shipments', limits.stops / 2).map((s, i) => this.shipment(s, `shipments[${i}]`));
    const vehicles = list('vehicles', limits.vehicles).map((v, i) => this.vehicle(v, `vehicles[${i}]`));
    const together = list('bm:together', limits.stops).map((ids) => ({ stops: ids }));
    return {
      vehicles,
      stops,
      shipments,
      travel: this.travel(input, vehicles),
      together,
      precedence: input['bm:precedence'],
      balance: input['bm:balance'],
    };
  }

  /** Notes keys that are not known; a `bm:` key that is not known asks for a rule that is not there. */
  private keys(item: Raw, kind: KeyKind, field: string): void {
    const known: readonly string[] = knownKeys[kind];
    for (const key of Object.keys(item)) {
      if (known.includes(key) || (kind === 'step' && answerKeys.includes(key))) continue;
      const plain = /^[\w:.-]{1,60}$/.test(key) ? key : '(key)';
      const at = field === '' ? plain : `${field}.${plain}`;
      if (key.startsWith('bm:') || key === 'max_load') {
        this.faults.add(at, 'unknown', `${at} is not a rule that is supported`);
      } else this.ignored.add(at.replace(/\[\d+\]/g, '[]'));
    }
  }

  private say(item: Raw, name: string): void {
    if (typeof item.description === 'string') this.description.set(name, item.description.slice(0, 1000));
  }

  private object(value: unknown, kind: KeyKind, field: string): Raw {
    if (!this.faults.object(value, field)) return {};
    this.keys(value, kind, field);
    return value;
  }

  private windows(value: unknown, field: string): unknown {
    if (value === undefined) return undefined;
    return this.faults.items(value, field, limits.windows).map((w, i) => this.window(w, `${field}[${i}]`));
  }

  private window(value: unknown, field: string): unknown {
    if (Array.isArray(value) && value.length === 2) return { start: value[0], end: value[1] };
    this.faults.add(field, 'window', `${field} must be [start, end] in seconds`);
    return { start: 0, end: 0 };
  }

  private visit(item: Raw, field: string): Raw {
    const soft = item['bm:soft_window'];
    const triple = Array.isArray(soft) && soft.length === 3;
    if (soft !== undefined && !triple) {
      this.faults.add(
        `${field}.bm:soft_window`,
        'window',
        `${field}.bm:soft_window must be [start, end, cost per second]`,
      );
    }
    return {
      place: this.places.of(item, 'location', field),
      setup: item.setup,
      service: item.service,
      setupPerType: item.setup_per_type,
      servicePerType: item.service_per_type,
      windows: this.windows(item.time_windows, `${field}.time_windows`),
      soft: triple ? { start: soft[0], end: soft[1], costPerSecond: soft[2] } : undefined,
    };
  }

  private job(value: unknown, field: string): Raw {
    const item = this.object(value, 'job', field);
    this.say(item, `stop:${item.id}`);
    return {
      id: item.id,
      ...this.visit(item, field),
      // `amount` is the older word for `delivery`.
      delivery: item.delivery ?? item.amount,
      pickup: item.pickup,
      skills: item.skills,
      priority: item.priority,
      vehicle: item['bm:vehicle'],
      position: item['bm:position'],
      prize: item['bm:prize'],
    };
  }

  private shipment(value: unknown, field: string): Raw {
    const item = this.object(value, 'shipment', field);
    const from = this.object(item.pickup, 'half', `${field}.pickup`);
    const to = this.object(item.delivery, 'half', `${field}.delivery`);
    this.say(from, `pickup:${from.id}`);
    this.say(to, `delivery:${from.id}`);
    this.faults.id(to.id, `${field}.delivery.id`);
    if (this.pickupOf.has(to.id))
      this.faults.add(`${field}.delivery.id`, 'twice', `${field}.delivery.id must be unique`);
    this.pickupOf.set(to.id, from.id);
    this.deliveryOf.set(from.id as Id, to.id as Id);
    return {
      id: from.id,
      pickup: this.visit(from, `${field}.pickup`),
      delivery: this.visit(to, `${field}.delivery`),
      amount: item.amount,
      skills: item.skills,
      priority: item.priority,
      vehicle: item['bm:vehicle'],
      prize: item['bm:prize'],
    };
  }

  private vehicle(value: unknown, field: string): Raw {
    const item = this.object(value, 'vehicle', field);
    this.say(item, `vehicle:${item.id}`);
    const costs = item.costs === undefined ? undefined : this.object(item.costs, 'costs', `${field}.costs`);
    if (item['bm:shifts'] !== undefined && item.time_window !== undefined) {
      this.faults.add(`${field}.bm:shifts`, 'twice', `${field} must not have both time_window and bm:shifts`);
    }
    const window = item.time_window === undefined ? undefined : [item.time_window];
    const [start, end] = ['start', 'end'].map((name) => this.places.of(item, name, field));
    if (start === undefined && end === undefined) {
      this.faults.add(field, 'start_or_end', `${field} must have a start or an end`);
    }
    return {
      id: item.id,
      profile: item.profile,
      start,
      end,
      capacity: item.capacity,
      skills: item.skills,
      type: item.type,
      shifts: this.windows(item['bm:shifts'] ?? window, `${field}.time_window`),
      breaks: this.breaks(item, field),
      speedFactor: item.speed_factor,
      maxTasks: item.max_tasks,
      maxTravelTime: item.max_travel_time,
      maxDistance: item.max_distance,
      frozen: item['bm:frozen'],
      steps: item.steps === undefined ? undefined : this.steps(item.steps, `${field}.steps`),
      costs: costs && {
        fixed: costs.fixed,
        perHour: costs.per_hour,
        perKm: costs.per_km,
        perTaskHour: costs.per_task_hour,
      },
    };
  }

  private breaks(vehicle: Raw, field: string): unknown {
    if (vehicle.breaks === undefined) return undefined;
    return this.faults.items(vehicle.breaks, `${field}.breaks`, limits.breaks).map((b, i) => {
      const at = `${field}.breaks[${i}]`;
      const item = this.object(b, 'break', at);
      this.say(item, `break:${vehicle.id}:${item.id}`);
      return {
        id: item.id,
        service: item.service,
        windows: this.windows(item.time_windows, `${at}.time_windows`),
      };
    });
  }

  /** Steps of a vehicle, or of a route of a finished plan; start and end carry no order. */
  steps(value: unknown, field: string): unknown[] {
    return this.faults.items(value, field, limits.stops).flatMap((s, i) => {
      const item = this.object(s, 'step', `${field}[${i}]`);
      if (item.type === 'start' || item.type === 'end') return [];
      const kind = item.type === 'job' ? 'stop' : item.type;
      const id = kind === 'delivery' ? this.pickupOf.get(item.id) : item.id;
      return [{ kind, id, at: item.service_at, after: item.service_after, before: item.service_before }];
    });
  }

  private travel(input: Raw, vehicles: readonly Raw[]): unknown {
    const traffic = this.traffic(input['bm:traffic']);
    if (input.matrices === undefined) {
      const profiles = new Set(vehicles.map((v) => (typeof v.profile === 'string' ? v.profile : 'car')));
      const points = this.places.points;
      return Object.fromEntries(
        [...profiles].map((p) => [
          p,
          { kind: 'estimate', points, fit: input['bm:fit'], traffic: traffic.get(p) },
        ]),
      );
    }
    if (!this.faults.object(input.matrices, 'matrices')) return {};
    return Object.fromEntries(
      Object.entries(input.matrices).map(([profile, m]) => {
        const item = this.object(m, 'matrix', 'matrices.(profile)');
        const { durations: seconds, distances: metres, costs } = item;
        return [profile, { kind: 'matrix', seconds, metres, costs, traffic: traffic.get(profile) }];
      }),
    );
  }

  private traffic(value: unknown): Map<string, unknown> {
    if (value === undefined || !this.faults.object(value, 'bm:traffic')) return new Map();
    return new Map(
      Object.entries(value).map(([profile, steps]) => [
        profile,
        this.faults
          .items(steps, 'bm:traffic.(profile)', 500)
          .map((s) => (Array.isArray(s) ? { from: s[0], factor: s[1] } : s)),
      ]),
    );
  }
}

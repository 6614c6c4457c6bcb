/** Finds free time for a service and keeps what the visitor looks at. Drawing is in the files beside. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CentreView, Problem, ServiceView } from '../../../src/client/index.js';
import type { BmElement } from '../element.js';
import { addDays, addMonths, daysBetween, startOf, startParts } from '../format.js';
import { FreeTimes, type Place } from './model.js';

/** Starts asked for at once; a day beyond them is asked for when it is opened. */
const LIMIT = 2000;
/** Days of calendar asked for at first. */
const SPAN = 42;
/** Alternatives shown when a time was lost. */
const OTHERS = 6;

export type WhenHost = BmElement & ReactiveControllerHost & { readonly client: BmElement['client'] };
export type OfficeView = CentreView['offices'][number];

export class When implements ReactiveController {
  readonly host: WhenHost;
  /** Called with the place the visitor wants. */
  readonly onTake: (place: Place) => void;
  service: ServiceView | undefined;
  offices: readonly OfficeView[] = [];
  office = '';
  date = '';
  /** First day of the month on show. */
  month = '';
  layout: 'list' | 'calendar' = 'list';
  free = new FreeTimes();
  loading = true;
  problem: Problem | undefined;
  /** Rows of the list on show. */
  shown = 0;
  /** The date in the calendar that the keyboard is on. */
  cursor = '';
  /** The time that was lost, and what is near it. */
  lost: { readonly place: Place; readonly others: readonly Place[] } | undefined;
  /** The place being taken just now. */
  taking: string | undefined;

  constructor(host: WhenHost, onTake: (place: Place) => void) {
    this.host = host;
    this.onTake = onTake;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Opens a service; `office` is looked at first. */
  async open(service: ServiceView, centre: CentreView, office?: string, date?: string): Promise<void> {
    this.service = service;
    this.offices = service.offices.flatMap((id) => centre.offices.find((o) => o.id === id) ?? []);
    this.office = this.offices.find((o) => o.id === office)?.id ?? '';
    this.month = addMonths(centre.today, 0);
    this.lost = undefined;
    await this.load(centre.today, date);
  }

  /** Asks for everything afresh. */
  async load(today = this.host.today, date = ''): Promise<void> {
    const { service, host } = this;
    if (!service) return;
    this.loading = true;
    this.problem = undefined;
    host.requestUpdate();
    const channel = host.door;
    const [slots, days] = await Promise.all([
      host.client.slots(service.id, { limit: LIMIT, channel }, { fresh: true }),
      host.client.days(service.id, { from: today, to: addDays(today, SPAN), channel }),
    ]);
    if (service !== this.service) return;
    this.loading = false;
    this.shown = host.elder ? 5 : 6;
    this.free = new FreeTimes();
    if (days.ok) this.free.addDays(days.value);
    if (slots.ok) this.free.addSlots(slots.value);
    else this.problem = slots.problem;
    this.office ||= this.earliest()?.office ?? this.offices[0]?.id ?? '';
    const dates = this.free.dates(this.office);
    this.date = (dates.includes(date) ? date : dates[0]) ?? '';
    this.cursor = '';
    if (this.date) this.month = addMonths(this.date, 0);
    host.requestUpdate();
  }

  /** The earliest start of all offices. */
  earliest(): Place | undefined {
    return this.offices
      .flatMap((o) => this.free.earliest(o.id) ?? [])
      .sort((a, b) => daysBetween(b.date, a.date) || a.minute - b.minute)[0];
  }

  chooseOffice(id: string): void {
    this.office = id;
    this.date = this.free.dates(id)[0] ?? '';
    this.cursor = '';
    if (this.date) this.month = addMonths(this.date, 0);
    this.host.requestUpdate();
  }

  /** Shows a day's times; asks for them if they are not known yet. */
  async chooseDate(date: string): Promise<void> {
    const { service, office, host, free } = this;
    this.date = date;
    host.requestUpdate();
    const day = free.day(office, date);
    if (!service || free.times(office, date) || !day || day.level === 'none') return;
    const query = { offices: [office], from: date, to: addDays(date, 1), channel: host.door };
    const answer = await host.client.slots(service.id, query);
    if (!answer.ok) this.problem = answer.problem;
    else free.addSlots(answer.value);
    host.requestUpdate();
  }

  async chooseMonth(month: string): Promise<void> {
    const { service, host, free, office } = this;
    this.month = month;
    host.requestUpdate();
    const last = addDays(addMonths(month, 1), -1);
    if (!service || (free.day(office, month) && free.day(office, last))) return;
    const from = month < host.today ? host.today : month;
    const answer = await host.client.days(service.id, { from, to: addDays(last, 1), channel: host.door });
    if (answer.ok) free.addDays(answer.value);
    host.requestUpdate();
  }

  /** The visitor wants this place. */
  take(place: Place): void {
    if (this.host.busy) return;
    this.taking = stamp(place);
    this.onTake(place);
  }

  /** The place went to somebody else: fresh times, the nearest first. */
  async offerOthers(start: string, office: string, told?: unknown): Promise<void> {
    const place: Place = { office, ...startParts(start) };
    await this.load();
    const far = (p: Place) =>
      Math.abs(Date.parse(`${startOf(p.date, p.minute)}Z`) - Date.parse(`${start}Z`)) +
      (p.office === office ? 0 : 3_600_000);
    const others = [...(placesIn(told) ?? this.free.all())].sort((a, b) => far(a) - far(b)).slice(0, OTHERS);
    this.lost = { place, others };
    this.host.requestUpdate();
  }
}

/** The alternatives that a refusal brought along (`[{ office, start }]`); undefined when it brought none. */
function placesIn(told: unknown): readonly Place[] | undefined {
  if (!Array.isArray(told) || told.length === 0) return undefined;
  const places = told.filter((t) => typeof t?.office === 'string' && typeof t?.start === 'string');
  return places.length > 0
    ? places.map(({ office, start }) => ({ office, ...startParts(start) }))
    : undefined;
}

/** Sortable name of a place. */
export const stamp = (place: Place): string => `${startOf(place.date, place.minute)}@${place.office}`;

/** The written form -> the plain nouns of `types.ts`. Each part on its own, so that a sound part can be checked beside a broken one. */
import type { DatedException } from '../../time/index.js';
import type {
  Ask,
  AskKind,
  Centre,
  Desk,
  DocumentNeed,
  HolidaySource,
  Office,
  OpeningRule,
  Policy,
  Service,
} from '../types.js';
import { COUNTRY_OF_ZONE, DEFAULT_ASKS, DEFAULT_CHANNELS, DEFAULT_GRID, DEFAULT_POLICY } from './defaults.js';
import { parseClock, parseDays, parseDuration, parseHours, splitOpening, weeklyRule } from './grammar.js';
import type {
  CentreFile,
  DeskFile,
  ExceptionFile,
  HolidaysFile,
  OfficeFile,
  PolicyFile,
  ServiceFile,
} from './schema.js';
import type { Opening } from './schema-parts.js';

/** Leaves out keys whose value is undefined, so that a document says only what was said. */
function tidy<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, x]) => x !== undefined)) as T;
}
const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
const listOrNone = (value: string | readonly string[] | undefined) =>
  value === undefined ? undefined : list(value);

/** Opening in any of its forms to rules. */
export function normaliseOpening(opening: Opening): readonly OpeningRule[] {
  return (Array.isArray(opening) ? opening : [opening]).map((item) => {
    if (typeof item === 'string') {
      const { days, hours } = splitOpening(item);
      return { rule: weeklyRule(parseDays(days)), hours: sorted(parseHours(hours)) };
    }
    const rule = item.rule ?? weeklyRule(parseDays(item.days ?? 'daily'));
    return tidy({ rule, hours: sorted(parseHours(item.hours)), from: item.from, until: item.until });
  });
}
const sorted = (hours: readonly { readonly start: number; readonly end: number }[]) =>
  [...hours].sort((a, b) => a.start - b.start);

/** `n` desks alike, or the desks named. */
export function normaliseDesks(office: string, desks: OfficeFile['desks']): readonly Desk[] {
  if (desks === undefined || typeof desks === 'number')
    return Array.from({ length: desks ?? 1 }, (_, i) => ({
      id: `${office}-${i + 1}`,
      name: { 'zh-CN': `${i + 1} 号窗口`, en: `Counter ${i + 1}` },
      skills: [],
      capacity: 1,
    }));
  return desks.map(normaliseDesk);
}

export function normaliseDesk(desk: DeskFile): Desk {
  return tidy({
    id: desk.id,
    name: desk.name ?? desk.id,
    department: desk.department,
    skills: list(desk.skills),
    capacity: desk.capacity ?? 1,
    opening: desk.opening === undefined ? undefined : normaliseOpening(desk.opening),
  });
}

/** `name` is the fallback when the office has none of its own. */
export function normaliseOffice(office: OfficeFile, name: CentreFile['name']): Office {
  return tidy({
    id: office.id,
    name: office.name ?? name,
    address: office.address,
    position: office.position,
    phone: office.phone,
    opening: normaliseOpening(office.opening),
    onHoliday: office.onHoliday ?? 'skip',
    desks: normaliseDesks(office.id, office.desks),
    access: office.access,
  });
}

/** `base` is the centre's policy: what a service's policy leaves out inside a key comes from there. */
export function normaliseService(service: ServiceFile, grid: 5 | 15, base: Policy = DEFAULT_POLICY): Service {
  return tidy({
    id: service.id,
    name: service.name ?? service.id,
    department: service.department,
    summary: service.summary,
    minutes: service.minutes,
    before: service.before ?? 0,
    after: service.after ?? 0,
    step: service.step ?? Math.max(grid, 15),
    skills: list(service.skills),
    offices: listOrNone(service.offices),
    channels: service.channels ?? DEFAULT_CHANNELS,
    documents: (service.documents ?? []).map(normaliseDocument),
    fee: service.fee,
    result: service.result,
    who: service.who,
    asks: service.asks?.map(normaliseAsk) ?? DEFAULT_ASKS,
    policy: service.policy === undefined ? undefined : normalisePolicy(service.policy, base),
  });
}

function normaliseDocument(
  document: NonNullable<ServiceFile['documents']>[number],
  index: number,
): DocumentNeed {
  if (typeof document === 'string') return { id: `doc-${index + 1}`, name: document };
  return tidy({ ...document, id: document.id ?? `doc-${index + 1}` });
}

const normaliseAsk = (ask: string): Ask => ({
  kind: ask.replace('?', '') as AskKind,
  required: !ask.endsWith('?'),
});

/** The centre's policy over the defaults. */
export const normaliseCentrePolicy = (policy: PolicyFile | undefined): Policy => ({
  ...DEFAULT_POLICY,
  ...normalisePolicy(policy ?? {}, DEFAULT_POLICY),
});

/** Only the keys given; inside a key, what is left out comes from `base`. */
export function normalisePolicy(policy: PolicyFile, base: Policy): Partial<Policy> {
  const { ahead, hold, quotas, noShow, notice, cancelUntil, limits } = policy;
  return tidy({
    ahead: ahead && {
      min: ahead.min ?? Math.min(base.ahead.min, ahead.max ?? base.ahead.min),
      max: ahead.max ?? Math.max(base.ahead.max, ahead.min ?? 0),
      unit: ahead.unit ?? base.ahead.unit,
    },
    notice: notice === undefined ? undefined : parseDuration(notice),
    limits,
    noShow: noShow && { ...noShow, withinMonths: noShow.withinMonths ?? 12 },
    cancelUntil: cancelUntil === undefined ? undefined : parseDuration(cancelUntil),
    hold: hold && { minutes: hold.minutes ?? base.hold.minutes, extend: hold.extend ?? base.hold.extend },
    quotas: quotas && {
      perDay: tidy(quotas.perDay),
      merge: { daysBefore: quotas.merge?.daysBefore ?? 1, at: parseClock(quotas.merge?.at ?? '00:00') },
    },
  });
}

/**
 * An id for each: the one written, else what, when and where, so that it does not depend on the entries around it.
 * Only what is alike in all three is counted, in the order of the file: `closed-2026-10-09-hall`, `….2`.
 */
export function exceptionIds(exceptions: readonly ExceptionFile[]): readonly string[] {
  const taken = new Set(exceptions.flatMap((e) => e.id ?? []));
  return exceptions.map((e) => {
    if (e.id !== undefined) return e.id;
    const base = [e.kind, e.from ?? e.date ?? '', ...[...list(e.for)].sort()].join('-');
    let id = base;
    for (let n = 2; taken.has(id); n++) id = `${base}.${n}`;
    taken.add(id);
    return id;
  });
}

/** `id`: of `exceptionIds`. */
export function normaliseException(e: ExceptionFile, id: string): DatedException {
  const base = {
    id,
    from: e.from ?? e.date ?? '',
    to: e.to,
    for: listOrNone(e.for),
    reason: e.reason,
    source: e.source,
  };
  if (e.kind === 'closed') return tidy({ ...base, kind: 'closed' });
  if (e.kind === 'moved') return tidy({ ...base, kind: 'moved', toDate: e.toDate, toOffice: e.toOffice });
  const hours = sorted(parseHours(e.hours));
  if (e.kind === 'hours') return tidy({ ...base, kind: 'hours', hours });
  return tidy({
    ...base,
    kind: 'open',
    hours,
    desks: listOrNone(e.desks),
    services: listOrNone(e.services),
    capacity: e.capacity,
  });
}

/** A country code is short for `{ country }`; a zone of one country brings its own. */
export function normaliseHolidays(
  holidays: HolidaysFile | undefined,
  zone: string,
): HolidaySource | undefined {
  const country = COUNTRY_OF_ZONE[zone];
  if (holidays === undefined) return country === undefined ? undefined : { country };
  return typeof holidays === 'string' ? { country: holidays } : holidays;
}

/** The whole centre; `file` must have passed the schema. */
export function normaliseCentre(file: CentreFile): Centre {
  const grid = file.grid ?? DEFAULT_GRID;
  const policy = normaliseCentrePolicy(file.policy);
  const offices = file.offices.map((o) => normaliseOffice(o, file.name));
  const named = (file.skills ?? []).map((s) => ({ id: s.id, name: s.name ?? s.id }));
  const exceptions = file.exceptions ?? [];
  const ids = exceptionIds(exceptions);
  const used = file.skills ? [] : [...new Set(offices.flatMap((o) => o.desks.flatMap((d) => d.skills)))];
  return tidy({
    tenant: file.tenant,
    name: file.name,
    zone: file.zone,
    grid,
    holidays: normaliseHolidays(file.holidays, file.zone),
    phone: file.phone,
    departments: (file.departments ?? []).map((d) => ({ id: d.id, name: d.name ?? d.id })),
    skills: file.skills ? named : used.map((id) => ({ id, name: id })),
    offices,
    services: file.services.map((s) => normaliseService(s, grid, policy)),
    exceptions: exceptions.map((e, i) => normaliseException(e, ids[i]!)),
    policy,
    texts: file.texts as Centre['texts'],
  });
}

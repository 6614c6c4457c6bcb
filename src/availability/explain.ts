import type { Interval } from '../time/index.js';
import { allSet } from './bits.js';
import { DAY_MINUTES } from './frame.js';
import type { IndexState } from './index-state.js';
import { allows, fits, openMinutes } from './patterns.js';
import { type CellSpan, checkSize, claimedCells } from './plan.js';
import type { OfficeRange } from './resource-table.js';
import type { SlotQuery, WhyNot, Window } from './types.js';

/** A time asked about: minutes of a day (counted from the frame's first) at an office. */
interface Place {
  readonly state: IndexState;
  readonly query: SlotQuery;
  readonly range: OfficeRange;
  readonly day: number;
  readonly span: CellSpan;
}

/** Numbers of the resources that can take this start now, in index order; empty when the start is not offered. */
export function candidates(
  state: IndexState,
  query: SlotQuery,
  office: string,
  day: number,
  start: number,
): number[] {
  checkSize(query, state.frame.grid);
  const place = placeOf(state, query, office, day, start);
  if (!place || start % query.step !== 0 || !isRegular(place)) return [];
  return able(place).filter((r) => state.taken.unitsFree(r, place.day, place.span.from, place.span.to) > 0);
}

/**
 * Why a start is not offered, the reason that alone suffices first; empty exactly when it is offered. Looks at
 * place and time only: `from`, `to`, `earliest`, `latest` and `limit` of the query do not matter.
 */
export function explain(
  state: IndexState,
  query: SlotQuery,
  office: string,
  day: number,
  start: number,
): WhyNot[] {
  checkSize(query, state.frame.grid);
  const reasons: WhyNot[] = [];
  const place = placeOf(state, query, office, day, start);
  const inHours = place !== undefined && members(place, () => true).length > 0;
  if (!inHours) reasons.push(notOpen(state, office, day));
  if (place && !isRegular(place)) reasons.push({ code: 'irregular_time' });
  if (start % query.step !== 0) reasons.push({ code: 'off_grid', step: query.step });
  if (inHours) reasons.push(...unable(place));
  return reasons;
}

/** Undefined when the office or day is unknown or the slot would leave the day. */
function placeOf(
  state: IndexState,
  query: SlotQuery,
  office: string,
  day: number,
  start: number,
): Place | undefined {
  const { frame } = state;
  const range = state.resources.office(office);
  const span = claimedCells(query, frame.grid, start);
  const d = day - frame.firstDay;
  if (!range || !(d >= 0 && d < frame.days) || !(start >= 0 && start < DAY_MINUTES)) return undefined;
  if (span.from < 0 || span.to > frame.cells) return undefined;
  return { state, query, range, day: d, span };
}

function isRegular({ state: { frame }, day, span }: Place): boolean {
  return allSet(frame.valid, day * frame.words, span.from, span.to);
}

function windowsOf({ state, day }: Place, resource: number): readonly Window[] {
  return state.patterns.windows(state.patternOf[day * state.resources.size + resource]!);
}

/** Is the whole span inside windows that pass? */
function covered(place: Place, resource: number, pass: (w: Window) => boolean): boolean {
  const { grid } = place.state.frame;
  return openMinutes(windowsOf(place, resource), pass).some(
    ([from, to]) => from <= place.span.from * grid && place.span.to * grid <= to,
  );
}

function members(place: Place, pass: (w: Window) => boolean): number[] {
  const found: number[] = [];
  for (let r = place.range.first; r < place.range.end; r++) if (covered(place, r, pass)) found.push(r);
  return found;
}

/** Resources whose windows serve the query for the whole span. */
function able(place: Place): number[] {
  return members(place, (w) => fits(w, place.query));
}

function unable(place: Place): WhyNot[] {
  const { query, state, day, span } = place;
  const fit = able(place);
  if (fit.length > 0) {
    const free = fit.some((r) => state.taken.unitsFree(r, day, span.from, span.to) > 0);
    return free ? [] : [{ code: 'full', resources: fit.length }];
  }
  const offering = members(place, (w) => allows(w, query.service));
  if (offering.length > 0) return [{ code: 'no_skill', missing: missingSkills(place, offering) }];
  const { grid } = state.frame;
  const restricted = members(place, () => true)
    .flatMap((r) => windowsOf(place, r))
    .find((w) => w.from < span.to * grid && w.to > span.from * grid && !allows(w, query.service));
  return restricted ? [{ code: 'service_not_offered', because: restricted.because }] : [];
}

/** What the best resource lacks: the fewest skills. All of them when it has each, but never together. */
function missingSkills(place: Place, resources: readonly number[]): readonly string[] {
  const { query } = place;
  let fewest: readonly string[] = query.skills;
  for (const r of resources) {
    const lacks = query.skills.filter(
      (s) => !covered(place, r, (w) => allows(w, query.service) && w.skills.includes(s)),
    );
    if (lacks.length > 0 && lacks.length < fewest.length) fewest = lacks;
  }
  return fewest;
}

function notOpen(state: IndexState, office: string, day: number): WhyNot {
  const open = openingOf(state, office, day);
  const closure = open.length === 0 ? state.whyClosed(office, day) : undefined;
  return closure ? { code: 'closed', closure } : { code: 'outside_hours', open };
}

/** Hours of an office on a day: the union of its windows, whatever they serve. */
function openingOf(
  { resources, patterns, patternOf, frame }: IndexState,
  office: string,
  day: number,
): Interval[] {
  const range = resources.office(office);
  const d = day - frame.firstDay;
  if (!range || !(d >= 0 && d < frame.days)) return [];
  const row = d * resources.size;
  const seen = new Set(patternOf.subarray(row + range.first, row + range.end));
  const windows = [...seen].flatMap((p) => patterns.windows(p));
  return openMinutes(windows, () => true).map(([start, end]) => ({ start, end }));
}

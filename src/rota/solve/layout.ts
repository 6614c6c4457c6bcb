import type { Model, StaffModel } from '../compile/model.js';
import type { Kinds } from './kinds.js';
import type { Outside } from './outside.js';

/** Size and meaning of a row program's vectors for one window. A dimension that cannot bind has size 1 and `limits` false. */
export interface Layout {
  /** Minutes: size, and the bounds that the end must keep (units). */
  readonly minutes: number;
  readonly leastMinutes: number;
  readonly counting: boolean;
  readonly weekends: number;
  readonly limitsWeekends: boolean;
  readonly week: number;
  readonly limitsWeek: boolean;
  readonly weekFirst: number;
  readonly weekEnd: number;
  /** Sizes of the counters, in the order of the counted choices. */
  readonly counters: readonly number[];
  readonly limitsCounter: readonly boolean[];
  /** Product of all sizes but minutes. */
  readonly outer: number;
}

/** Works out the layout of a window, or undefined when what is kept outside breaks a maximum already. */
export function layoutOf(
  model: Model,
  staff: StaffModel,
  outside: Outside,
  unit: number,
  from: number,
  until: number,
  counted: readonly number[],
): Layout | undefined {
  const { limits } = staff;
  const length = until - from + 1;
  let longest = 0;
  for (const m of model.minutes) longest = Math.max(longest, m);
  const reach = length * (longest / unit);
  const most = Math.floor((limits.maxMinutes - outside.minutes) / unit);
  const least = Math.max(0, Math.ceil((limits.minMinutes - outside.minutes) / unit));
  if (most < 0 || least > reach) return undefined;
  const counting = most < reach || least > 0;
  let ends = 0;
  for (let d = from; d <= until; d++) {
    const w = model.weekday[d]!;
    if (w === 6 || (w === 5 && d === until)) ends++;
  }
  const weekendsLeft = limits.maxWeekends - outside.weekends;
  if (weekendsLeft < 0) return undefined;
  const cap = Math.floor(limits.maxWeekMinutes / unit);
  const weekly = cap < 7 * (longest / unit);
  const weekFirst = weekly ? outside.firstWeek / unit : 0;
  const weekEnd = weekly ? cap - outside.lastWeek / unit : 0;
  if (weekly && (weekFirst > cap || weekEnd < 0)) return undefined;
  const counters: number[] = [];
  const limitsCounter: boolean[] = [];
  for (const k of counted) {
    const left = limits.maxPer[k]! - outside.per[k]!;
    if (left < 0) return undefined;
    limitsCounter.push(left < length);
    counters.push(left >= length ? 1 : left + 1);
  }
  const weekends = weekendsLeft >= ends ? 1 : weekendsLeft + 1;
  const week = weekly ? cap + 1 : 1;
  return {
    minutes: counting ? Math.min(most, reach) + 1 : 1,
    leastMinutes: counting ? least : 0,
    counting,
    weekends,
    limitsWeekends: weekendsLeft < ends,
    week,
    limitsWeek: weekly,
    weekFirst,
    weekEnd,
    counters,
    limitsCounter,
    outer: counters.reduce((n, c) => n * c, weekends * week),
  };
}

/** Where an outer index goes under one step; -1 where a limit is passed. Outer index: week minutes, counters, weekends. */
export function stepMap(
  layout: Layout,
  kinds: Kinds,
  kind: number,
  weekend: boolean,
  monday: boolean,
): Int32Array {
  const { counters, weekends, week, outer } = layout;
  const map = new Int32Array(outer);
  const units = kind < 0 || !layout.limitsWeek ? 0 : kinds.units[kind]!;
  const counter = kind < 0 ? -1 : kinds.counter[kind]!;
  const perWeek = outer / week;
  for (let o = 0; o < outer; o++) {
    let rest = o % perWeek;
    const wk = (monday ? 0 : Math.floor(o / perWeek)) + units;
    const we = (rest % weekends) + (weekend && layout.limitsWeekends ? 1 : 0);
    rest = Math.floor(rest / weekends);
    let fits = wk < week && we < weekends;
    let to = 0;
    let scale = weekends;
    counters.forEach((size, i) => {
      const c = (rest % size) + (i === counter && layout.limitsCounter[i] ? 1 : 0);
      rest = Math.floor(rest / size);
      fits &&= c < size;
      to += c * scale;
      scale *= size;
    });
    map[o] = fits ? wk * perWeek + to + we : -1;
  }
  return map;
}

/** VTIMEZONE (RFC 5545 §3.6.5) of the stretch of a zone that an appointment needs. */
import type { UtcMinute, Zone } from '../time/index.js';
import { localStamp, utcOffset } from './ics-text.js';

const DAY = 1440;

/** Instants in `[from, to)` (UTC minutes) at which the offset changes, found day by day and then by bisection. */
function transitions(zone: Zone, from: UtcMinute, to: UtcMinute): UtcMinute[] {
  const found: UtcMinute[] = [];
  for (let at = from; at < to; at += DAY) {
    let low = at;
    let high = Math.min(at + DAY, to);
    if (zone.offsetAt(low) === zone.offsetAt(high)) continue;
    const before = zone.offsetAt(low);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (zone.offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

/**
 * Content lines of the component. It covers a year on both sides of `[start, end)`: one observance in
 * force at the beginning and one for every change of offset after it.
 */
export function vtimezone(zone: Zone, start: UtcMinute, end: UtcMinute): string[] {
  const from = start - 366 * DAY;
  const changes = transitions(zone, from, end + 366 * DAY);
  const usual = Math.min(zone.offsetAt(from), ...changes.map((at) => zone.offsetAt(at)));
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone.name}`];
  for (const at of [from, ...changes]) {
    const before = at === from ? zone.offsetAt(at) : zone.offsetAt(at - 1);
    const after = zone.offsetAt(at);
    const kind = after > usual ? 'DAYLIGHT' : 'STANDARD';
    // An onset is written by the clock that was in force just before it.
    const onset = localStamp(at + before);
    lines.push(
      `BEGIN:${kind}`,
      `DTSTART:${onset}`,
      `TZOFFSETFROM:${utcOffset(before)}`,
      `TZOFFSETTO:${utcOffset(after)}`,
      `TZNAME:UTC${utcOffset(after)}`,
      `END:${kind}`,
    );
  }
  return [...lines, 'END:VTIMEZONE'];
}

/** How days and places are said. */
import type { DayView } from '../../../src/client/index.js';
import type { BmElement } from '../element.js';
import { dayText, nearWord, timeText } from '../format.js';
import type { Place } from './model.js';

/** "明天 9月19日 周六". */
export function dayWords(host: BmElement, date: string, style: 'short' | 'long' = 'short'): string {
  const near = nearWord(host.language, host.today, date);
  return [near, dayText(host.language, date, style)]
    .filter(Boolean)
    .join(host.language === 'en' ? ', ' : ' ');
}

/** "明天 9:30", "9月21日 周一 9:30". */
export const placeWords = (host: BmElement, { date, minute }: Place): string =>
  `${nearWord(host.language, host.today, date) ?? dayText(host.language, date)} ${timeText(minute)}`;

/** What is special about a day, in words: "国庆节，休息", "调休上班". Empty on an ordinary day. */
export function dayReason(host: BmElement, day: DayView): string {
  const comma = host.language === 'en' ? ', ' : '，';
  const parts = [host.pick(day.name)];
  if (day.kind === 'holiday' && !day.bookable && !day.closed) parts.push(host.t('closed'));
  else if (day.closed) parts.push(host.pick(day.closed.reason) || host.t('closed'));
  else if (day.kind === 'make-up') parts.push(host.t('makeUp'));
  if (day.special && day.bookable) parts.push(host.t('special'));
  if (day.provisional) parts.push(host.t('provisional'));
  return [...new Set(parts.filter(Boolean))].join(comma);
}

/** The small sign of a day: off by decree, or worked in place of a holiday. */
export const badgeOf = (day: DayView | undefined): 'badgeOff' | 'badgeWork' | undefined =>
  day?.kind === 'holiday' ? 'badgeOff' : day?.kind === 'make-up' ? 'badgeWork' : undefined;

/**
 * Everything about a day for the ear and the line under the calendar. `here`: something can be booked; left out,
 * how much is free is not said.
 */
export function dayLabel(host: BmElement, date: string, day: DayView | undefined, here?: boolean): string {
  const state = day && here !== undefined && stateOf(host, day, here);
  const said = [dayWords(host, date, 'long'), day && dayReason(host, day), state];
  return [...new Set(said)].filter(Boolean).join(host.language === 'en' ? ', ' : '，');
}

function stateOf(host: BmElement, day: DayView, here: boolean): string {
  if (here) return host.t(day.level);
  // The reason has said it already.
  if (day.closed || day.kind === 'holiday') return '';
  return host.t(day.bookable ? 'none' : 'notYet');
}

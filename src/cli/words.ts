/** How a terminal shows dates and texts. */
import type { LocalText } from '../time/index.js';

/** `09:30` of wall minutes. */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `2026-10-01 Thu`. */
export function dateText(date: string): string {
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
  return `${date} ${weekday}`;
}

/** A text for a terminal: both languages when there are two, and no control characters. */
export function textOf(text: LocalText | undefined): string {
  const words = typeof text === 'string' ? text : [text?.['zh-CN'], text?.en].filter(Boolean).join(' / ');
  return words.replace(/\p{Cc}+/gu, ' ');
}

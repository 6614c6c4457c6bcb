/**
 * A month as a native table. One day takes part in the tab order; arrows, Home, End, Page Up and Page Down
 * move (WAI-ARIA Authoring Practices, date picker). Closed days can be reached too: that is how their reason is heard.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { addDays, addMonths, monthText, weekday, weekHeads } from '../format.js';
import { icon } from '../icons.js';
import type { When } from './controller.js';
import { badge } from './list.js';
import { times } from './times.js';
import { dayLabel, dayWords } from './words.js';

export function calendar(when: When): TemplateResult {
  const { host, month } = when;
  const { language, today } = host;
  const last = when.free.window?.[1] ?? today;
  const cursor = cursorOf(when);
  const about = dayLabel(host, cursor, when.free.day(when.office, cursor), isOpen(when, cursor));
  return html`<div class="calendar">
    <div class="month">
      <div class="bar">
        <button class="round" aria-label=${host.t('monthBefore')} aria-disabled=${month <= today.slice(0, 8)} @click=${() => turn(when, -1)}>${icon('back')}</button>
        <h3 id="month" aria-live="polite">${monthText(language, month)}</h3>
        <button class="round" aria-label=${host.t('monthAfter')} aria-disabled=${addMonths(month, 1) > last} @click=${() => turn(when, 1)}>${icon('next')}</button>
      </div>
      <table aria-labelledby="month" @keydown=${(e: KeyboardEvent) => onKey(when, e)}>
        <thead>
          <tr>${weekHeads(language).map(([short, long]) => html`<th scope="col"><abbr title=${long}>${short}</abbr></th>`)}</tr>
        </thead>
        <tbody>${weeks(month).map((week) => html`<tr>${week.map((date) => html`<td>${date ? cell(when, date, cursor) : nothing}</td>`)}</tr>`)}</tbody>
      </table>
      <p class="about" aria-hidden="true">${about}</p>
    </div>
    <div class="slots" part="slots">
      ${when.date ? html`<h3 id="slots">${host.t('timesOn', { day: dayWords(host, when.date) })}</h3>${times(when, when.office, when.date)}` : html`<p class="hint">${host.t('pickDay')}</p>`}
    </div>
  </div>`;
}

const isOpen = (when: When, date: string) => {
  const day = when.free.day(when.office, date);
  return (when.free.times(when.office, date)?.minutes.length ?? 0) > 0 || (!!day && day.level !== 'none');
};

/** The day in the tab order: where the keyboard was, else the chosen day, else the first of the month. */
function cursorOf(when: When): string {
  const inMonth = (date: string) => date.slice(0, 7) === when.month.slice(0, 7);
  const today = inMonth(when.host.today) ? when.host.today : when.month;
  return [when.cursor, when.date].find((d) => d && inMonth(d)) ?? today;
}

/** Weeks from Monday; '' outside the month. */
function weeks(month: string): readonly (readonly string[])[] {
  const days = Math.round((Date.parse(addMonths(month, 1)) - Date.parse(month)) / 86_400_000);
  const lead = weekday(month);
  return Array.from({ length: Math.ceil((lead + days) / 7) }, (_, w) =>
    Array.from({ length: 7 }, (_, d) => {
      const n = w * 7 + d - lead;
      return n < 0 || n >= days ? '' : addDays(month, n);
    }),
  );
}

function cell(when: When, date: string, cursor: string): TemplateResult {
  const { host } = when;
  const day = when.free.day(when.office, date);
  const open = isOpen(when, date);
  const level = open
    ? day && day.level !== 'none'
      ? day.level
      : 'few'
    : day?.bookable && !day.closed
      ? 'none'
      : '';
  const classes = ['date', open ? 'open' : 'shut', date === host.today ? 'today' : ''].join(' ');
  return html`<button part="day" class=${classes} data-date=${date} tabindex=${date === cursor ? 0 : -1}
    aria-pressed=${open ? String(date === when.date) : nothing}
    aria-current=${date === host.today ? 'date' : nothing} aria-disabled=${open ? nothing : 'true'}
    @focus=${() => point(when, date)} @pointerenter=${() => point(when, date)}
    @click=${() => open && when.chooseDate(date)}
  ><span class="n">${Number(date.slice(8))}</span>${badge(when, day)}${level ? html`<span class="level ${level}"><i></i>${host.t(level)}</span>` : nothing}<span class="sr">${dayLabel(host, date, day, level === '' ? open : undefined)}</span></button>`;
}

function point(when: When, date: string): void {
  if (when.cursor === date) return;
  when.cursor = date;
  when.host.requestUpdate();
}

function turn(when: When, by: number): void {
  const month = addMonths(when.month, by);
  const last = when.free.window?.[1] ?? when.host.today;
  if (month < addMonths(when.host.today, 0) || month > last) return;
  when.chooseMonth(month);
}

function onKey(when: When, event: KeyboardEvent): void {
  const date = (event.target as HTMLElement).dataset['date'];
  if (!date) return;
  const rtl = getComputedStyle(when.host).direction === 'rtl' ? -1 : 1;
  const to = target(event.key, date, rtl);
  if (!to) return;
  event.preventDefault();
  const last = when.free.window?.[1] ?? to;
  const first = addMonths(when.host.today, 0);
  const end = addDays(addMonths(last, 1), -1);
  when.cursor = to < first ? first : to > end ? end : to;
  when.chooseMonth(addMonths(when.cursor, 0));
  when.host.focusOn(`[data-date="${when.cursor}"]`);
}

function target(key: string, date: string, rtl: number): string | undefined {
  const steps: Record<string, () => string> = {
    ArrowLeft: () => addDays(date, -rtl),
    ArrowRight: () => addDays(date, rtl),
    ArrowUp: () => addDays(date, -7),
    ArrowDown: () => addDays(date, 7),
    Home: () => addDays(date, -weekday(date)),
    End: () => addDays(date, 6 - weekday(date)),
    PageUp: () => monthOn(date, -1),
    PageDown: () => monthOn(date, 1),
  };
  return steps[key]?.();
}

/** Same day of another month, or its last day. */
function monthOn(date: string, by: number): string {
  const month = addMonths(date, by);
  const last = addDays(addMonths(month, 1), -1);
  const same = month.slice(0, 8) + date.slice(8);
  return same > last ? last : same;
}

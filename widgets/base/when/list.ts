/** Days as a list: one line a day, its times inside; closed runs with their reason between. */
import { html, nothing, type TemplateResult } from 'lit';
import { dayText, timeText } from '../format.js';
import type { When } from './controller.js';
import type { Row } from './model.js';
import { times } from './times.js';
import { badgeOf, dayReason, dayWords } from './words.js';

/** The badge with its reason. */
export function badge(when: When, day: Row['day']): TemplateResult | typeof nothing {
  const key = badgeOf(day);
  return key ? html`<span class="badge ${key}" part="badge">${when.host.t(key)}</span>` : nothing;
}

/** Many, few or none: a shape and a word. */
export const level = (when: When, key: 'many' | 'few' | 'none'): TemplateResult =>
  html`<span class="level ${key}"><i></i>${when.host.t(key)}</span>`;

export function list(when: When): TemplateResult {
  const { host } = when;
  const rows = when.free.rows(when.office);
  const shown = rows.slice(
    0,
    Math.max(when.shown, rows.findIndex((r) => r.kind === 'day' && r.date === when.date) + 1),
  );
  return html`<ul class="days">
      ${shown.map((r) => html`<li>${r.kind === 'gap' ? gap(when, r) : day(when, r)}</li>`)}
    </ul>
    ${
      rows.length > shown.length
        ? html`<button class="more" @click=${() => {
            when.shown += 7;
            host.requestUpdate();
          }}>${host.t('moreDays')}</button>`
        : nothing
    }`;
}

function gap(when: When, { from, to, day }: Row & { kind: 'gap' }): TemplateResult {
  const { language } = when.host;
  const span =
    from === to ? dayText(language, from) : `${dayText(language, from)} – ${dayText(language, to)}`;
  return html`<div class="gap"><span>${badge(when, day)} ${span}</span><span>${dayReason(when.host, day)}</span></div>`;
}

function day(when: When, row: Row & { kind: 'day' }): TemplateResult {
  const { host } = when;
  const { date, day, times: known } = row;
  const reason = day && dayReason(host, day);
  const title = html`<span class="day"><b>${dayWords(host, date)}</b> ${badge(when, day)}${reason ? html`<small>${reason}</small>` : nothing}</span>`;
  const first = known?.minutes[0];
  if (known && first === undefined) return html`<div class="gap">${title}${level(when, 'none')}</div>`;
  const amount = day && day.level !== 'none' ? day.level : known && known.minutes.length > 6 ? 'many' : 'few';
  const aside = html`<span class="amount">${first === undefined ? nothing : html`<small>${host.t('fromTime', { time: timeText(first) })}</small>`}${level(when, amount)}</span>`;
  const open = when.date === date;
  return html`<details ?open=${open} @toggle=${(e: Event) => {
    const now = (e.target as HTMLDetailsElement).open;
    if (now && when.date !== date) when.chooseDate(date);
    else if (!now && when.date === date) when.chooseDate('');
  }}>
    <summary>${title}${aside}</summary>
    ${open ? times(when, when.office, date) : nothing}
  </details>`;
}

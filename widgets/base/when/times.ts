/** The free starts of one day, by part of the day. */
import { html, nothing, type TemplateResult } from 'lit';
import { dayText, timeText } from '../format.js';
import { stamp, type When } from './controller.js';

const PARTS = [
  ['morning', 0, 720],
  ['afternoon', 720, 1080],
  ['evening', 1080, 1440],
] as const;

export function times(when: When, office: string, date: string): TemplateResult {
  const { host } = when;
  const known = when.free.times(office, date);
  if (!known) return html`<p class="hint">${host.t('loading')}</p>`;
  if (known.minutes.length === 0) return html`<p class="hint">${host.t('none')}</p>`;
  const day = dayText(host.language, date, 'long');
  // "1 left" helps only where others have more.
  const varied = Math.max(...known.free) > 1;
  return html`${PARTS.map(([key, from, to]) => {
    const list = known.minutes
      .map((minute, i) => ({ minute, free: known.free[i] ?? 1 }))
      .filter((s) => s.minute >= from && s.minute < to);
    if (list.length === 0) return nothing;
    return html`<div class="times" role="group" aria-label="${day} ${host.t(key)}">
      <p class="hint" aria-hidden="true">${host.t(key)}</p>
      <ul>
        ${list.map(({ minute, free }) => {
          const place = { office, date, minute };
          const busy = host.busy && when.taking === stamp(place);
          return html`<li><button part="time" class=${busy ? 'time busy' : 'time'} aria-disabled=${host.busy} @click=${() => when.take(place)}>
              ${timeText(minute)}${varied && free === 1 ? html`<small>${host.t('lastOne')}</small>` : nothing}
            </button></li>`;
        })}
      </ul>
    </div>`;
  })}`;
}

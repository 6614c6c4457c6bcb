/** An appointment as a person needs it: number, time, place, desk. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BookingView } from '../../src/client/index.js';
import type { BmElement } from './element.js';
import { startParts, timeText } from './format.js';
import type { PlainKey } from './messages/index.js';
import { dayWords } from './when/words.js';

/** "明天 9月19日 星期六 9:30". */
export function startWords(host: BmElement, start: string): TemplateResult {
  const { date, minute } = startParts(start);
  return html`${dayWords(host, date, 'long')} <span class="num">${timeText(minute)}</span>`;
}

/** Facts of an appointment: the number first, then when, where, desk, who. */
export function ticket(host: BmElement, booking: BookingView): TemplateResult {
  const office = host.centre?.offices.find((o) => o.id === booking.office);
  const service = host.centre?.services.find((s) => s.id === booking.service);
  const person = [booking.person?.name, booking.person?.phone].filter(Boolean).join(' ');
  const row = (key: PlainKey, value: unknown) =>
    value ? html`<div><dt>${host.t(key)}</dt><dd>${value}</dd></div>` : nothing;
  return html`<div class="ticket" part="ticket">
    <div class="number"><p class="hint">${host.t('reference')}</p><p class="big num">${booking.reference}</p></div>
    <dl>
      ${row('matter', service && host.pick(service.name))}
      ${row('when', html`<b>${startWords(host, booking.start)}</b>`)}
      ${row('where', html`<b>${office ? host.pick(office.name) : booking.office}</b><small>${host.pick(office?.address)}</small><small>${host.pick(office?.access)}</small>`)}
      ${row('desk', host.pick(booking.desk.name))}${row('person', person)}
    </dl>
  </div>`;
}

/** "预约成功": number, time, place, what to bring, and every way to keep it. */
import { html, nothing, type TemplateResult } from 'lit';
import { bring } from '../../base/bring.js';
import { instantText } from '../../base/format.js';
import { icon } from '../../base/icons.js';
import { printAlone } from '../../base/print.js';
import { qr } from '../../base/qr/index.js';
import { manageLink, saveIcs, UNDO_MS } from '../../base/save.js';
import { ticket } from '../../base/ticket.js';
import type { BmBooking } from '../element.js';

export function doneStep(host: BmBooking): TemplateResult {
  const { booked, token } = host;
  if (!booked) return html``;
  const service = host.centre?.services.find((s) => s.id === booked.service);
  const link = manageLink(host.manageUrl, token);
  return html`<div class="done">
    <h2 tabindex="-1">${icon('check')}${host.own('doneTitle')}</h2>
    ${host.troubleBox()}
    <div class="cols">
      <div>
        ${ticket(host, booked)}
        ${service ? bring(host, service) : nothing}
        <div class="acts">
          ${token ? html`<button class="primary" part="primary" @click=${() => saveIcs(host, { token }, booked.reference)}>${icon('calendar')}${host.t('saveIcs')}</button>` : nothing}
          <button @click=${() => printAlone(host)}>${icon('print')}${host.t('print')}</button>
          <button class="quiet" @click=${() => again(host)}>${host.own('another')}</button>
        </div>
        ${booked.mayCancel ? html`<p class="hint">${host.t('cancelBy', { time: instantText(host.language, host.zone, booked.cancelUntil) })}</p>` : nothing}
        ${token && booked.mayCancel && Date.now() - host.bookedAt < UNDO_MS ? html`<p class="undo hint">${host.own('undoHint')} <button class="quiet" @click=${() => host.undo()}>${host.own('undo')}</button></p>` : nothing}
      </div>
      <aside>${link ? manage(host, link) : html`<p class="hint">${host.own('manageByRef')}</p>`}</aside>
    </div>
  </div>`;
}

function manage(host: BmBooking, link: string): TemplateResult {
  return html`<section class="manage">${qr(link, host.own('qrLabel'))}
    <p class="hint">${host.own('manageHint')}</p>
    <p><a href=${link} part="manage-link">${host.own('manage')}</a></p></section>`;
}

function again(host: BmBooking): void {
  host.reset();
  host.go('service');
}

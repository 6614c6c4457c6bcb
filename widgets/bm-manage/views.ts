/** What each step of `<bm-manage>` looks like. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BookingView } from '../../src/client/index.js';
import { bring } from '../base/bring.js';
import { instantText, startOf } from '../base/format.js';
import { icon } from '../base/icons.js';
import { printAlone } from '../base/print.js';
import { againLink, saveIcs, UNDO_MS } from '../base/save.js';
import { startWords, ticket } from '../base/ticket.js';
import { dayPage, officePage, timePage, whenPage } from '../base/when/page.js';
import { cancelNow, moveNow, startMove, submitLook } from './acts.js';
import type { BmManage } from './element.js';
import type { Word } from './messages/index.js';

const states: Readonly<Record<BookingView['state'], Word>> = {
  held: 'stateExpired',
  confirmed: 'stateConfirmed',
  'checked-in': 'stateCheckedIn',
  served: 'stateServed',
  'no-show': 'stateNoShow',
  cancelled: 'stateCancelled',
  released: 'stateExpired',
  expired: 'stateExpired',
  needs_reassign: 'stateReassign',
};

export function manageView(host: BmManage): TemplateResult {
  const title = (key: Word) => html`<h2 tabindex="-1">${host.own(key)}</h2>${host.troubleBox()}`;
  const next = () => host.nextMove();
  switch (host.step) {
    case 'show':
      return show(host);
    case 'move':
      return html`${title('moveTitle')}${before(host)}${whenPage(host.when)}`;
    case 'move-office':
      return html`${title('officeTitle')}${officePage(host.when, next)}`;
    case 'move-day':
      return html`${title('dayTitle')}${before(host)}${dayPage(host.when, next)}`;
    case 'move-time':
      return html`${title('timeTitle')}${timePage(host.when)}`;
    case 'move-check':
      return html`${title('moveCheck')}${moveCheck(host)}`;
    case 'cancel':
      return html`${title('cancelTitle')}${cancelCheck(host)}`;
    default:
      return look(host);
  }
}

function look(host: BmManage): TemplateResult {
  const faults = Object.entries(host.wrong);
  const to = (id: string) => (e: Event) => {
    e.preventDefault();
    host.focusOn(`#${id}`);
  };
  return html`<h2 tabindex="-1">${host.own('lookTitle')}</h2>
    ${host.troubleBox()}
    ${
      faults.length > 0
        ? html`<div class="note bad errors" tabindex="-1" role="alert"><h3>${icon('warn')}${host.t('errorsTitle', { n: faults.length })}</h3>
          <ul>${faults.map(([id, key]) => html`<li><a href="#${id}" @click=${to(id)}>${host.own(key)}</a></li>`)}</ul></div>`
        : nothing
    }
    <form novalidate @submit=${(e: Event) => {
      e.preventDefault();
      submitLook(host);
    }}>
      <p>${host.own('lookText')}</p>
      ${field(host, 'reference', 'reference', 'hintReference')}${field(host, 'phone', 'phone')}
      <button class="primary" part="primary" aria-disabled=${host.busy}>${host.busy ? host.t('loading') : host.own('look')}</button>
    </form>`;
}

function field(host: BmManage, id: 'reference' | 'phone', label: Word, hint?: Word): TemplateResult {
  const error = host.wrong[id];
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;
  return html`<div class="field ${error ? 'wrong' : ''}"><label for=${id}>${host.own(label)}</label>
    ${hint ? html`<small id="${id}-hint">${host.own(hint)}</small>` : nothing}
    ${error ? html`<small class="error" id="${id}-error">${icon('warn')}${host.own(error)}</small>` : nothing}
    <input id=${id} name=${id} type=${id === 'phone' ? 'tel' : 'text'} autocomplete=${id === 'phone' ? 'tel' : 'off'} autocapitalize="characters" spellcheck="false"
      required .value=${host[id]} aria-describedby=${about} aria-invalid=${error ? 'true' : nothing}
      @input=${(e: Event) => {
        host[id] = (e.target as HTMLInputElement).value;
      }} /></div>`;
}

function show(host: BmManage): TemplateResult {
  const { booking, proof } = host;
  if (!booking || !proof) return html``;
  const live =
    booking.state === 'confirmed' || booking.state === 'checked-in' || booking.state === 'needs_reassign';
  const service = host.centre?.services.find((s) => s.id === booking.service);
  const by = instantText(host.language, host.zone, booking.cancelUntil);
  return html`<div class="done"><h2 tabindex="-1">${live ? icon('check') : nothing}${host.own(states[booking.state])}</h2>
    ${host.said ? html`<p class="note" role="status">${host.own(host.said)}</p>` : nothing}
    ${host.troubleBox()}${ticket(host, booking)}
    ${live && service ? bring(host, service) : nothing}
    ${
      booking.mayCancel
        ? html`<p class="hint after">${host.t('cancelBy', { time: by })}</p>`
        : live
          ? html`<div class="note after"><p>${host.own('tooLate')}</p>${host.phoneLine()}</div>`
          : nothing
    }
    ${rebook(host, booking)}
    <div class="acts">
      ${booking.mayMove && service ? html`<button class="primary" part="primary" @click=${() => startMove(host)}>${host.own('move')}</button>` : nothing}
      ${booking.mayCancel ? html`<button @click=${() => host.go('cancel')}>${host.own('cancel')}</button>` : nothing}
      ${live ? html`<button @click=${() => saveIcs(host, proof, booking.reference)}>${icon('calendar')}${host.t('saveIcs')}</button><button @click=${() => printAlone(host)}>${icon('print')}${host.t('print')}</button>` : nothing}
      <button class="quiet" @click=${() => host.replace('look')}>${host.own('otherBooking')}</button>
    </div></div>`;
}

/** Undo of a cancellation made just now: the same time again, if it is still free. */
function rebook(host: BmManage, booking: BookingView): TemplateResult | typeof nothing {
  const link = againLink(host.bookingUrl, booking);
  if (!link || host.cancelledAt === undefined || Date.now() - host.cancelledAt > UNDO_MS) return nothing;
  return html`<div class="note after"><p>${host.own('rebookHint')}</p><p><a href=${link}>${host.own('rebook')}</a></p></div>`;
}

/** The time as it is now. */
function before(host: BmManage): TemplateResult | typeof nothing {
  const { booking } = host;
  return booking
    ? html`<p class="note"><span class="hint">${host.own('moveFrom')}</span><b>${startWords(host, booking.start)}</b></p>`
    : nothing;
}

function moveCheck(host: BmManage): TemplateResult {
  const { booking, target } = host;
  if (!booking || !target) return html``;
  const name = (id: string) => host.pick(host.centre?.offices.find((o) => o.id === id)?.name);
  return html`<div class="ticket"><dl>
      <div><dt>${host.own('moveFrom')}</dt><dd><s>${startWords(host, booking.start)}</s><small>${name(booking.office)}</small></dd></div>
      <div><dt>${host.own('moveTo')}</dt><dd><b>${startWords(host, startOf(target.date, target.minute))}</b><small>${name(target.office)}</small></dd></div>
    </dl></div>
    <div class="acts"><button class="primary" part="primary" aria-disabled=${host.busy} @click=${() => moveNow(host)}>${host.own('moveNow')}</button></div>`;
}

function cancelCheck(host: BmManage): TemplateResult {
  const { booking } = host;
  if (!booking) return html``;
  return html`<p class="lead"><b>${startWords(host, booking.start)}</b></p><p>${host.own('cancelText')}</p>
    <div class="acts"><button class="primary danger" part="primary" aria-disabled=${host.busy} @click=${() => cancelNow(host)}>${host.own('cancelNow')}</button>
    <button @click=${() => host.back()}>${host.own('keep')}</button></div>`;
}

/** The form, the time kept meanwhile, and the elder mode's questions one by one. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AskView } from '../../../src/client/index.js';
import { instantText, leftText } from '../../base/format.js';
import { icon } from '../../base/icons.js';
import { startWords } from '../../base/ticket.js';
import { confirm, extend, retake } from '../acts.js';
import type { BmBooking } from '../element.js';
import { check, fields, type Kind } from '../form.js';

const asksOf = (host: BmBooking): readonly AskView[] => host.chosen?.asks ?? [];

/** Everything on one page; in elder mode the answers to be checked. */
export function detailsStep(host: BmBooking): TemplateResult {
  const asks = asksOf(host);
  const gone = host.keeper.phase === 'gone';
  return html`<h2 tabindex="-1">${host.own(host.elder ? 'reviewTitle' : 'detailsTitle')}</h2>
    ${errorSummary(host)}${host.troubleBox(() => confirm(host))}
    <form novalidate class="cols" @submit=${(e: Event) => {
      e.preventDefault();
      confirm(host);
    }}>
      <aside>${kept(host)}</aside>
      <div>
        ${host.elder ? review(host, asks) : asks.map((ask) => field(host, ask))}
        <p class="hint">${host.own('privacy')}</p>
        ${gone ? nothing : html`<button class="primary" part="primary" aria-disabled=${host.busy}>${host.own(host.busy ? 'confirming' : 'confirm')}</button>`}
      </div>
    </form>`;
}

/** Elder mode: one question. */
export function askStep(host: BmBooking, index: number): TemplateResult {
  const ask = asksOf(host)[index];
  if (!ask) return detailsStep(host);
  const next = (e: Event) => {
    e.preventDefault();
    host.errors = check([ask], host.values);
    if (Object.keys(host.errors).length > 0) host.focusOn(`#${ask.kind}`);
    else host.next();
  };
  return html`<h2 tabindex="-1">${host.own(fields[ask.kind].question)}</h2>${host.troubleBox()}
    <form novalidate @submit=${next}>
      ${asksOf(host).map((a) => (a === ask ? field(host, a) : nothing))}
      <button class="primary" part="primary">${host.t('next')}</button>
    </form>
    ${kept(host)}`;
}

/** The time that is kept, how long still, and what to do when it ends. */
function kept(host: BmBooking): TemplateResult | typeof nothing {
  const { kept: hold, phase, left } = host.keeper;
  if (!hold) return nothing;
  const office = host.centre?.offices.find((o) => o.id === hold.office);
  const until = instantText(host.language, host.zone, hold.heldUntil, 'clock');
  const time = leftText(host.language, left);
  return html`<section class="kept ${phase}" tabindex="-1" part="hold">
    <h3>${host.own('yourVisit')}</h3>
    <p class="lead"><b>${startWords(host, hold.start)}</b></p>
    <p>${host.pick(host.chosen?.name)} · ${host.pick(office?.name)}</p>
    ${
      phase === 'gone'
        ? html`<div class="note warn" role="alert"><h3>${icon('warn')}${host.own('goneTitle')}</h3><p>${host.own('goneText')}</p><button type="button" class="primary" aria-disabled=${host.busy} @click=${() => retake(host)}>${host.own('retake')}</button></div>`
        : html`<p class="hint until">${icon('clock')}<span>${host.own('keptFor', { time: until })}<br />${host.own('left', { time })}</span></p>`
    }
    ${
      phase === 'soon'
        ? html`<div class="note warn" role="alert"><h3>${icon('clock')}${host.own('soonTitle')}</h3><p>${host.own('soonText', { time })}</p>${
            hold.mayExtend
              ? html`<button type="button" aria-disabled=${host.busy} @click=${() => extend(host)}>${host.own('extend', { time: host.minutes(host.chosen?.hold.extend ?? 5) })}</button>`
              : nothing
          }</div>`
        : nothing
    }
  </section>`;
}

/** Faults first, each a link to its field (WCAG 3.3.1). */
function errorSummary(host: BmBooking): TemplateResult | typeof nothing {
  const faults = Object.entries(host.errors);
  if (faults.length === 0) return nothing;
  const to = (kind: string) => (e: Event) => {
    e.preventDefault();
    if (host.elder) host.go(`ask-${asksOf(host).findIndex((a) => a.kind === kind)}`);
    else host.focusOn(`#${kind}`);
  };
  return html`<div class="note bad errors" tabindex="-1" role="alert">
    <h3>${icon('warn')}${host.t('errorsTitle', { n: faults.length })}</h3>
    <ul>${faults.map(([kind, key]) => html`<li><a href="#${kind}" @click=${to(kind)}>${host.own(key)}</a></li>`)}</ul>
  </div>`;
}

function field(host: BmBooking, { kind, required }: AskView): TemplateResult {
  const f = fields[kind];
  const error = host.errors[kind];
  const hint = f.hint;
  const describedBy = [hint && `${kind}-hint`, error && `${kind}-error`].filter(Boolean).join(' ') || nothing;
  const input = (e: Event) => {
    host.values = { ...host.values, [kind]: (e.target as HTMLInputElement).value };
    host.confirmKey = undefined;
  };
  const value = host.values[kind] ?? '';
  const box =
    kind === 'note'
      ? html`<textarea id=${kind} rows="3" maxlength="300" .value=${value} aria-describedby=${describedBy} aria-invalid=${error ? 'true' : nothing} ?required=${required} @input=${input}></textarea>`
      : html`<input id=${kind} name=${kind} type=${f.type} autocomplete=${f.autocomplete} .value=${value} aria-describedby=${describedBy} aria-invalid=${error ? 'true' : nothing} ?required=${required} spellcheck="false" @input=${input} />`;
  return html`<div class="field ${error ? 'wrong' : ''}">
    <label for=${kind}>${host.own(f.label)}${required ? nothing : html` <small>(${host.own('optional')})</small>`}</label>
    ${hint ? html`<small id="${kind}-hint">${host.own(hint)}</small>` : nothing}
    ${error ? html`<small class="error" id="${kind}-error">${icon('warn')}${host.own(error)}</small>` : nothing}
    ${box}
  </div>`;
}

function review(host: BmBooking, asks: readonly AskView[]): TemplateResult {
  const line = (kind: Kind, i: number) =>
    html`<div><dt>${host.own(fields[kind].label)}</dt><dd>${host.values[kind] || '—'} <button type="button" class="quiet" aria-label="${host.own('change')} ${host.own(fields[kind].label)}" @click=${() => host.go(`ask-${i}`)}>${host.own('change')}</button></dd></div>`;
  return html`<dl class="review">${asks.map(({ kind }, i) => line(kind, i))}</dl>`;
}

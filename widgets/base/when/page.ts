/** The parts put together: standard on one page; in elder mode one question a page. */
import { html, nothing, type TemplateResult } from 'lit';
import { dayText, instantText, nearWord, timeText } from '../format.js';
import { icon } from '../icons.js';
import { problemKey } from '../problems.js';
import { calendar } from './calendar.js';
import type { When } from './controller.js';
import { badge, level, list } from './list.js';
import { times } from './times.js';
import { dayReason, dayWords, placeWords } from './words.js';

const officeName = (when: When, id: string) => when.host.pick(when.offices.find((o) => o.id === id)?.name);

/** The wait and the trouble common to all views; undefined when there is something to choose from. */
function instead(when: When): TemplateResult | undefined {
  const { host } = when;
  if (when.loading)
    return html`<div class="skeleton" role="status"><span class="sr">${host.t('loading')}</span><i></i><i></i><i></i><i></i></div>`;
  if (when.problem && !when.earliest())
    return html`<div class="note bad" role="alert"><p>${host.t(problemKey(when.problem))}</p><button @click=${() => when.load()}>${host.t('retry')}</button>${host.phoneLine()}</div>`;
  return when.earliest() ? undefined : empty(when);
}

/** Nothing free anywhere: when it opens again, whom to call. */
function empty(when: When): TemplateResult {
  const { host } = when;
  const { nextOpen, window } = when.free;
  const opens =
    nextOpen &&
    (nextOpen.opensAt
      ? instantText(host.language, host.zone, nextOpen.opensAt)
      : dayWords(host, nextOpen.date));
  return html`<div class="note" part="empty">
    <h3>${host.t('emptyTitle')}</h3>
    ${opens ? html`<p><b>${host.t('emptyOpens', { when: opens })}</b></p>` : nothing}
    ${window ? html`<p>${host.t('window', { from: dayText(host.language, window[0]), to: dayText(host.language, window[1]) })}</p>` : nothing}
    <p>${host.t('emptyText')}</p>
    ${host.phoneLine()}
    <button @click=${() => when.load()}>${host.t('retry')}</button>
  </div>`;
}

/** A lost time, said kindly, with what is near it. */
function lost(when: When): TemplateResult | typeof nothing {
  const { host } = when;
  if (!when.lost) return nothing;
  return html`<div class="note warn" role="alert">
    <h3>${icon('warn')}${host.t('lostTitle')}</h3>
    <p>${host.t('lostText')}</p>
    <ul class="others">${when.lost.others.map(
      (p) =>
        html`<li><button class="time" @click=${() => when.take(p)}>${placeWords(host, p)}${when.offices.length > 1 ? html`<small>${officeName(when, p.office)}</small>` : nothing}</button></li>`,
    )}</ul>
  </div>`;
}

/** The earliest time of all: one press. */
function hero(when: When): TemplateResult | typeof nothing {
  const { host } = when;
  const place = when.earliest();
  if (!place || when.lost) return nothing;
  const where = officeName(when, place.office);
  const near = nearWord(host.language, host.today, place.date);
  return html`<section class="hero" part="earliest">
    <div>
      <p class="hint">${host.t('earliest')}</p>
      <p class="big">${placeWords(host, place)}</p>
      <p>${near ? html`${dayText(host.language, place.date, 'long')} · ` : nothing}${where}</p>
    </div>
    <button class="primary" part="primary" aria-disabled=${host.busy} @click=${() => when.take(place)}>${host.t('take')}</button>
  </section>`;
}

function officeLine(when: When, id: string): string {
  const place = when.free.earliest(id);
  return place
    ? when.host.t('earliestHere', { when: placeWords(when.host, place) })
    : when.free.dates(id)[0]
      ? dayWords(when.host, when.free.dates(id)[0]!)
      : when.host.t('noneHere');
}

/** Offices side by side: name, address, earliest. */
function offices(when: When): TemplateResult | typeof nothing {
  const { host } = when;
  if (when.offices.length < 2) return nothing;
  return html`<fieldset class="offices">
    <legend>${host.t('places')}</legend>
    ${when.offices.map(
      (
        o,
      ) => html`<label class="card"><input type="radio" name="office" .checked=${o.id === when.office} @change=${() => when.chooseOffice(o.id)} /><span>
        <b>${host.pick(o.name)}</b><small>${host.pick(o.address)}</small><small class="soonest">${officeLine(when, o.id)}</small></span></label>`,
    )}
  </fieldset>`;
}

/** This office is full but others are not. */
function elsewhere(when: When): TemplateResult {
  const { host } = when;
  return html`<div class="note"><p>${host.t('emptyOffice', { office: officeName(when, when.office) })}</p>
    <ul class="others">${when.offices
      .flatMap((o) => when.free.earliest(o.id) ?? [])
      .map(
        (p) =>
          html`<li><button class="time" @click=${() => when.chooseOffice(p.office)}>${officeName(when, p.office)}<small>${placeWords(host, p)}</small></button></li>`,
      )}</ul>${host.phoneLine()}</div>`;
}

/** List or calendar: a pair of radio buttons. */
function layouts(when: When): TemplateResult {
  const { host } = when;
  const one = (key: 'list' | 'calendar', text: string) =>
    html`<label><input type="radio" name="layout" .checked=${when.layout === key} @change=${() => {
      when.layout = key;
      host.requestUpdate();
    }} /><span>${text}</span></label>`;
  return html`<fieldset class="switch"><legend class="sr">${host.t('view')}</legend>${one('list', host.t('asList'))}${one('calendar', host.t('asCalendar'))}</fieldset>`;
}

/** When and where, all on one page. */
export function whenPage(when: When): TemplateResult {
  const other = instead(when);
  if (other) return html`${lost(when)}${other}`;
  const full = when.free.dates(when.office).length === 0;
  return html`${lost(when)}${hero(when)}${offices(when)}
    ${full ? elsewhere(when) : html`${layouts(when)}${when.layout === 'list' ? list(when) : calendar(when)}`}`;
}

/** Elder mode: the question is which office. */
export function officePage(when: When, next: () => void): TemplateResult {
  const { host } = when;
  return (
    instead(when) ??
    html`${lost(when)}<ul class="choices">${when.offices.map(
      (o) =>
        html`<li><button class="choice" @click=${() => {
          when.chooseOffice(o.id);
          next();
        }}><span><b>${host.pick(o.name)}</b><small>${host.pick(o.address)}</small><small class="soonest">${officeLine(when, o.id)}</small></span>${icon('next')}</button></li>`,
    )}</ul>`
  );
}

/** Elder mode: the question is which day. */
export function dayPage(when: When, next: () => void): TemplateResult {
  const { host } = when;
  const other = instead(when);
  if (other) return html`${lost(when)}${other}`;
  if (when.free.dates(when.office).length === 0) return elsewhere(when);
  const rows = when.free.rows(when.office);
  return html`${lost(when)}<ul class="choices">${rows.slice(0, when.shown).map((r) => {
    if (r.kind === 'gap') {
      const span =
        r.from === r.to
          ? dayText(host.language, r.from)
          : `${dayText(host.language, r.from)} – ${dayText(host.language, r.to)}`;
      return html`<li><div class="gap"><span>${badge(when, r.day)} ${span}</span><span>${dayReason(host, r.day)}</span></div></li>`;
    }
    const first = r.times?.minutes[0];
    if (r.times && first === undefined)
      return html`<li><div class="gap">${dayWords(host, r.date)} ${level(when, 'none')}</div></li>`;
    return html`<li><button class="choice" @click=${() => {
      when.chooseDate(r.date);
      next();
    }}><span><b>${dayWords(host, r.date)}</b> ${badge(when, r.day)}${r.day && dayReason(host, r.day) ? html`<small>${dayReason(host, r.day)}</small>` : nothing}
      ${first === undefined ? nothing : html`<small>${host.t('fromTime', { time: timeText(first) })}</small>`}</span>${icon('next')}</button></li>`;
  })}</ul>
  ${
    rows.length > when.shown
      ? html`<button class="more" @click=${() => {
          when.shown += 5;
          host.requestUpdate();
        }}>${host.t('moreDays')}</button>`
      : nothing
  }`;
}

/** Elder mode: the question is what time. */
export function timePage(when: When): TemplateResult {
  return (
    instead(when) ??
    html`${lost(when)}<p class="lead">${dayWords(when.host, when.date, 'long')}</p>${times(when, when.office, when.date)}`
  );
}

/** "您要办什么事？" Services by department; a search box once there are many. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ServiceView } from '../../../src/client/index.js';
import { icon } from '../../base/icons.js';
import type { BmBooking } from '../element.js';

/** More than so many services get a search box. */
const MANY = 8;

export function serviceStep(host: BmBooking): TemplateResult {
  const all = (host.centre?.services ?? []).filter((s) => s.offices.length > 0);
  if (all.length === 0)
    return html`<div class="note"><p>${host.own('serviceEmpty')}</p>${host.phoneLine()}</div>`;
  const words = host.filter.trim().toLowerCase();
  const found = all.filter((s) =>
    [s.name, s.summary, s.department?.name].some((text) => host.pick(text).toLowerCase().includes(words)),
  );
  const groups = grouped(found);
  return html`
    ${host.troubleBox()}
    ${
      all.length > MANY
        ? html`<label class="field"><span>${host.own('serviceFind')}</span><input type="search" autocomplete="off" .value=${host.filter} @input=${(
            e: Event,
          ) => {
            host.filter = (e.target as HTMLInputElement).value;
            host.requestUpdate();
          }} /></label>`
        : nothing
    }
    ${found.length === 0 ? html`<div class="note" role="status"><p>${host.own('serviceNone', { q: host.filter.trim() })}</p>${host.phoneLine()}</div>` : nothing}
    ${[...groups.values()].map(
      (list) => html`<section>
        ${list[0]?.department ? html`<h3 class="group">${host.pick(list[0].department.name)}</h3>` : nothing}
        <ul class="choices">${list.map((s) => choice(host, s))}</ul>
      </section>`,
    )}`;
}

const department = (s: ServiceView) => s.department?.id ?? '';

function grouped(list: readonly ServiceView[]): Map<string, ServiceView[]> {
  const groups = new Map<string, ServiceView[]>();
  for (const s of list) groups.set(department(s), [...(groups.get(department(s)) ?? []), s]);
  return groups;
}

function choice(host: BmBooking, service: ServiceView): TemplateResult {
  const choose = () => {
    host.notice = undefined;
    host.chosen = service;
    host.openWhen();
    host.next();
  };
  return html`<li><button class="choice" part="service" @click=${choose}>
    <span><b>${host.pick(service.name)}</b>${service.summary ? html`<small>${host.pick(service.summary)}</small>` : nothing}
    <small>${host.t('about', { time: host.minutes(service.minutes) })}</small></span>${icon('next')}
  </button></li>`;
}

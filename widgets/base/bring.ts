/** What to bring, told before a time is spent and again at the end. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ServiceView } from '../../src/client/index.js';
import type { BmElement } from './element.js';
import { icon } from './icons.js';

export function bring(host: BmElement, service: ServiceView): TemplateResult {
  const { documents } = service;
  return html`<section class="bring" part="bring">
    <h3>${icon('papers')}${host.t('bring')}</h3>
    ${
      documents.length === 0
        ? html`<p>${host.t('bringNone')}</p>`
        : html`<ul>${documents.map(
            (d) =>
              html`<li>${host.pick(d.name)}${d.optional ? html` <small>(${host.t('ifAny')})</small>` : nothing}${d.note ? html`<small class="row">${host.pick(d.note)}</small>` : nothing}</li>`,
          )}</ul>`
    }
  </section>`;
}

/** Length, fee, who and result of a service, where the centre tells them. */
export function facts(host: BmElement, service: ServiceView): TemplateResult {
  const line = (key: 'fee' | 'who' | 'result') =>
    service[key] ? html`<div><dt>${host.t(key)}</dt><dd>${host.pick(service[key])}</dd></div>` : nothing;
  return html`<dl class="facts">${line('fee')}${line('who')}${line('result')}</dl>`;
}

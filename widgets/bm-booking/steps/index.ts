/** Which drawing a step has. */
import { html, type TemplateResult } from 'lit';
import { bring, facts } from '../../base/bring.js';
import { dayPage, officePage, timePage, whenPage } from '../../base/when/page.js';
import type { BmBooking } from '../element.js';
import { askStep, detailsStep } from './details.js';
import { doneStep } from './done.js';
import { serviceStep } from './service.js';

const title = (text: string) => html`<h2 tabindex="-1">${text}</h2>`;

export function stepView(host: BmBooking): TemplateResult {
  const { step } = host;
  const next = () => host.next();
  switch (step) {
    case 'service':
      return html`${title(host.own('serviceTitle'))}${serviceStep(host)}`;
    case 'prepare':
      return html`${title(host.own('bringTitle'))}${chosen(host)}${host.chosen ? bring(host, host.chosen) : ''}
        <button class="primary" @click=${next}>${host.own('ready')}</button>`;
    case 'when':
      return html`${title(host.t('whenTitle'))}${host.troubleBox()}
        <div class="cols"><aside>${chosen(host)}${host.chosen ? bring(host, host.chosen) : ''}</aside><div>${whenPage(host.when)}</div></div>`;
    case 'office':
      return html`${title(host.t('officeTitle'))}${host.troubleBox()}${officePage(host.when, next)}`;
    case 'day':
      return html`${title(host.t('dayTitle'))}${host.troubleBox()}${dayPage(host.when, next)}`;
    case 'time':
      return html`${title(host.t('timeTitle'))}${host.troubleBox()}${timePage(host.when)}`;
    case 'details':
      return detailsStep(host);
    case 'done':
      return doneStep(host);
    default:
      return askStep(host, Number(step.slice(4)));
  }
}

/** The service in a line or two, with its facts. */
function chosen(host: BmBooking): TemplateResult | '' {
  const { chosen: service } = host;
  if (!service) return '';
  return html`<section class="chosen"><h3>${host.pick(service.name)}</h3><p class="hint">${host.t('about', { time: host.minutes(service.minutes) })}</p>${facts(host, service)}</section>`;
}

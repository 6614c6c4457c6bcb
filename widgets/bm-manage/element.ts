/** `<bm-manage>`: look up an appointment, move it, cancel it. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { BookingView, CentreView, Proof } from '../../src/client/index.js';
import { BmElement } from '../base/element.js';
import { StepHistory } from '../base/history.js';
import { icon } from '../base/icons.js';
import type { MessageOverrides, Values } from '../base/messages/index.js';
import { tokenInFragment } from '../base/save.js';
import { instanceKey } from '../base/storage.js';
import { When } from '../base/when/controller.js';
import type { Place } from '../base/when/model.js';
import { lookUp } from './acts.js';
import { type ManageKey, type ManageTable, texts, type Word } from './messages/index.js';
import { manageView } from './views.js';

/** `move-day`, `move-time` and so on are the elder mode's questions. */
export type Step =
  | 'look'
  | 'show'
  | 'move'
  | 'move-office'
  | 'move-day'
  | 'move-time'
  | 'move-check'
  | 'cancel';

/**
 * Manages an appointment. The manage token is read from the page's fragment (`#bm=…`); without it the visitor
 * gives reference and phone. Neither is ever stored.
 *
 * `booking-url`: the page with `<bm-booking>`; a cancellation can then be undone for ten minutes, if the time is still free.
 *
 * Events (composed, ids only): `bm-step`, `bm-move` and `bm-cancel` (cancelable, before the act), `bm-moved`,
 * `bm-cancelled`, `bm-problem`.
 */
export class BmManage extends BmElement {
  static override properties: PropertyDeclarations = {
    step: { state: true },
    booking: { state: true },
    wrong: { state: true },
    said: { state: true },
    bookingUrl: { attribute: 'booking-url' },
  };

  declare bookingUrl: string | null;

  declare messages: MessageOverrides<ManageKey> | undefined;
  declare step: Step;
  declare booking: BookingView | undefined;
  /** Faults of the look-up form. */
  declare wrong: { readonly reference?: Word; readonly phone?: Word };
  /** What has just been done. */
  declare said: Word | undefined;

  reference = '';
  phone = '';
  proof: Proof | undefined;
  target: Place | undefined;
  /** When this visitor cancelled, milliseconds; undefined when it was not here and now. */
  cancelledAt: number | undefined;
  /** One key for one act, so that "try again" cannot act twice. */
  key: string | undefined;
  readonly when = new When(this, (place) => {
    this.target = place;
    this.key = undefined;
    this.go('move-check');
  });
  readonly #history = new StepHistory(
    this,
    () => `bm:${instanceKey(this)}`,
    (step) => this.#show(this.#possible(step as Step | undefined)),
  );
  readonly #onHash = () => {
    if (this.centre && tokenInFragment()) this.started();
  };

  constructor() {
    super();
    this.step = 'look';
    this.wrong = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#onHash);
  }

  /** A message of this widget, or a shared one. */
  own<K extends ManageKey>(key: K, ...[values]: Values<ManageTable, K>): string {
    return this.say(texts, key, values);
  }

  protected override started(_centre?: CentreView): void {
    const token = tokenInFragment();
    this.#show('look');
    this.#history.replace('look');
    if (token) lookUp(this, { token });
  }

  /** Steps of a move, in order. */
  get moving(): readonly Step[] {
    if (!this.elder) return ['move', 'move-check'];
    const more = (this.when.service?.offices.length ?? 0) > 1;
    return [...(more ? (['move-office'] as const) : []), 'move-day', 'move-time', 'move-check'];
  }

  go(step: Step): void {
    this.#history.push(step);
    this.#show(step);
    this.focusOn();
  }

  /** Shows a step in place of the present one. */
  replace(step: Step): void {
    this.#history.replace(step);
    this.#show(step);
    this.focusOn();
  }

  nextMove(): void {
    this.go(this.moving[this.moving.indexOf(this.step) + 1] ?? 'move-check');
  }

  back(): void {
    if (!this.#history.back()) this.replace(this.booking && this.step !== 'show' ? 'show' : 'look');
  }

  #possible(step: Step | undefined): Step {
    const { booking } = this;
    if (!booking || !step) return booking ? 'show' : 'look';
    if (step === 'cancel') return booking.mayCancel ? step : 'show';
    if (step === 'move-check') return this.target && booking.mayMove ? step : 'show';
    if (step.startsWith('move')) return booking.mayMove && this.when.service ? step : 'show';
    return step;
  }

  #show(step: Step): void {
    if (step === 'look') {
      this.booking = undefined;
      this.proof = undefined;
      this.key = undefined;
    }
    if (step !== 'show') this.said = undefined;
    this.step = step;
    this.trouble = undefined;
    this.wrong = {};
    this.emit('bm-step', { step });
  }

  protected override view(): TemplateResult {
    const back = this.step !== 'look' && this.step !== 'show';
    return html`
      ${back ? html`<div class="top"><button class="quiet" @click=${() => this.back()}>${icon('back')}${this.t('back')}</button></div>` : nothing}
      ${manageView(this)}
    `;
  }
}

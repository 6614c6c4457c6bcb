/** `<bm-booking>`: service, when and where, details, done. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { BookingView, CentreView, ServiceView } from '../../src/client/index.js';
import { BmElement } from '../base/element.js';
import { startParts } from '../base/format.js';
import { StepHistory } from '../base/history.js';
import { icon } from '../base/icons.js';
import { Keeper, type KeptHold } from '../base/keeper.js';
import type { MessageOverrides, Values } from '../base/messages/index.js';
import { askedAgain } from '../base/save.js';
import { Drawer, instanceKey } from '../base/storage.js';
import { When } from '../base/when/controller.js';
import { cancelBooking, takePlace } from './acts.js';
import type { FormErrors, FormValues } from './form.js';
import { type BookingKey, type BookingTable, texts } from './messages/index.js';
import { clamp, leavesHold, neighbour, plan, type Situation, type Step } from './plan.js';
import { stepView } from './steps/index.js';

/** Kept over a reload: ids, times and counts. No personal data, no manage token. */
interface Saved {
  readonly holder: string;
  readonly service?: string | undefined;
  readonly office?: string | undefined;
  readonly date?: string | undefined;
  readonly kept?: KeptHold | undefined;
  readonly done?: BookingView | undefined;
}

/**
 * Books an appointment.
 *
 * Attributes besides those of every widget: `service` and `office` (ids; chosen beforehand), `manage-url` (the page
 * with `<bm-manage>`; the manage token is put into its fragment).
 *
 * Events (composed, ids only): `bm-step`, `bm-hold` and `bm-confirm` (cancelable), `bm-booked`, `bm-undone`, `bm-problem`.
 */
export class BmBooking extends BmElement {
  static override properties: PropertyDeclarations = {
    service: {},
    office: {},
    manageUrl: { attribute: 'manage-url' },
    step: { state: true },
    errors: { state: true },
  };

  declare service: string | null;
  declare office: string | null;
  declare manageUrl: string | null;
  declare messages: MessageOverrides<BookingKey> | undefined;
  declare step: Step;
  declare errors: FormErrors;

  values: FormValues = {};
  chosen: ServiceView | undefined;
  booked: BookingView | undefined;
  /** Told once, kept in memory only. */
  token: string | undefined;
  bookedAt = 0;
  /** A word above the step: undone, resumed. */
  notice: 'undone' | 'resumedGone' | undefined;
  filter = '';
  holder = '';
  /** One key for one confirmation, so that "try again" cannot book twice. */
  confirmKey: string | undefined;
  readonly when = new When(this, (place) => takePlace(this, place));
  readonly keeper = new Keeper(this, (phase) => {
    if (phase === 'soon') this.announce(this.own('soonTitle'));
    if (phase === 'gone') this.announce(this.own('goneTitle'));
  });
  #drawer: Drawer<Saved> | undefined;
  readonly #history = new StepHistory(
    this,
    () => `bm:${instanceKey(this)}`,
    (step) => this.#popped(step),
  );

  constructor() {
    super();
    this.step = 'service';
    this.errors = {};
  }

  /** A message of this widget, or a shared one. */
  own<K extends BookingKey>(key: K, ...[values]: Values<BookingTable, K>): string {
    return this.say(texts, key, values);
  }

  get now(): Situation {
    return {
      elder: this.elder,
      fixed: this.#fixed !== undefined,
      service: this.chosen,
      offices: this.chosen?.offices.length ?? 0,
      held: this.keeper.kept !== undefined,
      booked: this.booked !== undefined,
    };
  }

  get #fixed(): ServiceView | undefined {
    return this.centre?.services.find((s) => s.id === this.service);
  }

  protected override started(centre: CentreView): void {
    this.#drawer = new Drawer(instanceKey(this));
    const saved = this.#drawer.read();
    this.holder = saved?.holder ?? this.client.newKey();
    const step = this.#history.current;
    if (step === 'done' && saved?.done) this.booked = saved.done;
    const again = askedAgain();
    const id = this.#fixed?.id ?? again?.service ?? saved?.service;
    this.chosen = centre.services.find((s) => s.id === id);
    const kept = saved?.kept;
    if (kept && kept.service === this.chosen?.id) {
      this.keeper.resume(kept);
      if (this.keeper.phase === 'gone') {
        this.keeper.drop();
        this.notice = 'resumedGone';
      }
    }
    const back = step ?? (this.keeper.kept ? 'details' : undefined);
    if (this.chosen && !this.booked) this.openWhen(saved?.office, saved?.date);
    this.#show(clamp(back, this.now));
    this.#history.replace(this.step);
    if (again && again.service === id && this.chosen)
      takePlace(this, { office: again.office, ...startParts(again.start) });
  }

  /** Opens the choice of time for the chosen service. */
  openWhen(office?: string, date?: string): void {
    if (this.chosen && this.centre)
      this.when.open(this.chosen, this.centre, office ?? this.office ?? undefined, date);
  }

  /** To a step, as a new place in the browser's history. */
  go(step: Step): void {
    const to = clamp(step, this.now);
    if (to === 'done') this.#history.replace(to);
    else this.#history.push(to);
    this.#show(to);
    this.focusOn();
  }

  next(): void {
    this.go(neighbour(this.step, 1, this.now));
  }

  /** One step back, by the browser's history where the last entry is ours. */
  back(): void {
    const to = neighbour(this.step, -1, this.now);
    if (this.#history.back()) return;
    this.#history.replace(to);
    this.#popped(to);
  }

  #popped(step: string | undefined): void {
    const to = clamp(step, this.now);
    if (to === this.step) return;
    if (leavesHold(this.step, to)) this.#release();
    if (this.step === 'done') this.reset();
    this.#show(clamp(to, this.now));
    this.focusOn();
  }

  #show(step: Step): void {
    this.step = step;
    this.errors = {};
    this.trouble = undefined;
    this.save();
    this.emit('bm-step', { step });
  }

  /** Gives the time back and looks afresh at what is free. */
  async #release(): Promise<void> {
    const { kept } = this.keeper;
    this.keeper.drop();
    if (kept) await this.client.releaseHold({ hold: kept.hold, holder: this.holder });
    await this.when.load();
  }

  /** Forgets the visit; the page starts afresh. */
  reset(): void {
    this.keeper.drop();
    this.values = {};
    this.booked = undefined;
    this.token = undefined;
    this.confirmKey = undefined;
    this.chosen = this.#fixed;
    this.openWhen();
  }

  save(): void {
    const done = this.step === 'done' && this.door !== 'kiosk' ? this.booked : undefined;
    this.#drawer?.write({
      holder: this.holder,
      service: this.chosen?.id,
      office: this.when.office || undefined,
      date: this.when.date || undefined,
      kept: this.keeper.kept,
      // The masked name and number stay out too.
      done: done && { ...done, person: undefined },
    });
  }

  /** Takes the booking back within the first ten minutes. */
  undo(): Promise<void> {
    return cancelBooking(this);
  }

  protected override view(): TemplateResult {
    const steps = plan(this.now);
    const at = steps.indexOf(this.step);
    const done = this.step === 'done';
    return html`
      ${
        done
          ? nothing
          : html`<div class="top">
              ${at > 0 ? html`<button class="quiet" @click=${() => this.back()}>${icon('back')}${this.t('back')}</button>` : nothing}
              <p class="hint">${this.t('stepOf', { n: at + 1, of: steps.length - 1 })}</p>
            </div>
            <progress max=${steps.length - 1} value=${at + 1} aria-hidden="true"></progress>`
      }
      ${this.notice ? html`<p class="note" role="status">${this.own(this.notice)}</p>` : nothing}
      ${stepView(this)}
    `;
  }
}

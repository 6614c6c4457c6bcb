/** Keeps an eye on a hold: how long it stands, by the server's clock, and when to speak up. */
import type { ReactiveController } from 'lit';
import type { HoldView } from '../../src/client/index.js';

/** Seconds before the end at which to warn. */
const SOON = 120;

/** A hold as kept over a reload: ids and times only. Times in UTC milliseconds. */
export interface KeptHold {
  readonly hold: string;
  readonly service: string;
  readonly office: string;
  readonly start: string;
  readonly minutes: number;
  readonly heldUntil: number;
  /** Server's clock minus ours when the hold was told: cancels out a visitor's wrong clock. */
  readonly ahead: number;
  readonly mayExtend: boolean;
  /** Warn when fewer seconds are left. */
  readonly soon: number;
}

export type Phase = 'none' | 'kept' | 'soon' | 'gone';

interface Owner {
  addController(c: ReactiveController): void;
  requestUpdate(): void;
}

export class Keeper implements ReactiveController {
  kept: KeptHold | undefined;
  phase: Phase = 'none';
  readonly #owner: Owner;
  readonly #onPhase: (phase: Phase) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #told = -1;

  constructor(owner: Owner, onPhase: (phase: Phase) => void) {
    this.#owner = owner;
    this.#onPhase = onPhase;
    owner.addController(this);
  }

  /** Starts to keep what the server told just now. */
  take(view: HoldView): void {
    const [asOf, heldUntil] = [Date.parse(view.asOf), Date.parse(view.heldUntil)];
    const { hold, service, office, start, minutes, mayExtend } = view;
    const soon = Math.min(SOON, ((heldUntil - asOf) / 1000) * 0.4);
    this.resume({
      hold,
      service,
      office,
      start,
      minutes,
      heldUntil,
      ahead: asOf - Date.now(),
      mayExtend,
      soon,
    });
  }

  resume(kept: KeptHold): void {
    this.kept = kept;
    this.phase = 'kept';
    this.#watch();
  }

  drop(): void {
    this.kept = undefined;
    this.phase = 'none';
    clearInterval(this.#timer);
    this.#owner.requestUpdate();
  }

  /** The server says it has ended. */
  end(): void {
    if (this.kept) this.#go('gone');
  }

  /** Whole seconds left; 0 when over. */
  get left(): number {
    if (!this.kept || this.phase === 'gone') return 0;
    return Math.max(0, Math.ceil((this.kept.heldUntil - this.kept.ahead - Date.now()) / 1000));
  }

  hostConnected(): void {
    if (this.kept) this.#watch();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  #watch(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  #tick(): void {
    const { left } = this;
    if (left === 0) this.#go('gone');
    else if (left <= this.kept!.soon) this.#go('soon');
    else this.#go('kept');
    // Calm: whole minutes while there is time, seconds only in the last minute and a half.
    const told = left > 90 ? Math.ceil(left / 60) * 60 : left;
    if (told !== this.#told) this.#owner.requestUpdate();
    this.#told = told;
  }

  #go(phase: Phase): void {
    if (phase === 'gone') clearInterval(this.#timer);
    if (phase === this.phase) return;
    this.phase = phase;
    this.#owner.requestUpdate();
    this.#onPhase(phase);
  }
}

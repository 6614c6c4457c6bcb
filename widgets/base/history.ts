/**
 * Browser Back as "one step back", for several widgets on one page: each keeps its step under its own key
 * in the entry's state and leaves everything else there alone.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Says in an entry which widget made it. */
const MAKER = 'bm:made-by';

export class StepHistory implements ReactiveController {
  readonly #key: () => string;
  readonly #onPop: (step: string | undefined) => void;

  constructor(host: ReactiveControllerHost, key: () => string, onPop: (step: string | undefined) => void) {
    this.#key = key;
    this.#onPop = onPop;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.#pop);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#pop);
  }

  /** The step of the present entry. */
  get current(): string | undefined {
    const value: unknown = (history.state as Record<string, unknown> | null)?.[this.#key()];
    return typeof value === 'string' ? value : undefined;
  }

  /** A new entry, so that Back returns to the step before. */
  push(step: string): void {
    if (step !== this.current) history.pushState(this.#with(step), '');
  }

  replace(step: string): void {
    history.replaceState(this.#with(step, false), '');
  }

  /** Goes back if the present entry was made by this widget; false if it was not. */
  back(): boolean {
    const mine = (history.state as Record<string, unknown> | null)?.[MAKER] === this.#key();
    if (mine) history.back();
    return mine;
  }

  #with(step: string, made = true) {
    const state: unknown = history.state;
    return {
      ...(typeof state === 'object' ? state : {}),
      [this.#key()]: step,
      ...(made && { [MAKER]: this.#key() }),
    };
  }

  readonly #pop = () => this.#onPop(this.current);
}

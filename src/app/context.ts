/** What every use case needs, and nothing else. */
import type { CalendarSource } from '../availability/index.js';
import type { Random, Vault } from '../booking/index.js';
import type { Centre } from '../catalog/index.js';
import type { Store } from '../store/index.js';
import type { HolidayProvider } from '../time/index.js';
import type { Board } from './board.js';
import type { Site } from './site.js';

/** One event of the log. Never personal data. */
export interface AppEvent {
  readonly event: string;
  readonly tenant: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface AppOptions {
  /** The centre, or a function that gives the one in force: a new object is a changed centre. */
  readonly centre: Centre | (() => Centre);
  readonly store: Store;
  readonly vault: Vault;
  /** Tokens and references come from it: a cryptographic source, except in tests. */
  readonly random: Random;
  /** Days off and make-up days, of offices and of working days ahead; default: the shipped table of the country. */
  readonly holidayProvider?: HolidayProvider | undefined;
  /** Working calendars by office (and desk) id; default: made from the centre and `holidayProvider`. */
  readonly calendars?: (centre: Centre) => CalendarSource;
  readonly log?: (event: AppEvent) => void;
  /** Milliseconds of a steady clock that paces questions to the store; default `performance.now`. */
  readonly monotonic?: () => number;
}

export interface Context {
  readonly tenant: string;
  readonly store: Store;
  readonly vault: Vault;
  readonly random: Random;
  readonly board: Board;
  /** Places that a request of this process is trying to take now, with the end of that try. */
  readonly trying: Map<string, Promise<void>>;
  readonly site: () => Site;
  readonly log: (event: string, data?: Readonly<Record<string, unknown>>) => void;
}

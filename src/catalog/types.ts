/**
 * The nouns of a centre as plain data: what the centre file says after it was checked.
 * Schemas (`schema.ts`) produce exactly these types; hours are already parsed to wall minutes.
 */
import type { DatedException, Interval, LocalText } from '../time/index.js';

/** Which door a request came through. Public doors: web, app, kiosk. The others need a staff token. */
export type Channel = 'web' | 'app' | 'kiosk' | 'phone' | 'desk' | 'grid';

/** A whole centre: one file. */
export interface Centre {
  /** Key of the authority; every stored row begins with it. `[a-z0-9-]{1,40}`. */
  readonly tenant: string;
  readonly name: LocalText;
  /** IANA zone of all its offices. */
  readonly zone: string;
  /** Size of a time cell in minutes. Fixed once bookings exist. */
  readonly grid: 5 | 15;
  readonly holidays?: HolidaySource;
  /** For people who cannot or will not book online; shown by every empty state. */
  readonly phone?: string;
  readonly departments: readonly Department[];
  readonly skills: readonly Skill[];
  readonly offices: readonly Office[];
  readonly services: readonly Service[];
  /** Dated exceptions for all offices, or those in `for`. */
  readonly exceptions: readonly DatedException[];
  /** Defaults for every service. */
  readonly policy: Policy;
  /** Overrides of widget texts, by language and key. */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface HolidaySource {
  /** `CN` uses the shipped table; other countries need the optional `date-holidays`; `none`: weekly hours only. */
  readonly country: string;
  readonly region?: string;
  /** A holiday table file that wins over the shipped one, year by year (path beside the centre file, or an https URL). */
  readonly file?: string;
}

export interface Department {
  readonly id: string;
  readonly name: LocalText;
}

export interface Skill {
  readonly id: string;
  readonly name: LocalText;
}

/** Recurring opening hours. */
export interface OpeningRule {
  /** RFC 5545 rule of the supported grammar, e.g. `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR`. */
  readonly rule: string;
  readonly hours: readonly Interval[];
  /** First day it holds; default: for ever. Also the rule's start (matters with INTERVAL). */
  readonly from?: string;
  /** Last day it holds, inclusive. */
  readonly until?: string;
}

export interface Office {
  readonly id: string;
  readonly name: LocalText;
  readonly address?: LocalText;
  /** WGS84 `[longitude, latitude]` in degrees. */
  readonly position?: readonly [number, number];
  readonly phone?: string;
  readonly opening: readonly OpeningRule[];
  /** Do national holidays close it? Default `skip` (closed on holidays, open on make-up days); `keep`: open by weekly hours whatever the decree says. */
  readonly onHoliday: 'skip' | 'keep';
  readonly desks: readonly Desk[];
  /** How to get in: step-free, bus line, parking. */
  readonly access?: LocalText;
}

export interface Desk {
  readonly id: string;
  readonly name: LocalText;
  readonly department?: string;
  readonly skills: readonly string[];
  /**
   * People served at once: 1 for a counter, more for a room or a pool. It may change at any time from more to more;
   * between 1 and more only while the desk has no live bookings ahead (they are counted in another way).
   */
  readonly capacity: number;
  /** Own hours inside the office's; absent: the office's. */
  readonly opening?: readonly OpeningRule[];
}

export interface Service {
  readonly id: string;
  readonly name: LocalText;
  readonly department?: string;
  readonly summary?: LocalText;
  /** Minutes with the citizen; a multiple of the grid. */
  readonly minutes: number;
  /** Minutes the desk needs before and after; whole cells are claimed. */
  readonly before: number;
  readonly after: number;
  /** Starts are offered every so many minutes from the hour; a multiple of the grid. Default: the grid, at least 15. */
  readonly step: number;
  /** All of these are needed at the desk. */
  readonly skills: readonly string[];
  /** Only these offices; absent: every office with a fit desk. */
  readonly offices?: readonly string[];
  readonly channels: readonly Channel[];
  readonly documents: readonly DocumentNeed[];
  readonly fee?: LocalText;
  readonly result?: LocalText;
  readonly who?: LocalText;
  /** What is asked of the citizen. Keep it short: each is stored encrypted. */
  readonly asks: readonly Ask[];
  /** Overrides of the centre's policy, key by key. */
  readonly policy?: Partial<Policy>;
}

export interface DocumentNeed {
  readonly id: string;
  readonly name: LocalText;
  readonly note?: LocalText;
  readonly optional?: boolean;
}

export type AskKind = 'name' | 'phone' | 'idNumber' | 'email' | 'note';

export interface Ask {
  readonly kind: AskKind;
  readonly required: boolean;
}

/** Rules of booking as data. Absent means no such rule. */
export interface Policy {
  /**
   * How far ahead. `working-days`: by law, i.e. Monday to Friday less the days off of the centre's holiday source plus
   * its make-up days, whatever hours an office keeps. `open-days`: days on which the office itself works. `days`: civil
   * days. Days off right after the last day counted still belong to the window (special openings).
   */
  readonly ahead: {
    readonly min: number;
    readonly max: number;
    readonly unit: 'working-days' | 'open-days' | 'days';
  };
  /** Not nearer than so many minutes to the start, on top of `ahead`. */
  readonly notice?: number;
  /** Per person, over all services with the same policy owner; confirmed bookings count, cancelled ones free again. */
  readonly limits?: { readonly day?: number; readonly week?: number; readonly month?: number };
  /** `count` no-shows within `withinMonths` block the person for `blockMonths` (a clerk may lift it). */
  readonly noShow?: { readonly count: number; readonly withinMonths: number; readonly blockMonths: number };
  /** Minutes before the start until which the citizen may cancel or move. */
  readonly cancelUntil: number;
  /** Minutes a hold lives, and by how many it may be extended once. */
  readonly hold: { readonly minutes: number; readonly extend: number };
  /** Places of a day for each channel; together at most the day's places. They merge into one at `mergeAt`. */
  readonly quotas?: ChannelQuotas;
}

export interface ChannelQuotas {
  /** Bookings a day and office for each channel named. Channels not named share what the named do not use. */
  readonly perDay: Readonly<Partial<Record<Channel, number>>>;
  /** Merge: so many days before the date, at this wall minute, quotas stop and all places are open to all. */
  readonly merge: { readonly daysBefore: number; readonly at: number };
}

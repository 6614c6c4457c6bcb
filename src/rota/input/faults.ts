import type { Fault } from '../../problem.js';

/** Longest list of faults that an answer carries. */
const MOST = 50;

/** Collects what is wrong with an input. Messages name the field and the rule and never repeat the value. */
export class Faults {
  readonly list: Fault[] = [];

  add(field: string, rule: string, message: string): false {
    if (this.list.length < MOST) this.list.push({ field, rule, message: `${field} ${message}` });
    return false;
  }

  get full(): boolean {
    return this.list.length >= MOST;
  }

  /** A whole number in [low, high]; absent is fine unless `needed`. */
  whole(value: unknown, field: string, low: number, high: number, needed = false): boolean {
    if (value === undefined && !needed) return true;
    if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return true;
    return this.add(field, 'range', `must be a whole number from ${low} to ${high}`);
  }

  /** A weight or cost: 0 to 1,000,000 in steps of 1/1000, so that sums stay exact enough to compare. */
  weight(value: unknown, field: string, needed = false): boolean {
    if (value === undefined && !needed) return true;
    if (typeof value === 'number' && value >= 0 && value <= 1e6) return true;
    return this.add(field, 'range', 'must be a number from 0 to 1000000');
  }

  /** An array no longer than `most`; absent is fine and gives nothing to look at. */
  items(value: unknown, field: string, most: number): readonly unknown[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.add(field, 'list', 'must be a list');
    else if (value.length > most) this.add(field, 'too_many', `may have at most ${most} entries`);
    else return value;
    return [];
  }

  /** An object with no other keys than the `known` ones: a rule that nobody reads is refused. */
  object(value: unknown, field: string, known: readonly string[]): value is Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.add(field, 'object', 'must be an object');
    }
    const odd = Object.keys(value).filter((k) => !known.includes(k)).length;
    if (odd > 0) {
      return this.add(field, 'unknown_key', `has ${odd} unknown key(s); known are: ${known.join(', ')}`);
    }
    return true;
  }

  /** A name: a text of 1 to 200 characters. */
  id(value: unknown, field: string): value is string {
    if (typeof value === 'string' && value.length > 0 && value.length <= 200) return true;
    return this.add(field, 'id', 'must be a text of 1 to 200 characters');
  }

  /** A name out of a list of known ones. */
  oneOf(value: unknown, field: string, names: ReadonlySet<unknown>, what: string): boolean {
    return names.has(value) || this.add(field, 'unknown', `must name a ${what} of the problem`);
  }
}

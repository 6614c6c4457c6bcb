import type { Fault } from '../../problem.js';

/** Longest list of faults that an answer carries: enough to mend a file, not enough to drown in. */
const MOST = 50;

/** Collects what is wrong with an input. Messages name the field and the rule and never repeat the value. */
export class Faults {
  readonly list: Fault[] = [];

  add(field: string, rule: string, message: string): void {
    if (this.list.length < MOST) this.list.push({ field, rule, message });
  }

  get full(): boolean {
    return this.list.length >= MOST;
  }

  /** An integer in [low, high]; absent is fine. */
  whole(value: unknown, field: string, low: number, high: number, what = 'a whole number'): boolean {
    if (value === undefined) return true;
    if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return true;
    this.add(field, 'range', `${field} must be ${what} from ${low} to ${high}`);
    return false;
  }

  /** A finite number in [low, high]; absent is fine. */
  number(value: unknown, field: string, low: number, high: number): boolean {
    if (value === undefined) return true;
    if (typeof value === 'number' && value >= low && value <= high) return true;
    this.add(field, 'range', `${field} must be a number from ${low} to ${high}`);
    return false;
  }

  /** An array no longer than `most`; absent is fine and gives nothing to look at. */
  items(value: unknown, field: string, most: number): readonly unknown[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.add(field, 'list', `${field} must be a list`);
    else if (value.length > most) this.add(field, 'too_many', `${field} may have at most ${most} entries`);
    else return value;
    return [];
  }

  /** An object, not a list. */
  object(value: unknown, field: string): value is Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
    this.add(field, 'object', `${field} must be an object`);
    return false;
  }

  /** A name: a safe integer or a short string. */
  id(value: unknown, field: string): boolean {
    if (Number.isSafeInteger(value)) return true;
    if (typeof value === 'string' && value.length > 0 && value.length <= 200) return true;
    this.add(field, 'id', `${field} must be a whole number or a text of 1 to 200 characters`);
    return false;
  }
}

/** What every store promises (`src/store/types.ts`), as one suite. Each test has a tenant of its own. */
import { describe } from 'vitest';
import type { AuditRow, Booking } from '../../src/booking/index.js';
import type { Store } from '../../src/store/index.js';
import { applying } from './applying.js';
import { auditing } from './auditing.js';
import { keeping } from './keeping.js';
import { reading } from './reading.js';

/** A store under test, and the means to do what no store offers: to spoil its audit. */
export interface Subject {
  readonly store: Store;
  spoil(tenant: string, act: Spoil): Promise<void>;
  /** Are there columns beside the documents? */
  readonly columns: boolean;
}

export type Spoil =
  | {
      readonly kind: 'change';
      readonly subject: string;
      readonly seq: number;
      readonly row: Partial<AuditRow>;
    }
  | { readonly kind: 'delete'; readonly subject: string; readonly seq: number }
  | { readonly kind: 'insert'; readonly row: AuditRow }
  | { readonly kind: 'delete seal'; readonly seq: number }
  /** Edits the document of a booking, or (`columns`) only what the SQL stores keep beside it. */
  | { readonly kind: 'edit booking'; readonly id: string; readonly row: Partial<Booking> }
  | { readonly kind: 'edit columns'; readonly id: string; readonly set: string }
  | { readonly kind: 'delete booking'; readonly id: string };

/** What a group of the suite is given: the subject (once it is open) and fresh tenants. */
export interface Bench {
  subject(): Subject;
  tenant(): string;
}

export function storeContract(name: string, subject: () => Subject): void {
  let last = 0;
  const bench: Bench = { subject, tenant: () => `tenant-${++last}` };
  describe(`${name}: the store's contract`, () => {
    applying(bench);
    keeping(bench);
    reading(bench);
    auditing(bench);
  });
}

/** An App that answers with the examples of the OpenAPI document and keeps what it was asked. Synthetic. */
import type { App } from '../../src/app/index.js';
import * as ex from '../../src/http/routes/examples.js';
import { ok, type Result } from '../../src/problem.js';

export interface FakeApp extends App {
  readonly calls: { readonly method: string; readonly args: readonly unknown[] }[];
  /** Overrides what a method gives next. */
  readonly next: Map<string, () => Result<unknown> | Promise<Result<unknown>>>;
}

export function fakeApp(tenant = 'shangyu'): FakeApp {
  const calls: FakeApp['calls'] = [];
  const next: FakeApp['next'] = new Map();
  const says =
    (method: string, value: unknown) =>
    async (...args: unknown[]) => {
      calls.push({ method, args });
      const other = next.get(method);
      return (other ? await other() : ok(value)) as never;
    };
  return {
    tenant,
    calls,
    next,
    centre: says('centre', ex.centre),
    slots: says('slots', ex.free.slots),
    days: says('days', ex.free.days),
    why: says('why', ex.free.reasons),
    hold: says('hold', ex.hold.view),
    extendHold: says('extendHold', ex.hold.view),
    releaseHold: says('releaseHold', { released: true }),
    confirm: says('confirm', { booking: ex.booking.view, token: ex.booking.token }),
    view: says('view', ex.booking.view),
    ics: says('ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
    move: says('move', ex.booking.view),
    cancel: says('cancel', { ...ex.booking.view, state: 'cancelled' }),
    staffBook: says('staffBook', { booking: ex.booking.view, token: ex.booking.token }),
    staffList: says('staffList', ex.staff.list),
    checkIn: says('checkIn', ex.staff.view),
    serve: says('serve', ex.staff.view),
    noShow: says('noShow', ex.staff.view),
    liftBlock: says('liftBlock', { lifted: true }),
    auditReport: says('auditReport', ex.staff.audit),
    tend: async () => ({ expired: 0, purged: 0, sealed: 0 }),
  };
}

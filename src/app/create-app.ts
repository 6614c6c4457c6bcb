/** One tenant's application over one store. */
import { createBoard } from './board.js';
import { calendarsOf, workingDaysOf } from './calendars.js';
import { cancel } from './cancel.js';
import { centre } from './centre.js';
import { confirm } from './confirm.js';
import type { AppOptions, Context } from './context.js';
import { extendHold, hold, releaseHold } from './hold.js';
import { move } from './move.js';
import { createSite, type Site } from './site.js';
import { days, slots } from './slots.js';
import { checkIn, liftBlock, noShow, serve, staffBook, staffList } from './staff.js';
import { expireDue, tend } from './tend.js';
import type { App } from './types.js';
import { ics, view } from './view.js';
import { why } from './why.js';

/** Pace of questions to a shared store, in milliseconds. A memory store is asked every time: it is right here. */
const PACE_MS = 500;
/** Due holds ended whenever the board is read afresh. */
const SWEEP = 20;

/** Throws `BianminError` for a centre that could not have passed its check. */
export function createApp(options: AppOptions): App {
  const ctx = contextOf(options);
  return {
    tenant: ctx.tenant,
    centre: () => centre(ctx),
    slots: (service, query, channel) => slots(ctx, service, query, channel),
    days: (service, query, channel) => days(ctx, service, query, channel),
    why: (service, query, channel) => why(ctx, service, query, channel),
    hold: (request, caller) => hold(ctx, request, caller),
    extendHold: (request, caller) => extendHold(ctx, request, caller),
    releaseHold: (request, caller) => releaseHold(ctx, request, caller),
    confirm: (request, caller) => confirm(ctx, request, caller),
    view: (proof) => view(ctx, proof),
    ics: (proof) => ics(ctx, proof),
    move: (request, caller) => move(ctx, request, caller),
    cancel: (request, caller) => cancel(ctx, request, caller),
    staffBook: (request, caller) => staffBook(ctx, request, caller),
    staffList: (query) => staffList(ctx, query),
    checkIn: (request, caller) => checkIn(ctx, request, caller),
    serve: (request, caller) => serve(ctx, request, caller),
    noShow: (request, caller) => noShow(ctx, request, caller),
    liftBlock: (request, caller) => liftBlock(ctx, request, caller),
    auditReport: async () => {
      const { rows, sealed, faults } = await ctx.store.verifyAudit(ctx.tenant);
      return { ok: true, value: { rows, sealed, faults: faults.map((fault) => ({ ...fault })) } };
    },
    tend: () => tend(ctx),
  };
}

function contextOf(options: AppOptions): Context {
  const { store, vault, random } = options;
  const current =
    typeof options.centre === 'function'
      ? options.centre
      : () => options.centre as Exclude<AppOptions['centre'], () => unknown>;
  const { tenant } = current();
  const calendars = options.calendars ?? ((of) => calendarsOf(of, options.holidayProvider));
  let known: Site | undefined;
  const site = (): Site => {
    const now = current();
    if (known?.centre !== now)
      known = createSite(now, calendars(now), workingDaysOf(now, options.holidayProvider));
    return known!;
  };
  site();
  const board = createBoard({
    tenant,
    store,
    site,
    monotonic: options.monotonic ?? (() => performance.now()),
    every: store.kind === 'memory' ? 0 : PACE_MS,
    sweep: () => expireDue({ tenant, store }, SWEEP),
  });
  const log: Context['log'] = (event, data) => options.log?.({ event, tenant, ...(data ? { data } : {}) });
  return { tenant, store, vault, random, board, trying: new Map(), site, log };
}

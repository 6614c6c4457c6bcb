/** Refusals in kind words. */
import type { Problem } from '../../src/client/index.js';
import type { PlainKey } from './messages/index.js';

const words: Readonly<Partial<Record<string, PlainKey>>> = {
  offline: 'pOffline',
  timed_out: 'pOffline',
  rate_limited: 'pBusy',
  store_busy: 'pBusy',
  store_conflict: 'pBusy',
  idempotency_in_flight: 'pBusy',
  limit_reached: 'pLimit',
  blocked_no_show: 'pBlocked',
  not_found: 'pNotFound',
  cancel_too_late: 'pTooLate',
  version_conflict: 'pChanged',
  wrong_state: 'pChanged',
  bad_input: 'pInput',
  channel_quota_used: 'pQuota',
};

export const problemKey = (problem: Problem): PlainKey => words[problem.code] ?? 'pOther';

/** The place asked for is gone: fresh times are the remedy, not another try. */
export const isLost = (problem: Problem): boolean =>
  [
    'slot_taken',
    'full',
    'not_offered',
    'closed',
    'outside_booking_window',
    'channel_quota_used',
    'no_skill',
  ].includes(problem.code);

/** The hold no longer stands. */
export const isGone = (problem: Problem): boolean =>
  problem.code === 'hold_expired' || problem.code === 'wrong_state';

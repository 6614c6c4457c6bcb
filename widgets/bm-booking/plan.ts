/** Which steps there are, in which order, and which can be shown now. */
import type { ServiceView } from '../../src/client/index.js';

/** `ask-0`, `ask-1` … are the elder mode's questions, one a page. */
export type Step =
  | 'service'
  | 'prepare'
  | 'when'
  | 'office'
  | 'day'
  | 'time'
  | `ask-${number}`
  | 'details'
  | 'done';

/** What the plan depends on. */
export interface Situation {
  readonly elder: boolean;
  /** The page fixed the service: it is not asked for. */
  readonly fixed: boolean;
  readonly service: ServiceView | undefined;
  /** Offices to choose from. */
  readonly offices: number;
  readonly held: boolean;
  readonly booked: boolean;
}

/** All steps of this visit, first to last. */
export function plan({ elder, fixed, service, offices }: Situation): readonly Step[] {
  const choose: readonly Step[] = fixed ? [] : ['service'];
  if (!elder) return [...choose, 'when', 'details', 'done'];
  const asks = (service?.asks ?? []).map((_, i): Step => `ask-${i}`);
  return [
    ...choose,
    'prepare',
    ...(offices > 1 ? (['office'] as const) : []),
    'day',
    'time',
    ...asks,
    'details',
    'done',
  ];
}

const afterHold = (step: Step) => step === 'details' || step.startsWith('ask-');

/** Can this step be shown with what is known? */
function possible(step: Step, now: Situation): boolean {
  if (step === 'service') return true;
  if (step === 'done') return now.booked;
  return now.service !== undefined && (!afterHold(step) || now.held);
}

/** The step asked for, or the nearest before it that can be shown. */
export function clamp(step: string | undefined, now: Situation): Step {
  const steps = plan(now);
  const at = step === undefined ? 0 : steps.indexOf(step as Step);
  for (let i = at; i > 0; i--) if (possible(steps[i]!, now)) return steps[i]!;
  return steps[0]!;
}

/** The step `by` places on; the ends stay. */
export function neighbour(step: Step, by: number, now: Situation): Step {
  const steps = plan(now);
  return steps[Math.min(steps.length - 1, Math.max(0, steps.indexOf(step) + by))]!;
}

/** Does going from one step to the other give up the hold? */
export const leavesHold = (from: Step, to: Step): boolean =>
  afterHold(from) && !afterHold(to) && to !== 'done';

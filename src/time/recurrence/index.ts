/** Recurrence: reading a rule, binding it to a start, expanding it. */
export { type BoundRule, bindRule } from './bind.js';
export { createExpander, type Expander, type Series } from './bulk.js';
export {
  type Expansion,
  type Extent,
  expandRecurrence,
  MAX_OCCURRENCES,
  type Recurrence,
  type WallWarning,
} from './expand.js';
export { readRule } from './grammar.js';
export { type ExpandAnswer, type ExpandRequest, expandRequest } from './request.js';
export {
  type Frequency,
  MAX_COUNT,
  MAX_INTERVAL,
  MAX_RULE_LENGTH,
  type NthWeekday,
  type Rule,
} from './rule.js';

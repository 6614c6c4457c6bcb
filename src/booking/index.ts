/** Booking: a life of states decided by pure functions, rules as data, references, tokens and the vault. */
export * from './audit.js';
export * from './base64url.js';
export * from './decide-attendance.js';
export * from './decide-change.js';
export * from './decide-hold.js';
export { actorText, type Decision, type Moment } from './decision.js';
export * from './holdings.js';
export * from './person.js';
export * from './place.js';
export * from './policy.js';
export * from './random.js';
export * from './reference.js';
export * from './rules.js';
export * from './sha256.js';
export * from './states.js';
export * from './token.js';
export type * from './types.js';
export * from './vault.js';

/** The typed client: no server code, no schemas at run time. The only part of `src` that widgets import. */
export type * from '../app/wire/index.js';
export type { Fault, Problem, ProblemCode, Result } from '../problem.js';
export { createClient } from './create.js';
export { createStaffClient, type StaffClient } from './staff.js';
export { fetchTransport } from './transport.js';
export type {
  AvailabilityQuery,
  CallOptions,
  Client,
  ClientOptions,
  RetryOptions,
  Transport,
  TransportRequest,
  TransportResponse,
} from './types.js';

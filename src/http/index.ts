/** The HTTP door: a fetch-standard handler over the use cases, with OpenAPI 3.1. */
export type { RequestInfo } from './address.js';
export type { AuthOptions, Role } from './auth.js';
export type { Rate } from './buckets.js';
export type { PublicChannel } from './channels.js';
export { createHandler, type Handler, type HandlerOptions } from './handler.js';
export type { CorsOptions } from './headers.js';
export type { LimitOptions, Rates } from './limits.js';
export type { Log, LogEntry } from './log.js';
export { openApi } from './openapi.js';
export { problemTable, problemType } from './problems.js';
export { among, type Tenants } from './tenants.js';

/** Mock Service Worker handlers over the real handler. */
export { type AppHandlersOptions, handlersOf } from './handlers.js';

/** Mock Service Worker handlers over the real handler. */
export { bianminHandlers, type MockBackend, type MockOptions, mockApp } from './handlers.js';

/** All operations, in one table. */
import { publicRoutes } from './public.js';
import type { Route } from './route.js';
import { staffRoutes } from './staff.js';

export const routes: readonly Route[] = [...publicRoutes, ...staffRoutes];
export { openApiPath, type Route } from './route.js';

/** Which authority a request is for: one alone, by path prefix, or by host. */
import type { App } from '../app/index.js';

type Found = App | undefined | Promise<App | undefined>;

/** `path`: `/t/{tenant}/v1/...`. `host`: by the request's host name, without port, in lower case. */
export type Tenants =
  | { readonly by: 'single'; readonly app: App }
  | { readonly by: 'path'; readonly find: (tenant: string) => Found }
  | { readonly by: 'host'; readonly find: (host: string) => Found };

/** A table as a `find`; prototype keys find nothing. */
export const among =
  (apps: Readonly<Record<string, App>>) =>
  (name: string): App | undefined =>
    Object.hasOwn(apps, name) ? apps[name] : undefined;

/** Where routes begin after the base path. */
export const tenantPrefix = (tenants: Tenants): string => (tenants.by === 'path' ? '/t/:tenant' : '');

/** The request's application; `name` is the path's tenant where there is one. */
export async function findTenant(
  tenants: Tenants,
  url: URL,
  name: string | undefined,
): Promise<App | undefined> {
  if (tenants.by === 'single') return tenants.app;
  if (tenants.by === 'host') return tenants.find(url.hostname.toLowerCase());
  return name !== undefined && /^[a-z0-9-]{1,40}$/.test(name) ? tenants.find(name) : undefined;
}

/** Entity tags and cache times (RFC 9110 section 8.8, RFC 9111). */
import { contentHash } from './hash.js';

/** Who may keep an answer, and how long. `none`: personal, nobody. Seconds in the header. */
export type CacheKind = 'none' | 'availability' | 'catalogue' | 'document';

const control: Readonly<Record<CacheKind, string>> = {
  none: 'no-store',
  availability: 'public, max-age=5',
  catalogue: 'public, max-age=60',
  document: 'public, max-age=300',
};

const hits = (header: string | null, tag: string): boolean =>
  header === '*' ||
  (header ?? '').split(',').some((t) => t.trim().replace(/^W\//, '') === tag.replace(/^W\//, ''));

/**
 * A JSON answer. Where it may be cached it carries a weak tag of everything but `asOf` (the same places at a later
 * moment are the same answer), and a matching `If-None-Match` gives 304.
 */
export function jsonResponse(value: unknown, kind: CacheKind, request: Request): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': control[kind] };
  if (kind === 'none') return new Response(JSON.stringify(value), { headers });
  const { asOf, ...lasting } = value as { readonly asOf?: string };
  const text = JSON.stringify(lasting);
  const etag = `W/"${contentHash(text)}"`;
  if (hits(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag, 'cache-control': control[kind] } });
  }
  // The answer as it was, `asOf` first, without writing it out twice.
  const body =
    asOf === undefined || text === '{}'
      ? JSON.stringify(value)
      : `{"asOf":${JSON.stringify(asOf)},${text.slice(1)}`;
  return new Response(body, { headers: { ...headers, etag } });
}

/** Reads a request's body and query within limits. Nothing of what was sent is repeated in a refusal. */
import { fail, ok, type Result } from '../problem.js';
import { inspect } from './inspect.js';

/** Characters of path and query together. */
const maxUrl = 4096;
/** Query parameters in one request. */
const maxParameters = 20;

const tooLarge = (limit: number) =>
  fail('too_large', `body: must not be longer than ${limit} bytes.`, { field: 'body', data: { limit } });

/** JSON in UTF-8 and nothing else (RFC 8259); a `charset` parameter may only say so. */
function checkMediaType(request: Request): Result<true> {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const plain = type.trim() === 'application/json' && (!charset || /^charset="?utf-8"?$/.test(charset));
  const encoding = request.headers.get('content-encoding');
  if (plain && (!encoding || encoding.toLowerCase() === 'identity')) return ok(true);
  return fail('media_type_unsupported', 'Content-Type: must be application/json in UTF-8, not compressed.', {
    field: 'Content-Type',
  });
}

/** Counts while it reads: `Content-Length` may be absent or wrong. */
async function readBytes(request: Request, limit: number): Promise<Result<Uint8Array>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return tooLarge(limit);
  const bytes = new Uint8Array(limit);
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (length + value.length > limit) {
      reader.cancel().catch(() => undefined);
      return tooLarge(limit);
    }
    bytes.set(value, length);
    length += value.length;
  }
  return ok(bytes.subarray(0, length));
}

/**
 * True when an object names a member twice: RFC 8259 leaves open which one counts, so a gateway that looks at the
 * first and we at the last would see two requests. `text` must be JSON.
 */
function repeatsName(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, name, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (name !== undefined && colon !== undefined) {
      const names = open.at(-1);
      // `"a"` and `"\u0061"` are one name.
      const plain = JSON.parse(name) as string;
      if (names?.has(plain)) return true;
      names?.add(plain);
    }
  }
  return false;
}

/** The body as a JSON value without NUL, lone surrogates, prototype keys or deep nesting. */
export async function readJson(request: Request, limit: number): Promise<Result<unknown>> {
  const type = checkMediaType(request);
  if (!type.ok) return type;
  const bytes = await readBytes(request, limit);
  if (!bytes.ok) return bytes;
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value);
    value = JSON.parse(text);
  } catch {
    return fail('bad_input', 'body: must be JSON in UTF-8.', { field: 'body' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('bad_input', 'body: must be a JSON object.', { field: 'body' });
  }
  if (repeatsName(text)) return fail('bad_input', 'body: must name each field once.', { field: 'body' });
  return inspect(value, 'body');
}

/** The query as a plain map; a parameter may be given once. */
export function readQuery(url: URL): Result<Record<string, string>> {
  if (url.pathname.length + url.search.length > maxUrl) {
    return fail('too_large', `query: the address must not be longer than ${maxUrl} characters.`, {
      field: 'query',
    });
  }
  const query = new Map<string, string>();
  for (const [key, value] of url.searchParams) {
    const safe = inspect({ [key]: value }, 'query');
    if (!safe.ok) return safe as Result<never>;
    const field = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key) ? key : 'query';
    if (query.has(key)) return fail('bad_input', `${field}: must be given once.`, { field });
    if (query.size >= maxParameters)
      return fail('bad_input', `query: at most ${maxParameters} parameters.`, { field: 'query' });
    query.set(key, value);
  }
  return ok(Object.fromEntries(query));
}

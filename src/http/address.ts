/** Which address a request came from, for rate limits alone; it is neither stored nor logged. */

/** What the server knows beside the request. */
export interface RequestInfo {
  /** Address of the connection's other end, e.g. `socket.remoteAddress`. Without it there are no limits per address. */
  readonly address?: string;
}

/** A v6 network of one customer is one caller: its first 64 bits. v4 in v6 clothes is v4. */
function normal(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^\[([^\]]*)\].*$/, '$1');
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/.exec(bare);
  if (v4?.[1]) return v4[1];
  const [head = '', tail] = (bare.split('%')[0] ?? '').split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest].map((g) => g.replace(/^0+(?=.)/, ''));
  return all.slice(0, 4).join(':').slice(0, 64);
}

/**
 * The caller's address. `hops` proxies of one's own are believed: each appended one entry to
 * `X-Forwarded-For`, so the one `hops` places from the right was seen by our outermost proxy. 0 (default)
 * ignores the header, which anybody can write.
 */
export function addressOf(request: Request, info: RequestInfo, hops: number): string | undefined {
  const list = hops > 0 ? (request.headers.get('x-forwarded-for') ?? '').split(',') : [];
  const forwarded = list.at(-hops)?.trim();
  const address = hops > 0 && list.length >= hops && forwarded ? forwarded : info.address;
  return address ? normal(address) : undefined;
}

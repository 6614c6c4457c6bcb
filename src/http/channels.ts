/** Which channels the public may name: each has a quota of its own, so the choice is the operator's. */
import { schema } from '../app/wire/index.js';
import { fail, ok, type Result } from '../problem.js';

const known = schema.PublicChannelSchema.options;

/** A channel that needs no sign-in: `web`, `app` or `kiosk`. */
export type PublicChannel = (typeof known)[number];

/** What is wrong with a list of channels, or undefined. */
export function channelFault(channels: readonly string[] | undefined): string | undefined {
  if (channels === undefined) return undefined;
  const sound = channels.length > 0 && new Set(channels).size === channels.length;
  const all = channels.every((c) => (known as readonly string[]).includes(c));
  return sound && all ? undefined : `must name one or more of ${known.join(', ')}, each once`;
}

/** The channel of a public request: the one it names if that is open here, the first when it names none. */
export function publicChannel(named: unknown, open: readonly PublicChannel[]): Result<PublicChannel> {
  const channel = open.find((c) => c === (named ?? open[0]));
  if (channel) return ok(channel);
  return fail('forbidden', `channel: only ${open.join(', ')} can be used here.`, { field: 'channel' });
}

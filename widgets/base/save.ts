/** Calendar file and manage link. */
import type { Client, Proof } from '../../src/client/index.js';
import type { BmElement } from './element.js';
import { webAddress } from './element.js';

/** Fetches the appointment as a calendar file (RFC 5545) and hands it to the browser's download. */
export async function saveIcs(
  host: BmElement & { readonly client: Client },
  proof: Proof,
  reference: string,
): Promise<void> {
  const answer = await host.act(() => host.client.ics(proof));
  if (!answer) return;
  if (!answer.ok) return host.fail(answer.problem);
  const url = URL.createObjectURL(new Blob([answer.value], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${reference}.ics`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The page that manages a booking, with the token where servers and logs never see it: the fragment. */
export function manageLink(manageUrl: string | null, token: string | undefined): string | undefined {
  const url = webAddress(manageUrl);
  if (!url || !token) return undefined;
  url.hash = `bm=${token}`;
  return url.href;
}

/** The manage token in this page's fragment, if there is one. */
export const tokenInFragment = (): string | undefined => /^#bm=([\w-]{43})$/.exec(location.hash)?.[1];

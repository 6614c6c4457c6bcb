/** Calendar file and manage link. */
import type { BookingView, Client, Proof } from '../../src/client/index.js';
import type { BmElement } from './element.js';
import { webAddress } from './element.js';

/** Milliseconds in which a confirmation or cancellation can be undone. */
export const UNDO_MS = 600_000;

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

/** The booking page, asked to take this very time again; ids only in the fragment. */
export function againLink(
  bookingUrl: string | null,
  { service, office, start }: BookingView,
): string | undefined {
  const url = webAddress(bookingUrl);
  if (url) url.hash = `bm-again=${service}.${office}.${start}`;
  return url?.href;
}

/** What the page's fragment asks to take again. Takes the request out of the address, so that it is met once. */
export function askedAgain():
  | { readonly service: string; readonly office: string; readonly start: string }
  | undefined {
  const [, service, office, start] =
    /^#bm-again=([\w-]+)\.([\w-]+)\.([\d-]+T\d\d:\d\d)$/.exec(location.hash) ?? [];
  if (!service || !office || !start) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return { service, office, start };
}

/** The manage token in this page's fragment, if there is one. */
export const tokenInFragment = (): string | undefined => /^#bm=([\w-]{43})$/.exec(location.hash)?.[1];

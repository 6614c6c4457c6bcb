/** Writing iCalendar (RFC 5545): TEXT escaping, folding, stamps. Whatever the texts are, they add no line. */
import { dateParts } from '../time/index.js';

const two = (n: number): string => String(n).padStart(2, '0');

/** A TEXT value (§3.3.11): `\`, `;`, `,` escaped, line breaks as `\n`, other control characters dropped, ill-formed Unicode mended. */
export const icsText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\n\u2028\u2029\u0085]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\n/g, '\\n');

/** `YYYYMMDDTHHMMSS` of minutes since 1970 by some wall clock. */
export function localStamp(minutes: number): string {
  const day = Math.floor(minutes / 1440);
  const minute = minutes - day * 1440;
  const { year, month, day: d } = dateParts(day);
  return `${String(year).padStart(4, '0')}${two(month)}${two(d)}T${two(Math.floor(minute / 60))}${two(minute % 60)}00`;
}

/** `YYYYMMDDTHHMMSSZ` of UTC milliseconds. */
export function utcStamp(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${localStamp(minutes).slice(0, 13)}${two(Math.floor(ms / 1000) - minutes * 60)}Z`;
}

/** `+HHMM` of minutes east of UTC. */
export function utcOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** Octets of a line without its break (§3.1). */
const LINE_OCTETS = 75;

/** Lines of at most 75 octets, continued by CRLF and a space; a character is never split. */
export function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const char of line) {
    const size = octetsOf(char);
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += char;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

function octetsOf(char: string): number {
  const code = char.codePointAt(0)!;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

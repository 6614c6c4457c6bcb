/** One appointment as an iCalendar object (RFC 5545, methods of RFC 5546). */
import { sha256Hex } from '../booking/index.js';
import type { UtcMinute, UtcMs, Zone } from '../time/index.js';
import { fold, icsText, localStamp, utcStamp } from './ics-text.js';
import { vtimezone } from './vtimezone.js';

export interface IcsAppointment {
  readonly tenant: string;
  /** The booking's id; only its hash is shown. */
  readonly booking: string;
  /** `REQUEST` asks a client to add it (needs `organiser`), `PUBLISH` tells, `CANCEL` takes it out again. */
  readonly method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  /** Adds one with every change of place or time. */
  readonly sequence: number;
  /** When this state came about. */
  readonly stamp: UtcMs;
  readonly start: UtcMinute;
  readonly end: UtcMinute;
  readonly zone: Zone;
  readonly language?: string;
  readonly summary: string;
  readonly location?: string;
  readonly description?: string;
  /** WGS84 `[longitude, latitude]` in degrees. */
  readonly position?: readonly [number, number];
  /** An address such as `mailto:office@example.org`. */
  readonly organiser?: string;
  /** Minutes before the start of a reminder; absent: none. */
  readonly reminder?: number;
}

/** The same for all versions of one appointment; shows neither id nor reference. */
export const icsUid = (tenant: string, booking: string): string =>
  `${sha256Hex(`ics/${tenant}/${booking}`).slice(0, 32)}@${tenant.replace(/[^A-Za-z0-9-]/g, '-')}`;

/** The file's text: CRLF lines of at most 75 octets. */
export function appointmentIcs(appointment: IcsAppointment): string {
  const { zone, start, end, method } = appointment;
  const cancelled = method === 'CANCEL';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//bianmin//appointments//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...vtimezone(zone, start, end),
    'BEGIN:VEVENT',
    `UID:${icsUid(appointment.tenant, appointment.booking)}`,
    `SEQUENCE:${appointment.sequence}`,
    `DTSTAMP:${utcStamp(appointment.stamp)}`,
    `DTSTART;TZID=${zone.name}:${localStamp(start + zone.offsetAt(start))}`,
    `DTEND;TZID=${zone.name}:${localStamp(end + zone.offsetAt(end))}`,
    ...texts(appointment),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'CLASS:PRIVATE',
    ...(cancelled ? [] : alarm(appointment)),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function texts({ summary, location, description, position, organiser, language }: IcsAppointment): string[] {
  const tag = language && /^[A-Za-z0-9-]{2,35}$/.test(language) ? `;LANGUAGE=${language}` : '';
  const lines = [`SUMMARY${tag}:${icsText(summary)}`];
  if (location) lines.push(`LOCATION${tag}:${icsText(location)}`);
  if (description) lines.push(`DESCRIPTION${tag}:${icsText(description)}`);
  if (position) lines.push(`GEO:${position[1].toFixed(6)};${position[0].toFixed(6)}`);
  if (organiser && /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(organiser)) lines.push(`ORGANIZER:${organiser}`);
  return lines;
}

function alarm({ reminder, summary }: IcsAppointment): string[] {
  if (reminder === undefined) return [];
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${icsText(summary)}`,
    `TRIGGER:-PT${Math.floor(reminder)}M`,
    'END:VALARM',
  ];
}

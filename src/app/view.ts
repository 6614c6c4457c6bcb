/** Looking at one's appointment: the view, and the calendar file. Reads change nothing. */
import type { Booking } from '../booking/index.js';
import type { Service } from '../catalog/index.js';
import { appointmentIcs } from '../notify/index.js';
import type { Result } from '../problem.js';
import type { LocalText } from '../time/index.js';
import type { Context } from './context.js';
import { prove } from './proof.js';
import { bookingView } from './views.js';
import type * as w from './wire/index.js';

export async function view(ctx: Context, proof: w.Proof): Promise<Result<w.BookingView>> {
  const proven = await prove(ctx, proof);
  if (!proven.ok) return proven;
  const { booking, person, now } = proven.value;
  return { ok: true, value: bookingView(ctx, booking, person, now) };
}

/** The appointment as an iCalendar file (RFC 5545), in the language of the booking; cancelled ones as a cancellation. */
export async function ics(ctx: Context, proof: w.Proof): Promise<Result<string>> {
  const proven = await prove(ctx, proof);
  if (!proven.ok) return proven;
  const { booking } = proven.value;
  const site = ctx.site();
  const office = site.offices.get(booking.office);
  const service = site.services.get(booking.service)?.service;
  const say = (text: LocalText | undefined) => textIn(text, booking.language);
  const place = [say(office?.name), say(office?.address), say(site.desks.get(booking.resource)?.name)];
  const location = place.filter(Boolean).join(booking.language === 'en' ? ', ' : '，');
  const text = appointmentIcs({
    tenant: ctx.tenant,
    booking: booking.id,
    method: booking.state === 'cancelled' ? 'CANCEL' : 'PUBLISH',
    sequence: booking.sequence,
    stamp: booking.updatedAt,
    start: booking.start,
    end: booking.end,
    zone: site.zone,
    language: booking.language ?? 'zh-CN',
    summary: say(service?.name) || booking.service,
    location,
    description: notes(booking, service, office?.phone ?? site.centre.phone),
    ...(office?.position ? { position: office.position } : {}),
    reminder: 24 * 60,
  });
  return { ok: true, value: text };
}

/** Reference, what to bring, whom to call. No personal data: calendars are shared. */
function notes(booking: Booking, service: Service | undefined, phone: string | undefined): string {
  const en = booking.language === 'en';
  const bring = (service?.documents ?? [])
    .filter((one) => !one.optional)
    .map((one) => textIn(one.name, booking.language));
  const lines = [`${en ? 'Reference: ' : '预约号：'}${booking.reference}`];
  if (bring.length > 0) lines.push(en ? `Please bring: ${bring.join(', ')}` : `请带：${bring.join('、')}`);
  if (phone) lines.push(`${en ? 'Phone: ' : '电话：'}${phone}`);
  return lines.join('\n');
}

function textIn(text: LocalText | undefined, language: string | undefined): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  return (language === 'en' ? (text.en ?? text['zh-CN']) : (text['zh-CN'] ?? text.en)) ?? '';
}

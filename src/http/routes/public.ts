/** Operations for everybody: the catalogue, free times, and a citizen's own booking. */
import * as v from 'valibot';
import { schema as s } from '../../app/wire/index.js';
import type { ProblemCode } from '../../problem.js';
import { Released } from './answers.js';
import * as ex from './examples.js';
import { type Route, route } from './route.js';

const ServicePath = v.strictObject({ service: s.IdSchema });
const place: readonly ProblemCode[] = [
  'not_found',
  'slot_taken',
  'not_offered',
  'closed',
  'no_skill',
  'full',
  'channel_quota_used',
  'outside_booking_window',
];
const person: readonly ProblemCode[] = ['limit_reached', 'blocked_no_show'];
const own: readonly ProblemCode[] = ['not_found', 'wrong_state', 'version_conflict'];
const open = { who: 'public', write: false } as const;
const act = { method: 'POST', who: 'public', cache: 'none', write: true } as const;

const catalogue: readonly Route[] = [
  route({
    ...open,
    id: 'centre',
    method: 'GET',
    path: '/v1/centre',
    summary: 'The centre: offices, services, texts, and today by its clock.',
    answer: s.CentreView,
    cache: 'catalogue',
    refusals: [],
    example: { answer: ex.centre },
    run: (app) => app.centre(),
  }),
  route({
    ...open,
    id: 'slots',
    method: 'GET',
    path: '/v1/services/:service/slots',
    summary: 'Free starts of a service, earliest first. May be seconds old (`asOf`); a hold decides.',
    params: ServicePath,
    query: s.SlotsQuery,
    answer: s.SlotsAnswer,
    cache: 'availability',
    range: true,
    refusals: ['forbidden', 'not_found', 'range_too_long'],
    example: { query: ex.free.query, answer: ex.free.slots },
    run: (app, { params, query }, caller) => app.slots(params.service, query, caller.channel),
  }),
  route({
    ...open,
    id: 'days',
    method: 'GET',
    path: '/v1/services/:service/days',
    summary: 'The calendar: per office and day how much is free, and why a day is closed.',
    params: ServicePath,
    query: s.SlotsQuery,
    answer: s.DaysAnswer,
    cache: 'availability',
    range: true,
    refusals: ['forbidden', 'not_found', 'range_too_long'],
    example: { query: ex.free.query, answer: ex.free.days },
    run: (app, { params, query }, caller) => app.days(params.service, query, caller.channel),
  }),
  route({
    ...open,
    id: 'why',
    method: 'GET',
    path: '/v1/services/:service/why',
    summary: 'Why one time is not offered.',
    params: ServicePath,
    query: s.WhyQuery,
    answer: s.WhyAnswer,
    cache: 'availability',
    refusals: ['forbidden', 'not_found'],
    example: { query: ex.free.why, answer: ex.free.reasons },
    run: (app, { params, query }, caller) => app.why(params.service, query, caller.channel),
  }),
];

const holds: readonly Route[] = [
  route({
    ...act,
    id: 'hold',
    path: '/v1/holds',
    summary: 'Hold a place for some minutes. One live hold per holder key.',
    body: s.HoldRequest,
    answer: s.HoldView,
    refusals: ['forbidden', ...place, ...person],
    example: { body: ex.hold.request, answer: ex.hold.view },
    run: (app, { body }, caller) => app.hold(body, caller),
  }),
  route({
    ...act,
    id: 'extendHold',
    path: '/v1/holds/extend',
    summary: 'Extend a hold, once.',
    body: s.HoldProof,
    answer: s.HoldView,
    refusals: [...own, 'hold_expired', 'hold_extended_already'],
    example: { body: ex.hold.proof, answer: { ...ex.hold.view, mayExtend: false } },
    run: (app, { body }, caller) => app.extendHold(body, caller),
  }),
  route({
    ...act,
    id: 'releaseHold',
    path: '/v1/holds/release',
    summary: 'Give a held place back.',
    body: s.HoldProof,
    answer: Released,
    refusals: [...own, 'hold_expired'],
    example: { body: ex.hold.proof, answer: { released: true } },
    run: (app, { body }, caller) => app.releaseHold(body, caller),
  }),
];

const bookings: readonly Route[] = [
  route({
    ...act,
    id: 'confirm',
    path: '/v1/bookings/confirm',
    summary: 'Turn a hold into a booking. The only time the manage token is told.',
    body: s.ConfirmRequest,
    answer: s.ConfirmAnswer,
    refusals: [...own, ...person, 'hold_expired', 'channel_quota_used', 'full'],
    example: { body: ex.booking.confirm, answer: { booking: ex.booking.view, token: ex.booking.token } },
    run: (app, { body }, caller) => app.confirm(body, caller),
  }),
  route({
    ...act,
    id: 'viewBooking',
    path: '/v1/bookings/view',
    summary:
      'A booking, by manage token or by reference and phone. Changes nothing; POST keeps secrets out of addresses.',
    write: false,
    body: s.ViewRequest,
    answer: s.BookingView,
    refusals: ['not_found'],
    example: { body: ex.booking.byReference, answer: ex.booking.view },
    run: (app, { body }, caller) => app.view(body.proof, caller),
  }),
  route({
    ...act,
    id: 'bookingIcs',
    path: '/v1/bookings/ics',
    summary: 'The appointment as an iCalendar file (RFC 5545). Changes nothing.',
    write: false,
    body: s.ViewRequest,
    answer: 'calendar',
    refusals: ['not_found', 'wrong_state'],
    example: { body: ex.booking.proof },
    run: (app, { body }, caller) => app.ics(body.proof, caller),
  }),
  route({
    ...act,
    id: 'moveBooking',
    path: '/v1/bookings/move',
    summary: 'Move a booking: the new place is taken before the old one is freed.',
    body: s.MoveRequest,
    answer: s.BookingView,
    refusals: [...place, ...person, 'wrong_state', 'version_conflict', 'cancel_too_late'],
    example: {
      body: ex.booking.move,
      answer: { ...ex.booking.view, start: '2026-09-21T10:00', startsAt: '2026-09-21T02:00:00Z', version: 3 },
    },
    run: (app, { body }, caller) => app.move(body, caller),
  }),
  route({
    ...act,
    id: 'cancelBooking',
    path: '/v1/bookings/cancel',
    summary: 'Cancel a booking and free its place.',
    body: s.CancelRequest,
    answer: s.BookingView,
    refusals: [...own, 'cancel_too_late'],
    example: {
      body: ex.booking.cancel,
      answer: { ...ex.booking.view, state: 'cancelled', version: 3, mayCancel: false, mayMove: false },
    },
    run: (app, { body }, caller) => app.cancel(body, caller),
  }),
];

export const publicRoutes: readonly Route[] = [...catalogue, ...holds, ...bookings];

/** Operations for staff, behind OIDC bearer tokens. */
import { schema as s } from '../../app/wire/index.js';
import type { ProblemCode } from '../../problem.js';
import type { Role } from '../auth.js';
import { Lifted } from './answers.js';
import * as ex from './examples.js';
import { type Route, route } from './route.js';

/** A manager may do all that a clerk may; an auditor reads and changes nothing. */
const counter: readonly Role[] = ['clerk', 'manager'];
const readers: readonly Role[] = ['clerk', 'manager', 'auditor'];
const own: readonly ProblemCode[] = ['not_found', 'wrong_state', 'version_conflict'];
const read = { method: 'GET', cache: 'none', write: false } as const;
const act = { method: 'POST', cache: 'none', write: true } as const;

const lists: readonly Route[] = [
  route({
    ...read,
    id: 'staffBookings',
    path: '/v1/staff/bookings',
    summary: 'Bookings of a span of days, person data masked. `next` continues the list as `after`.',
    who: readers,
    query: s.StaffListQuery,
    answer: s.StaffListAnswer,
    range: true,
    refusals: ['not_found', 'range_too_long'],
    example: { query: ex.staff.query, answer: ex.staff.list },
    run: (app, { query }) => app.staffList(query),
  }),
  route({
    ...read,
    id: 'audit',
    path: '/v1/staff/audit',
    summary: 'Verifies the whole audit log and says what was found.',
    who: ['auditor'],
    answer: s.AuditAnswer,
    refusals: [],
    example: { answer: ex.staff.audit },
    run: (app) => app.auditReport(),
  }),
];

const acts: readonly Route[] = [
  route({
    ...act,
    id: 'staffBook',
    path: '/v1/staff/bookings',
    summary: 'Book for a person on the phone, at the desk or in the village: hold and confirm in one step.',
    who: counter,
    body: s.StaffBookRequest,
    answer: s.ConfirmAnswer,
    refusals: [
      'not_found',
      'slot_taken',
      'not_offered',
      'closed',
      'no_skill',
      'full',
      'channel_quota_used',
      'outside_booking_window',
      'limit_reached',
      'blocked_no_show',
    ],
    example: { body: ex.staff.book, answer: { booking: ex.booking.view, token: ex.booking.token } },
    run: (app, { body }, caller) => app.staffBook(body, { ...caller, channel: body.channel }),
  }),
  route({
    ...act,
    id: 'checkIn',
    path: '/v1/staff/bookings/check-in',
    summary: 'The person has come.',
    who: counter,
    body: s.StaffActRequest,
    answer: s.StaffBookingView,
    refusals: own,
    example: { body: ex.staff.act, answer: { ...ex.staff.view, state: 'checked-in', version: 3 } },
    run: (app, { body }, caller) => app.checkIn(body, caller),
  }),
  route({
    ...act,
    id: 'serve',
    path: '/v1/staff/bookings/serve',
    summary: 'The matter is done.',
    who: counter,
    body: s.StaffActRequest,
    answer: s.StaffBookingView,
    refusals: own,
    example: { body: ex.staff.act, answer: { ...ex.staff.view, state: 'served', version: 4 } },
    run: (app, { body }, caller) => app.serve(body, caller),
  }),
  route({
    ...act,
    id: 'noShow',
    path: '/v1/staff/bookings/no-show',
    summary: 'The person has not come.',
    who: counter,
    body: s.StaffActRequest,
    answer: s.StaffBookingView,
    refusals: own,
    example: { body: ex.staff.act, answer: { ...ex.staff.view, state: 'no-show', version: 3 } },
    run: (app, { body }, caller) => app.noShow(body, caller),
  }),
  route({
    ...act,
    id: 'liftBlock',
    path: '/v1/staff/blocks/lift',
    summary: 'Lift the block after missed appointments, with a reason for the audit.',
    who: ['manager'],
    body: s.LiftBlockRequest,
    answer: Lifted,
    refusals: own,
    example: { body: ex.staff.lift, answer: { lifted: true } },
    run: (app, { body }, caller) => app.liftBlock(body, caller),
  }),
];

export const staffRoutes: readonly Route[] = [...lists, ...acts];

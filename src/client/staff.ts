/** The staff client: a separate function, so that citizens' pages do not carry it. */
import type {
  AuditAnswer,
  ConfirmAnswer,
  LiftBlockRequest,
  StaffActRequest,
  StaffBookingView,
  StaffBookRequest,
  StaffListAnswer,
  StaffListQuery,
} from '../app/wire/index.js';
import type { Result } from '../problem.js';
import { createCaller } from './call.js';
import { toQuery } from './create.js';
import type { CallOptions, ClientOptions } from './types.js';

/** What the counter, the manager and the auditor can do; which of it, their token's role says. */
export interface StaffClient {
  list(query: StaffListQuery, options?: CallOptions): Promise<Result<StaffListAnswer>>;
  book(request: StaffBookRequest, options?: CallOptions): Promise<Result<ConfirmAnswer>>;
  checkIn(request: StaffActRequest, options?: CallOptions): Promise<Result<StaffBookingView>>;
  serve(request: StaffActRequest, options?: CallOptions): Promise<Result<StaffBookingView>>;
  noShow(request: StaffActRequest, options?: CallOptions): Promise<Result<StaffBookingView>>;
  liftBlock(request: LiftBlockRequest, options?: CallOptions): Promise<Result<{ readonly lifted: boolean }>>;
  audit(options?: CallOptions): Promise<Result<AuditAnswer>>;
}

/** Makes a staff client; `options.bearer` gives the OIDC access token. */
export function createStaffClient(options: ClientOptions): StaffClient {
  const call = createCaller(options);
  const write =
    <B, T>(path: string) =>
    (body: B, o?: CallOptions) =>
      call<T>({ method: 'POST', path: `/v1/staff/${path}`, body, write: true }, o);
  return {
    list: (query, o) => call({ method: 'GET', path: '/v1/staff/bookings', query: toQuery(query) }, o),
    book: write('bookings'),
    checkIn: write('bookings/check-in'),
    serve: write('bookings/serve'),
    noShow: write('bookings/no-show'),
    liftBlock: write('blocks/lift'),
    audit: (o) => call({ method: 'GET', path: '/v1/staff/audit' }, o),
  };
}

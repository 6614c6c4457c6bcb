/** One request to one operation, step by step: tenant, limits, sign-in, key, input, run, answer. */
import * as v from 'valibot';
import type { App, Caller } from '../app/index.js';

import { fail, ok, type Problem, type Result } from '../problem.js';
import type { UtcMs } from '../time/index.js';
import type { CheckStaff, Staff } from './auth.js';
import { jsonResponse } from './cache.js';
import { type PublicChannel, publicChannel } from './channels.js';
import { checkRange, type LimitOptions, type RateLimits } from './limits.js';
import { problemResponse } from './problems.js';
import { readJson, readQuery } from './read.js';
import type { Route } from './routes/index.js';
import { validate } from './validate.js';

/** What all requests share. */
export interface House {
  readonly limits: LimitOptions;
  readonly rates: RateLimits;
  /** Channels a public request may name; the first stands for none named. */
  readonly publicChannels: readonly PublicChannel[];
  readonly checkStaff?: CheckStaff;
  readonly clock: () => UtcMs;
  /** Logs what must not go out and gives the opaque id under which it stands. */
  readonly report: (what: unknown, route: string, tenant: string) => string;
}

/** One request. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly app: App;
  readonly address: string | undefined;
}

const keyForm = /^[A-Za-z0-9._~:+/=-]{8,128}$/;
const none = v.strictObject({});

/** The key, bare or as a structured-field string in quotes. */
function readKey(request: Request): Result<string> {
  const header = request.headers.get('idempotency-key');
  const field = 'Idempotency-Key';
  if (!header) {
    return fail(
      'idempotency_key_missing',
      'Idempotency-Key: is required, so that a repeat is harmless. Send a new random one for each act.',
      { field },
    );
  }
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (keyForm.test(key)) return ok(key);
  return fail('bad_input', 'Idempotency-Key: must be 8 to 128 letters, digits or . _ ~ : + / = -.', {
    field,
  });
}

interface Read {
  readonly params: unknown;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

async function readInput(house: House, route: Route, visit: Visit): Promise<Result<Read>> {
  const rawQuery = readQuery(visit.url);
  if (!rawQuery.ok) return rawQuery;
  const params = validate(route.params ?? none, route.params ? visit.params : {}, 'path');
  if (!params.ok) return params;
  const query = validate(route.query ?? none, rawQuery.value, 'query');
  if (!query.ok) return query;
  const range = route.range
    ? checkRange(query.value as Read['query'], house.limits, house.clock())
    : ok(true);
  if (!range.ok) return range;
  if (!route.body) return ok({ params: params.value, query: query.value as Read['query'], body: {} });
  const json = await readJson(visit.request, house.limits.bodyBytes ?? 16_384);
  if (!json.ok) return json as Result<never>;
  const body = validate(route.body, json.value, 'body');
  if (!body.ok) return body as Result<never>;
  return ok({ params: params.value, query: query.value as Read['query'], body: body.value as Read['body'] });
}

interface Proofs {
  readonly person?: string;
  readonly reference?: string;
}

/** By what the person is known here: holder key, manage token, reference, or staff subject. */
function proofsOf(body: Read['body'], staff: Staff | undefined): Proofs {
  if (staff) return { person: `staff ${staff.subject}` };
  if (typeof body['holder'] === 'string') return { person: `holder ${body['holder']}` };
  const proof = (body['proof'] ?? {}) as { token?: string; reference?: string };
  if (proof.token !== undefined) return { person: `token ${proof.token}` };
  if (proof.reference !== undefined)
    return { person: `reference ${proof.reference}`, reference: proof.reference };
  return {};
}

interface Who {
  readonly staff: Staff | undefined;
  readonly channel: Caller['channel'];
  readonly key: string | undefined;
}

function callerOf(route: Route, { staff, channel, key }: Who): Caller {
  const actor: Caller['actor'] = staff
    ? { kind: 'staff', id: staff.subject }
    : { kind: 'citizen', id: channel };
  return {
    actor,
    channel,
    ...(key !== undefined && { idempotencyKey: `${route.id} ${staff?.subject ?? ''} ${key}` }),
  };
}

async function signIn(house: House, route: Route, visit: Visit): Promise<Result<Staff | undefined>> {
  if (route.who === 'public') return ok(undefined);
  if (!house.checkStaff) return fail('unauthorised', 'Authorization: no sign-in service is set up here.');
  return house.checkStaff(visit.request.headers.get('authorization'), visit.app.tenant, route.who);
}

/** Refusals that may mean a guessed reference or phone. */
const guessed: ReadonlySet<Problem['code']> = new Set([
  'not_found',
  'bad_input',
  'unauthorised',
  'forbidden',
]);

async function run(house: House, route: Route, visit: Visit): Promise<Result<unknown>> {
  const limited = house.rates.perAddress(visit.address, route.write);
  if (limited) return { ok: false, problem: limited };
  const staff = await signIn(house, route, visit);
  if (!staff.ok) return staff;
  const key = route.write ? readKey(visit.request) : ok(undefined);
  if (!key.ok) return key;
  const input = await readInput(house, route, visit);
  if (!input.ok) return input;
  const named = input.value.body['channel'] ?? input.value.query['channel'];
  const channel = staff.value
    ? ok((named ?? 'desk') as Caller['channel'])
    : publicChannel(named, house.publicChannels);
  if (!channel.ok) return channel;
  const proofs = proofsOf(input.value.body, staff.value);
  const tooOften = house.rates.perPerson(proofs.person && `${visit.app.tenant} ${proofs.person}`);
  if (tooOften) return { ok: false, problem: tooOften };
  const { reference } = proofs;
  const guess = reference === undefined ? undefined : house.rates.guess(visit.address, reference);
  if (guess?.verdict) return { ok: false, problem: guess.verdict };
  const result = await route.run(
    visit.app,
    input.value,
    callerOf(route, { staff: staff.value, channel: channel.value, key: key.value }),
  );
  if (guess && (result.ok || !guessed.has(result.problem.code))) guess.harmless();
  return result;
}

const challenges: Readonly<Partial<Record<Problem['code'], string>>> = {
  unauthorised: 'Bearer error="invalid_token"',
  forbidden: 'Bearer error="insufficient_scope"',
};

function refusal(house: House, route: Route, visit: Visit, problem: Problem): Response {
  const challenge = route.who === 'public' ? undefined : challenges[problem.code];
  const instance =
    problem.code === 'internal' ? house.report(problem, route.id, visit.app.tenant) : undefined;
  return problemResponse(problem, {
    instance,
    ...(challenge && { headers: { 'www-authenticate': challenge } }),
  });
}

const calendar = (text: string) =>
  new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="appointment.ics"',
      'cache-control': 'no-store',
    },
  });

/** Serves it. A throw becomes a 500 problem with an opaque id; nothing of it goes out. */
export async function serve(house: House, route: Route, visit: Visit): Promise<Response> {
  try {
    const result = await run(house, route, visit);
    if (!result.ok) return refusal(house, route, visit, result.problem);
    return route.answer === 'calendar'
      ? calendar(String(result.value))
      : jsonResponse(result.value, route.cache, visit.request);
  } catch (error) {
    const instance = house.report(error, route.id, visit.app.tenant);
    return problemResponse({ code: 'internal', message: '' }, { instance });
  }
}

/**
 * The centre file as it is written: short forms allowed, nothing transformed (`normalise.ts` does that), so that
 * the published JSON Schema is this very schema. Unknown keys are mistakes.
 */
import * as v from 'valibot';
import { CLOCK_PATTERN } from './grammar.js';
import { DateText, Duration, Hours, Id, line, Opening, Text, whole } from './schema-parts.js';

const CHANNELS = ['web', 'app', 'kiosk', 'phone', 'desk', 'grid'] as const;
const ChannelName = v.picklist(CHANNELS, `must be one of ${CHANNELS.join(', ')}`);

const PolicyEntries = {
  ahead: v.strictObject({
    min: v.optional(whole(0, 366, 'days')),
    max: v.optional(whole(0, 366, 'days')),
    unit: v.optional(
      v.picklist(
        ['working-days', 'open-days', 'days'],
        'must be `working-days` (by law), `open-days` (of the office) or `days`',
      ),
    ),
  }),
  notice: Duration(527_040),
  limits: v.strictObject({
    day: v.optional(whole(1, 100, 'bookings')),
    week: v.optional(whole(1, 500, 'bookings')),
    month: v.optional(whole(1, 2000, 'bookings')),
  }),
  noShow: v.strictObject({
    count: whole(1, 100, 'no-shows'),
    withinMonths: v.optional(whole(1, 60, 'months')),
    blockMonths: whole(1, 60, 'months'),
  }),
  cancelUntil: Duration(527_040),
  hold: v.strictObject({
    minutes: v.optional(whole(1, 60, 'minutes')),
    extend: v.optional(whole(0, 60, 'minutes')),
  }),
  quotas: v.strictObject({
    perDay: v.strictObject(
      Object.fromEntries(CHANNELS.map((c) => [c, v.optional(whole(0, 100_000, 'bookings'))])) as Record<
        (typeof CHANNELS)[number],
        v.OptionalSchema<ReturnType<typeof whole>, undefined>
      >,
    ),
    merge: v.optional(
      v.strictObject({
        daysBefore: v.optional(whole(0, 60, 'days')),
        at: v.optional(
          v.pipe(
            v.string('must be a time like `16:00`'),
            v.regex(CLOCK_PATTERN, 'must be a time like `16:00`'),
          ),
        ),
      }),
    ),
  }),
};
export const PolicyFile = v.partial(v.strictObject(PolicyEntries));

const Named = v.strictObject({ id: Id, name: v.optional(Text) });
const IdList = v.union([Id, v.array(Id)], 'must be an id or a list of ids');

export const DeskFile = v.strictObject({
  id: Id,
  name: v.optional(Text),
  department: v.optional(Id),
  skills: v.optional(IdList),
  capacity: v.optional(whole(1, 1000, 'people')),
  opening: v.optional(Opening),
});

export const OfficeFile = v.strictObject({
  id: Id,
  name: v.optional(Text),
  address: v.optional(Text),
  position: v.optional(
    v.pipe(
      v.strictTuple(
        [v.number('must be degrees'), v.number('must be degrees')],
        'must be [longitude, latitude]',
      ),
      v.description('WGS84 [longitude, latitude] in degrees.'),
    ),
  ),
  phone: v.optional(line(40)),
  opening: Opening,
  onHoliday: v.optional(v.picklist(['skip', 'keep'], 'must be `skip` (closed on holidays) or `keep`')),
  desks: v.optional(
    v.pipe(
      v.union(
        [whole(1, 1000, 'desks'), v.pipe(v.array(DeskFile), v.minLength(1, 'must name at least one desk'))],
        'must be a number of desks or a list of desks',
      ),
      v.description('A number makes that many alike: <office>-1, <office>-2, …'),
    ),
  ),
  access: v.optional(Text),
});

const DocumentFile = v.union(
  [
    line(200),
    v.strictObject({
      id: v.optional(Id),
      name: Text,
      note: v.optional(Text),
      optional: v.optional(v.boolean('must be true or false')),
    }),
  ],
  'must be a text or { name, note, optional }',
);
const ASK = /^(name|phone|idNumber|email|note)\??$/;
const askMessage = 'must be one of name, phone, idNumber, email, note; with `?` it may be left empty';

export const ServiceFile = v.strictObject({
  id: Id,
  name: v.optional(Text),
  department: v.optional(Id),
  summary: v.optional(Text),
  minutes: whole(1, 720, 'minutes'),
  before: v.optional(whole(0, 240, 'minutes')),
  after: v.optional(whole(0, 240, 'minutes')),
  step: v.optional(whole(1, 720, 'minutes')),
  skills: v.optional(IdList),
  offices: v.optional(IdList),
  channels: v.optional(
    v.pipe(
      v.array(ChannelName, 'must be a list of channels'),
      v.minLength(1, 'must name at least one channel'),
    ),
  ),
  documents: v.optional(v.array(DocumentFile, 'must be a list of documents')),
  fee: v.optional(Text),
  result: v.optional(Text),
  who: v.optional(Text),
  asks: v.optional(v.array(v.pipe(v.string(askMessage), v.regex(ASK, askMessage)), 'must be a list')),
  policy: v.optional(PolicyFile),
});

const exceptionBase = {
  id: v.optional(Id),
  date: v.optional(v.pipe(DateText, v.description('One day. Either this or `from`.'))),
  from: v.optional(DateText),
  to: v.optional(v.pipe(DateText, v.description('Last day, inclusive.'))),
  for: v.optional(v.pipe(IdList, v.description('Office or desk ids; default: all.'))),
  reason: v.optional(Text),
  source: v.optional(line(300)),
};
export const ExceptionFile = v.variant(
  'kind',
  [
    v.strictObject({ ...exceptionBase, kind: v.literal('closed') }),
    v.strictObject({
      ...exceptionBase,
      kind: v.literal('open'),
      hours: Hours,
      desks: v.optional(IdList),
      services: v.optional(IdList),
      capacity: v.optional(whole(1, 100_000, 'bookings')),
    }),
    v.strictObject({ ...exceptionBase, kind: v.literal('hours'), hours: Hours }),
    v.strictObject({
      ...exceptionBase,
      kind: v.literal('moved'),
      toDate: v.optional(DateText),
      toOffice: v.optional(Id),
    }),
  ],
  'must be one of closed, open, hours, moved',
);

const holidaysMessage = 'must be a country code like `CN`, `none`, or { country, region, file }';
const Country = v.pipe(v.string(holidaysMessage), v.regex(/^(?:[A-Z]{2}|none)$/, holidaysMessage));

/** The whole file. */
export const CentreFile = v.strictObject({
  tenant: v.pipe(
    v.string('must be a text'),
    v.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits or `-`'),
  ),
  name: Text,
  zone: v.pipe(line(64), v.description('IANA time zone of all offices, e.g. Asia/Shanghai.')),
  grid: v.optional(
    v.pipe(
      v.picklist([5, 15], 'must be 5 or 15 (minutes)'),
      v.description('Size of a time cell in minutes; fixed once bookings exist. Default 5.'),
    ),
  ),
  holidays: v.optional(
    v.union(
      [
        Country,
        v.strictObject({ country: Country, region: v.optional(line(20)), file: v.optional(line(500)) }),
      ],
      holidaysMessage,
    ),
  ),
  phone: v.optional(line(40)),
  departments: v.optional(v.array(Named, 'must be a list')),
  skills: v.optional(
    v.pipe(v.array(Named, 'must be a list'), v.description('Default: the skills that desks name.')),
  ),
  offices: v.pipe(v.array(OfficeFile, 'must be a list'), v.minLength(1, 'must name at least one office')),
  services: v.pipe(v.array(ServiceFile, 'must be a list'), v.minLength(1, 'must name at least one service')),
  exceptions: v.optional(v.array(ExceptionFile, 'must be a list')),
  policy: v.optional(PolicyFile),
  texts: v.optional(
    v.strictObject({
      'zh-CN': v.optional(v.record(v.string(), line(2000))),
      en: v.optional(v.record(v.string(), line(2000))),
    }),
  ),
});
export type CentreFile = v.InferOutput<typeof CentreFile>;
export type OfficeFile = v.InferOutput<typeof OfficeFile>;
export type DeskFile = v.InferOutput<typeof DeskFile>;
export type ServiceFile = v.InferOutput<typeof ServiceFile>;
export type ExceptionFile = v.InferOutput<typeof ExceptionFile>;
export type PolicyFile = v.InferOutput<typeof PolicyFile>;
export type HolidaysFile = NonNullable<CentreFile['holidays']>;

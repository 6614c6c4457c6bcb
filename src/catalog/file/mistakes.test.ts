import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chinaHolidays } from '../../time/index.js';
import { readCentre } from './read.js';

/** A sound centre; each case changes one line of it. */
const SOUND = `tenant: t
name: Centre
zone: Asia/Shanghai
departments: [{ id: civil }]
skills: [{ id: cards }, { id: homes }]
offices:
  - id: hall
    name: Hall
    opening: mon-fri 09:00-12:00 13:30-17:00
    desks:
      - { id: d1, skills: [cards, homes], department: civil }
      - { id: d2, skills: cards }
  - { id: east, name: East, opening: daily 09:00-11:00, desks: 2 }
services:
  - { id: card, minutes: 20, skills: cards, department: civil, offices: [hall] }
  - { id: talk, minutes: 30 }
exceptions:
  - { id: e1, kind: closed, date: 2026-10-09, for: hall, reason: Works }
`;

const read = (text: string) => {
  const result = readCentre(text, { format: 'yaml' });
  return result.ok
    ? { faults: [], warnings: result.value.warnings }
    : { faults: result.problem.faults, warnings: result.warnings };
};

/** Each: text replaced, its replacement, then `path rule @what stands at the place` of every fault, and words of the first one's suggestion. */
const CASES: readonly (readonly [
  was: string,
  now: string,
  faults: readonly string[],
  suggestion?: string,
])[] = [
  ['zone: Asia/Shanghai', 'zone: Asia/Shanghia', ['zone zone_unknown @Asia/S'], 'Asia/Shanghai'],
  ['zone: Asia/Shanghai\n', '', ['zone missing @tenant'], 'zone: Asia/Shanghai'],
  ['tenant: t', 'tenant: Big City', ['tenant format @Big Ci']],
  ['tenant: t', 'tenant: 7', ['tenant type @7'], 'quotes'],
  ['name: Centre', 'name: {}', ['name empty_text @{}']],
  ['name: Centre', 'name: { de: Amt }', ['name.de unknown_key @de: Am'], 'zh-CN'],
  ['name: Centre', 'name: Centre\ngrid: 10', ['grid choice @10']],
  ['name: Centre', 'name: Centre\nphone:', ['phone type @'], 'missing after'],
  ['name: Centre', 'name: Centre\nname: Other', ['name duplicate_key @name: '], 'keep one'],
  ['name: Centre', 'name: Centre\nservcies: []', ['servcies unknown_key @servci'], 'services'],
  ['name: Centre', 'name: Centre\nholidays: Germany', ['holidays format @German']],
  [
    'departments: [{ id: civil }]',
    'departments: [{ id: civil }, { id: civil }]',
    ['departments[1].id duplicate_id @civil '],
  ],
  ['desks: 2', 'desks: [{ id: hall }]', ['offices[1].desks[0].id duplicate_id @hall }']],
  ['id: d2', 'id: d1', ['offices[0].desks[1].id duplicate_id @d1, sk']],
  ['id: d2', 'id: east-1', ['offices[1].desks duplicate_id @2 }']],
  ['id: talk', 'id: card', ['services[1].id duplicate_id @card, ']],
  [
    'department: civil }',
    'department: civli }',
    ['offices[0].desks[0].department unknown_reference @civli '],
    'civil',
  ],
  ['[cards, homes]', '[cards, hoems]', ['offices[0].desks[0].skills[1] unknown_reference @hoems]'], 'homes'],
  [
    'skills: cards, department',
    'skills: [cards, card], department',
    ['services[0].skills[1] unknown_reference @card],'],
    'cards',
  ],
  ['offices: [hall]', 'offices: [hal]', ['services[0].offices[0] unknown_reference @hal] }'], 'hall'],
  ['offices: [hall]', 'offices: [hall, hall]', ['services[0].offices[1] duplicate_id @hall] ']],
  ['offices: [hall]', 'offices: [east]', ['services[0].skills no_desk @cards,']],
  ['for: hall', 'for: hell', ['exceptions[0].for unknown_reference @hell, '], 'hall'],
  ['minutes: 20', 'minutes: 12', ['services[0].minutes grid @12, sk'], 'use 10'],
  ['minutes: 20', 'minutes: twenty', ['services[0].minutes type @twenty']],
  ['minutes: 20', 'minutes: 240', ['services[0].minutes too_long @240, s']],
  ['minutes: 20', 'minutes: 20, step: 7', ['services[0].step grid @7, ski'], 'use 5'],
  ['minutes: 20', 'minutes: 20, channels: [web, fax]', ['services[0].channels[1] choice @fax], ']],
  ['minutes: 20', 'minutes: 20, channels: []', ['services[0].channels format @[], sk']],
  ['minutes: 20', 'minutes: 20, asks: [nmae]', ['services[0].asks[0] format @nmae],']],
  [
    'minutes: 20',
    'minutes: 20, documents: [{ id: a, name: A }, { id: a, name: B }]',
    ['services[0].documents[1] duplicate_id @{ id: '],
  ],
  [
    'minutes: 20',
    'minutes: 20, policy: { ahead: { min: 5, max: 1 } }',
    ['services[0].policy.ahead policy_min_max @{ min:'],
    'swap',
  ],
  [
    'minutes: 20',
    'minutes: 20, policy: { limits: { day: 3, week: 2 } }',
    ['services[0].policy.limits policy_limits @{ day:'],
  ],
  ['minutes: 20', 'minutes: 20, policy: { limits: [] }', ['services[0].policy.limits type @[] }, ']],
  [
    'minutes: 20',
    'minutes: 20, policy: { notice: 30d, ahead: { max: 2 } }',
    ['services[0].policy.notice policy_never @30d, a'],
  ],
  [
    'minutes: 20',
    'minutes: 20, policy: { cancelUntil: soon }',
    ['services[0].policy.cancelUntil format @soon }'],
  ],
  [
    'minutes: 20',
    'minutes: 20, policy: { quotas: { perDay: { web: 500 } } }',
    ['services[0].policy.quotas.perDay quota_capacity @{ web:'],
  ],
  [
    'minutes: 20',
    'minutes: 20, channels: [web], policy: { quotas: { perDay: { app: 1 } } }',
    ['services[0].policy.quotas.perDay.app quota_channel @1 } } '],
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    'mon-fri 09:00-12:00 11:30-17:00',
    ['offices[0].opening hours_overlap @mon-fr'],
  ],
  ['mon-fri 09:00-12:00 13:30-17:00', 'mon-fri 12:00-09:00', ['offices[0].opening hours_order @mon-fr']],
  ['mon-fri 09:00-12:00 13:30-17:00', 'mon-fri 09:00-12:03', ['offices[0].opening grid @mon-fr']],
  ['mon-fri 09:00-12:00 13:30-17:00', 'mon-fri 9-12', ['offices[0].opening format @mon-fr']],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ rule: FREQ=HOURLY, hours: "09:00-12:00" }',
    ['offices[0].opening.rule rule_unsupported @FREQ=H'],
    'FREQ=WEEKLY',
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", hours: "09:00-12:00" }',
    ['offices[0].opening.rule rule_impossible @"FREQ='],
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ rule: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO, hours: "09:00-12:00" }',
    ['offices[0].opening.rule rule_start @FREQ=W'],
    'from',
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ rule: FREQ=YEARLY;BYMONTH=5;BYDAY=1MO, hours: "09:00-12:00", from: 2026-06-01, until: 2026-12-31 }',
    ['offices[0].opening.rule rule_impossible @FREQ=Y'],
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ days: mon, rule: FREQ=DAILY, hours: "09:00-12:00" }',
    ['offices[0].opening days_or_rule @{ days'],
    'remove one',
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ hours: "09:00-12:00" }',
    ['offices[0].opening days_or_rule @{ hour'],
    'days: mon-fri',
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ days: mon, hours: "09:00-12:00", from: 2026-02-30 }',
    ['offices[0].opening.from date @2026-0'],
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '{ days: mon, hours: "09:00-12:00", from: 2026-03-02, until: 2026-03-01 }',
    ['offices[0].opening.until date_order @2026-0'],
  ],
  [
    'mon-fri 09:00-12:00 13:30-17:00',
    '[{ days: mon, hours: "09:00-12:00" }, { days: fri, hour: "9:00-10:00" }]',
    ['offices[0].opening[1].hour unknown_key @hour: ', 'offices[0].opening[1].hours missing @{ days'],
    'hours',
  ],
  ['name: Hall', 'position: [31.2, 121.4]', ['offices[0].position position @[31.2,'], 'swap'],
  ['name: Hall', 'onHoliday: closed', ['offices[0].onHoliday choice @closed']],
  [
    'kind: closed, date: 2026-10-09',
    'kind: clsed, date: 2026-10-09',
    ['exceptions[0].kind choice @clsed,'],
    'closed',
  ],
  ['kind: closed, date: 2026-10-09', 'kind: closed', ['exceptions[0] date_or_from @{ id: '], 'date'],
  [
    'kind: closed, date: 2026-10-09',
    'kind: closed, date: 2026-10-09, from: 2026-10-09',
    ['exceptions[0] date_or_from @{ id: '],
  ],
  [
    'kind: closed, date: 2026-10-09',
    'kind: closed, from: 2026-10-09, to: 2026-10-01',
    ['exceptions[0].to date_order @2026-1'],
  ],
  [
    'kind: closed, date: 2026-10-09',
    'kind: open, date: 2026-10-09',
    ['exceptions[0].hours missing @{ id: '],
    '09:00-12:00',
  ],
  [
    'kind: closed, date: 2026-10-09',
    'kind: open, date: 2026-10-09, hours: "09:00-12:00", desks: [east-1]',
    ['exceptions[0].desks[0] desk_elsewhere @east-1'],
    'east',
  ],
  [
    'kind: closed, date: 2026-10-09',
    'kind: open, date: 2026-10-09, hours: "09:00-12:00", services: [crad]',
    ['exceptions[0].services[0] unknown_reference @crad],'],
    'card',
  ],
  ['kind: closed, date: 2026-10-09', 'kind: moved, date: 2026-10-09', ['exceptions[0] missing @{ id: ']],
  [
    'kind: closed, date: 2026-10-09',
    'kind: moved, date: 2026-10-09, toOffice: hall',
    ['exceptions[0].toOffice moved_nowhere @hall, '],
  ],
  [
    'kind: closed, date: 2026-10-09',
    'kind: moved, date: 2026-10-09, toDate: 2026-10-09',
    ['exceptions[0].toDate moved_nowhere @2026-1'],
  ],
  ['reason: Works }', 'reason: Works, capacity: 3 }', ['exceptions[0].capacity unknown_key @capaci']],
  [
    'reason: Works }',
    'reason: Works }\n  - { id: e1, kind: closed, date: 2026-11-09, reason: x }',
    ['exceptions[1].id duplicate_id @e1, ki'],
  ],
  ['reason: Works }', 'reason: Works, __proto__: { a: 1 } }', ['exceptions[0].__proto__ key @__prot']],
];

/** Path, rule, and the six characters at the place told. */
const told = (text: string) => {
  const lines = text.split('\n');
  return read(text).faults.map(
    (f) => `${f.field} ${f.rule} @${lines[f.line - 1]?.slice(f.column - 1, f.column + 5)}`,
  );
};

describe('mistakes of a centre file', () => {
  it('finds none in the sound one', () => {
    expect(read(SOUND)).toEqual({ faults: [], warnings: [] });
  });

  it.each(
    CASES.map(([was, now, faults, suggestion]) => ({ was, now, faults, suggestion })),
  )('$was -> $now', ({ was, now, faults, suggestion }) => {
    expect(SOUND).toContain(was);
    const text = SOUND.replace(was, now);
    expect(told(text).sort()).toEqual([...faults].sort());
    const [first] = read(text).faults;
    if (suggestion)
      expect(
        read(text)
          .faults.map((f) => f.suggestion)
          .join(' '),
      ).toContain(suggestion);
    expect(first?.message.startsWith(first.field || 'the file')).toBe(true);
  });

  it.each([
    ['tenant: t', 'tenant: Berlin', 'did you mean `berlin`?'],
    ['tenant: t', 'tenant: Bad Münster', 'did you mean `bad-munster`?'],
    ['tenant: t', 'tenant: 青山', 'for example `my-district`'],
    ['mon-fri 09', 'mon-fry 09', 'did you mean `fri`?'],
    ['mon-fri 09', 'Monday-fri 09', 'did you mean `mon`?'],
    ['mon-fri 09', 'weekdays 09', 'did you mean `mon-fri`?'],
    ['mon-fri 09:00-12:00 13:30-17:00', 'mon-fri 9-12', 'write hours with minutes, like `09:00-12:00`'],
    ['name: Hall', 'onHoliday: postpone', 'did you mean `skip`?'],
    ['kind: closed', 'kind: shut', 'did you mean `closed`?'],
    ['kind: closed', 'kind: zzz', 'known: `closed`, `open`, `hours`, `moved`'],
    ['minutes: 20', 'minutes: 20, policy: { ahead: { unit: workdays } }', 'did you mean `working-days`?'],
    ['minutes: 20', 'minutes: 20, asks: [phon]', 'did you mean `phone`?'],
    ['minutes: 20', 'minutes: 20, asks: [nmae?]', 'did you mean `name?`?'],
    ['minutes: 20', 'minutes: 20, channels: [online]', 'did you mean `web`?'],
    ['minutes: 20', 'minutes: "10"', 'write 10 without quotes'],
    ['minutes: 20', 'minutes: 20, policy: { notice: "90" }', 'write 90 without quotes'],
    ['id: d1,', 'id: d1, capacity: "2",', 'write 2 without quotes'],
    ['desks: 2', 'desks: "2"', 'write 2 without quotes'],
  ])('%s -> %s: %s', (was, now, suggestion) => {
    expect(SOUND).toContain(was);
    expect(read(SOUND.replace(was, now)).faults.map((f) => f.suggestion)).toEqual([suggestion]);
  });

  it('tells an empty entry at its place, and still checks the others', () => {
    const text = SOUND.replace(
      'exceptions:',
      '  -\n  - { id: bad, minutes: ten }\n  - { id: odd, minutes: 12, offices: [hal] }\n  - { id: rare, minutes: 10, skills: hoems }\nexceptions:',
    );
    const { faults } = read(text);
    expect(faults.map((f) => `${f.field} ${f.rule}`)).toEqual([
      'services[2] type',
      'services[3].minutes type',
      'services[4].minutes grid',
      'services[4].offices[0] unknown_reference',
      'services[5].skills unknown_reference',
    ]);
    expect(faults[0]).toMatchObject({
      message: 'services[2] must be a group of keys',
      suggestion: expect.stringContaining('after this `-`'),
    });
  });

  it('checks desks of sound offices beside a broken one', () => {
    const text = SOUND.replace('desks: 2', 'desks: "2"').replace('minutes: 20', 'minutes: 240');
    expect(told(text)).toEqual(['offices[1].desks type @"2" }', 'services[0].minutes too_long @240, s']);
  });

  it('finds two hundred mistakes at once, each with its place', () => {
    const many = Array.from({ length: 150 }, (_, i) => `  - { id: s${i}, minutes: 0, skils: x }`).join('\n');
    const { faults } = read(SOUND.replace('exceptions:', `${many}\nexceptions:`));
    expect(faults).toHaveLength(200);
    expect(faults[0]).toMatchObject({ field: 'services[2].minutes', line: 17, column: 24 });
    expect(faults[1]).toMatchObject({ field: 'services[2].skils', suggestion: 'did you mean `skills`?' });
  });

  it('never tells back what was written as a value', () => {
    const text = SOUND.replace('zone: Asia/Shanghai', 'zone: SECRET\ngrid: SECRET').replace(
      'minutes: 20',
      'minutes: SECRET',
    );
    expect(JSON.stringify(read(text))).not.toContain('SECRET');
  });

  it('takes an id that a broken part has for known, so that one slip is one fault', () => {
    expect(
      told(SOUND.replace('desks: 2', 'desks: 0').replace('offices: [hall]', 'offices: [hall, east]')),
    ).toEqual(['offices[1].desks format @0 }']);
  });
});

describe('warnings of a centre file', () => {
  const warned = (text: string) => read(text).warnings.map((w) => `${w.field} ${w.rule}`);

  it.each([
    ['zone: Asia/Shanghai', 'zone: Europe/Berlin', ' holidays_unset'],
    ['{ id: homes }]', '{ id: homes }, { id: cars }]', 'skills[2] unused'],
    ['offices: [hall]', 'offices: [hall, east]', 'services[0].offices no_desk'],
    ['reason: Works', 'source: Paper', 'exceptions[0] no_reason'],
    [
      'reason: Works }',
      'reason: Works }\n  - { id: e2, kind: closed, date: 2026-10-09, for: hall, reason: x }',
      'exceptions[1] exceptions_meet',
    ],
    [
      'opening: daily 09:00-11:00',
      'opening: [daily 09:00-11:00, mon 10:00-12:00]',
      'offices[1].opening[1] hours_joined',
    ],
  ])('%j -> %j', (was, now, warning) => {
    expect(SOUND).toContain(was);
    expect(warned(SOUND.replace(was, now))).toEqual([warning]);
  });

  it('names a year whose holidays are not published, late in the year before', () => {
    const at = (today: string) => {
      const result = readCentre(SOUND, { format: 'yaml', holidays: chinaHolidays(), today });
      return result.ok ? result.value.warnings.map((w) => w.message) : ['broken'];
    };
    expect(at('2026-10-31')).toEqual([]);
    expect(at('2026-11-01')[0]).toContain('2027');
  });
});

describe('the shangyu demo', () => {
  it('is sound: 4 offices, 24 desks, 6 departments', () => {
    const text = readFileSync(new URL('../../../examples/portal/centre.yaml', import.meta.url), 'utf8');
    const result = readCentre(text, { format: 'yaml', holidays: chinaHolidays(), today: '2026-09-18' });
    if (!result.ok) throw new Error(JSON.stringify(result.problem.faults));
    const { centre, warnings } = result.value;
    expect(centre.offices).toHaveLength(4);
    expect(centre.offices.flatMap((o) => o.desks)).toHaveLength(24);
    expect(centre.departments).toHaveLength(6);
    expect(warnings.map((w) => w.rule)).toEqual(['year_unpublished']);
  });
});

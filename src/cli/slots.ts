/** `bianmin slots FILE --service X`: what a citizen could book now. */
import type { App, DayView, SlotsAnswer } from '../app/index.js';
import type { Service } from '../catalog/index.js';
import { nearest } from '../catalog/index.js';
import { BianminError, type must } from '../problem.js';
import { addDays, isCivilDate } from '../time/index.js';
import { type Command, usage, type Words, wholeNumber } from './command.js';
import { EXIT } from './exit.js';
import { openHouse } from './house.js';
import { clockText, dateText, textOf } from './words.js';

/** Days looked at when nothing is said. */
const DAYS = 14;

export const command: Command = {
  summary: 'print what is free',
  positionals: ['FILE'],
  options: {
    service: { value: 'ID', help: 'which service' },
    office: { value: 'ID', many: true, help: 'only this office (again for more)' },
    from: { value: 'DATE', help: 'first day; default: the first that can be booked' },
    days: { value: 'N', help: `how many days, 1 to 100; default ${DAYS}` },
    limit: { value: 'N', help: 'at most so many starts, earliest first' },
    store: {
      value: 'WHERE',
      help: 'count the bookings in this store: a folder or a postgres:// URL; default: none',
    },
    'key-file': { value: 'FILE', help: 'keys of a postgres:// store' },
    today: { value: 'DATE', help: 'as if it were this day: YYYY-MM-DD or YYYY-MM-DDTHH:MM' },
    json: { help: 'print the answer of the API as one JSON object' },
  },
  notes: ['Exit code 1 when nothing is free in these days.'],
  async run(words) {
    const from = words.text('from');
    if (from !== undefined && !isCivilDate(from))
      throw usage('--from must be a day that exists: YYYY-MM-DD.');
    const days = wholeNumber(words, 'days', 1, 100) ?? DAYS;
    const limit = wholeNumber(words, 'limit', 1, 5000);
    const house = await openHouse({
      path: words.positionals[0]!,
      where: words.text('store') ?? 'memory',
      today: words.text('today'),
      keyFile: words.text('key-file'),
      warn: (message) => process.stderr.write(`bianmin: ${message}\n`),
    });
    try {
      const service = serviceOf(house.centre.services, words.text('service'));
      return await print(house.app, service, words, { from, days, limit });
    } finally {
      await house.store.close();
    }
  },
};

function serviceOf(services: readonly Service[], id: string | undefined): Service {
  const found = services.find((s) => s.id === id);
  if (found) return found;
  const ids = services.map((s) => s.id);
  const near = id === undefined ? undefined : nearest(id, ids);
  const head = id === undefined ? '--service is missing.' : '--service names no service of this file.';
  throw usage(`${head} ${near ? `Did you mean ${near}?` : `There are: ${ids.slice(0, 20).join(', ')}.`}`);
}

interface Range {
  readonly from: string | undefined;
  readonly days: number;
  readonly limit: number | undefined;
}

async function print(
  app: App,
  service: Service,
  words: Words,
  { from, days, limit }: Range,
): Promise<number> {
  const ask = async (first: string | undefined, to: string | undefined) => {
    const offices = words.all('office').join(',');
    return {
      ...(offices ? { offices } : {}),
      ...(first ? { from: first } : {}),
      ...(to ? { to } : {}),
      ...(limit ? { limit: String(limit) } : {}),
    };
  };
  // The window's first day is the app's to say: it knows the policy and the clock.
  const begin = from ?? plain(await app.slots(service.id, { limit: '1' }, 'web')).window[0];
  const query = await ask(begin, addDays(begin, days));
  const slots = plain(await app.slots(service.id, query, 'web'));
  if (words.on('json')) {
    process.stdout.write(`${JSON.stringify(slots)}\n`);
  } else {
    const { limit: _, ...range } = query;
    const calendar = plain(await app.days(service.id, range, 'web'));
    process.stdout.write(page(service, slots, calendar.days));
  }
  return slots.days.some((d) => d.minutes.length > 0) ? EXIT.ok : EXIT.no;
}

/** The value, or a throw with the problem's message. */
function plain<T>(result: Parameters<typeof must<T>>[0]): T {
  if (!result.ok) throw new BianminError(result.problem);
  return result.value;
}

/** One line a day and office: its starts, or why there are none. */
function page(service: Service, slots: SlotsAnswer, days: readonly DayView[]): string {
  const head = `${textOf(service.name)} (${service.id}), ${service.minutes} min; can be booked ${slots.window[0]} to ${slots.window[1]}; ${slots.zone}\n`;
  const wide = Math.max(0, ...days.map((d) => d.office.length));
  const lines = days.map((day) => {
    const found = slots.days.find((s) => s.office === day.office && s.date === day.date);
    const marks = [
      day.kind === 'make-up' ? 'make-up day' : '',
      day.special ? 'special opening' : '',
      textOf(day.name),
      day.provisional ? 'provisional' : '',
    ];
    const note = marks.filter(Boolean).join(', ');
    const starts = found?.minutes.map(clockText).join(' ') ?? '';
    const text = starts || without(day, slots.window);
    return `${dateText(day.date)}  ${day.office.padEnd(wide)}  ${text}${note ? `  [${note}]` : ''}\n`;
  });
  return head + lines.join('');
}

/** Why a day has no starts. */
function without(day: DayView, [first, last]: SlotsAnswer['window']): string {
  if (day.closed) return `closed: ${textOf(day.closed.reason)}`;
  if (day.bookable) return 'full';
  if (day.date < first || day.date > last) return 'outside the booking window';
  return 'open, but not for this service';
}

/** `bianmin time expand`: what a recurrence rule gives, one from options or many as JSON lines. */
import { once } from 'node:events';
import { type ExpandAnswer, expandRequest } from '../time/index.js';
import { type Command, usage, type Words, wholeNumber } from './command.js';
import { EXIT } from './exit.js';
import { type Line, readLines } from './lines.js';

/** Bytes of one request line at most; 10,000 exclusions with times fit. */
const MAX_LINE = 1_000_000;

export const command: Command = {
  summary: 'print what a recurrence rule gives',
  positionals: [],
  options: {
    start: { value: 'LOCAL', help: 'YYYY-MM-DDTHH:MM[:SS], or YYYY-MM-DD for an all-day start' },
    zone: { value: 'ZONE', help: 'IANA zone of the start, e.g. Asia/Shanghai' },
    rule: { value: 'RULE', help: 'RFC 5545 rule, e.g. FREQ=WEEKLY;BYDAY=MO,WE' },
    exclude: { value: 'LOCAL', many: true, help: 'leave this out (again and again, or parted by commas)' },
    include: { value: 'LOCAL', many: true, help: 'add this' },
    limit: { value: 'N', help: 'the first N occurrences' },
    from: { value: 'TIME', help: 'window [from, to) instead of --limit' },
    to: { value: 'TIME', help: 'end of the window, exclusive' },
    json: { help: 'print the answer as one JSON object' },
    jsonl: { help: 'read one request a line from stdin, print one answer a line' },
  },
  notes: [
    'A request line: {"start":"2026-01-05T09:00","zone":"Asia/Shanghai","rule":"FREQ=WEEKLY","limit":3}',
    'with optional "exclude":[], "include":[], and "from"/"to" in place of "limit".',
    'An answer line: {"instants":[…]}, {"dates":[…]} or {"error":{"code","message"}}; a bad line is answered, too.',
  ],
  async run(words) {
    if (!words.on('jsonl')) return one(words);
    const extra = Object.keys(command.options).find((name) => name !== 'jsonl' && words.on(name));
    if (extra) throw usage(`--jsonl takes no --${extra}: requests come from stdin.`);
    return stream();
  },
};

async function one(words: Words): Promise<number> {
  for (const name of ['start', 'rule'])
    if (words.text(name) === undefined) throw usage(`--${name} is missing.`);
  const list = (name: string) => words.all(name).flatMap((text) => text.split(','));
  const bounded =
    words.on('limit') || words.on('from') || words.on('to') || /\b(COUNT|UNTIL)=/i.test(words.text('rule')!);
  const answer = expandRequest({
    ...texts(words, ['start', 'zone', 'rule', 'from', 'to']),
    ...(words.on('exclude') ? { exclude: list('exclude') } : {}),
    ...(words.on('include') ? { include: list('include') } : {}),
    // A rule without end and without bounds: the first few are what one wants to see.
    ...(bounded ? {} : { limit: 10 }),
    ...(words.on('limit') ? { limit: wholeNumber(words, 'limit', 1, 100_000) } : {}),
  });
  if (words.on('json')) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else if ('error' in answer)
    process.stderr.write(`bianmin: ${answer.error.message} (${answer.error.code})\n`);
  else
    process.stdout.write(
      ('dates' in answer ? answer.dates : answer.instants).map((line) => `${line}\n`).join(''),
    );
  return 'error' in answer ? EXIT.no : EXIT.ok;
}

const texts = (words: Words, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (words.on(name) ? [[name, words.text(name)]] : [])));

async function stream(): Promise<number> {
  let first = true;
  for await (const lines of readLines(process.stdin, MAX_LINE)) {
    // In slices: one chunk of short lines may ask for millions of occurrences.
    for (let i = 0; i < lines.length; i += 64) {
      const answers = lines.slice(i, i + 64).map((line) => {
        const answer = answerLine(line, first);
        first = false;
        return `${JSON.stringify(answer)}\n`;
      });
      if (!process.stdout.write(answers.join(''))) await once(process.stdout, 'drain');
    }
  }
  return EXIT.ok;
}

function answerLine(line: Line, first: boolean): ExpandAnswer {
  const refuse = (code: 'bad_input' | 'too_large', message: string) => ({ error: { code, message } });
  if ('fault' in line) {
    return line.fault === 'too_large'
      ? refuse('too_large', `line must be at most ${MAX_LINE} bytes.`)
      : refuse('bad_input', 'line must be UTF-8 text.');
  }
  let request: unknown;
  try {
    request = JSON.parse(first ? line.text.replace(/^\uFEFF/, '') : line.text);
  } catch {
    return refuse('bad_input', 'line must be one JSON object.');
  }
  return expandRequest(request);
}

/** `bianmin check FILE`: explains every mistake of a centre file. */
import { type ReadCentre, readCentre } from '../catalog/index.js';
import { BianminError } from '../problem.js';
import { faultLines, formatOf, readText, shown } from './centre-file.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { holidaysOf } from './holidays.js';

export const command: Command = {
  summary: 'explain every mistake of a centre file',
  positionals: ['FILE'],
  options: {
    strict: { help: 'warnings count as mistakes' },
    json: { help: 'print faults and warnings as one JSON object' },
    today: { value: 'DATE', help: 'as if it were this day (for warnings about unpublished years)' },
  },
  notes: ['FILE is YAML, or JSON when its name ends in .json. Exit code 1 when there are mistakes.'],
  async run(words) {
    const path = words.positionals[0]!;
    const today = words.text('today') ?? new Date().toISOString().slice(0, 10);
    const result = await read(path, today);
    const faults = result.ok ? [] : result.problem.faults;
    const warnings = result.ok ? result.value.warnings : result.warnings;
    const bad = faults.length > 0 || (words.on('strict') && warnings.length > 0);
    if (words.on('json')) {
      process.stdout.write(`${JSON.stringify({ ok: !bad, faults, warnings })}\n`);
      return bad ? EXIT.no : EXIT.ok;
    }
    process.stderr.write(faultLines(path, faults, 'error') + faultLines(path, warnings, 'warning'));
    const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
    if (!result.ok) {
      process.stderr.write(
        `${shown(path)}: ${count(faults.length, 'mistake')}, ${count(warnings.length, 'warning')}\n`,
      );
      return EXIT.no;
    }
    const { offices, services, exceptions } = result.value.centre;
    const desks = offices.reduce((n, o) => n + o.desks.length, 0);
    const facts = [
      count(offices.length, 'office'),
      count(desks, 'desk'),
      count(services.length, 'service'),
      count(exceptions.length, 'dated exception'),
    ];
    process.stdout.write(
      `${shown(path)} is sound: ${facts.join(', ')}; ${count(warnings.length, 'warning')}.\n`,
    );
    return bad ? EXIT.no : EXIT.ok;
  },
};

/** Once for the centre, and, when that is sound, again with its holidays for what they have to say. */
async function read(path: string, today: string): Promise<ReadCentre> {
  const [text, format] = [await readText(path), formatOf(path)];
  const result = readCentre(text, { format });
  if (!result.ok) return result;
  try {
    const warn = (message: string) => process.stderr.write(`bianmin: ${message}\n`);
    const holidays = await holidaysOf(result.value.centre.holidays, path, warn);
    return readCentre(text, { format, holidays, today });
  } catch (error) {
    if (!(error instanceof BianminError)) throw error;
    const fault = {
      field: 'holidays',
      rule: 'holidays',
      message: `holidays: ${error.problem.message}`,
      line: lineOf(text),
      column: 1,
    };
    return {
      ok: false,
      problem: { code: 'bad_input', message: 'the centre file has a mistake', faults: [fault] },
      warnings: result.value.warnings,
    };
  }
}

/** The line of the top-level `holidays`, in YAML or JSON. */
const lineOf = (text: string): number =>
  1 +
  Math.max(
    0,
    text.split('\n').findIndex((line) => /^\s*"?holidays"?\s*:/.test(line)),
  );

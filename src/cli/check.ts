/** `bianmin check FILE`: explains every mistake of a centre file. */
import { faultLines, loadCentre, shown } from './centre-file.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';

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
    const result = await loadCentre(path, today);
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

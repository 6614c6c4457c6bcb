#!/usr/bin/env node
/** The `bianmin` command: finds the command, runs it, turns its end into an exit code. Commands load only when called. */
import { BianminError } from '../problem.js';
import type { Command } from './command.js';
import { EXIT, exitOf } from './exit.js';

/** Name (one or two words) to its file. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  check: () => import('./check.js'),
  serve: () => import('./serve.js'),
  slots: () => import('./slots.js'),
  'time expand': () => import('./time-expand.js'),
  'audit verify': () => import('./audit-verify.js'),
  key: () => import('./key.js'),
  schema: () => import('./schema.js'),
};

async function main(args: readonly string[]): Promise<number> {
  const [first = 'help', second = ''] = args;
  if (first === '--version' || first === '-v') {
    const { version } = await import('./package-root.js');
    process.stdout.write(`${version()}\n`);
    return EXIT.ok;
  }
  const name = [first, `${first} ${second}`].find((n) => Object.hasOwn(COMMANDS, n));
  const asked = first === 'help' || first === '--help' || first === '-h';
  const load = name === undefined ? undefined : COMMANDS[name];
  if (asked || !load || name === undefined) {
    const { help } = await import('./help.js');
    return help(COMMANDS, asked ? args.slice(1) : undefined, first);
  }
  const { command } = await load();
  const rest = args.slice(name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    const { helpOf } = await import('./help.js');
    process.stdout.write(helpOf(name, command));
    return EXIT.ok;
  }
  const { readWords } = await import('./command.js');
  return command.run(await readWords(command, rest));
}

function complain(error: unknown): number {
  if (error instanceof BianminError) {
    process.stderr.write(`bianmin: ${error.problem.message}\n`);
    return exitOf(error.problem.code);
  }
  const words = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
  process.stderr.write(`bianmin: internal fault: ${words}\n`);
  if (process.env['BIANMIN_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return EXIT.internal;
}

// `| head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.outside),
);
process.exitCode = await main(process.argv.slice(2)).catch(complain);

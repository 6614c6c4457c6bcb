/** `bianmin help [COMMAND]` and what is said to an unknown command. */
import { nearest } from '../catalog/index.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';

type Commands = Readonly<Record<string, () => Promise<{ readonly command: Command }>>>;

const HEAD = `bianmin: appointments and on-site service for public services

Usage: bianmin COMMAND …

`;
const TAIL = `
  help [COMMAND]       this page, or a command's
  --version            the version

Exit codes: 0 done; 1 mistakes found, or the answer is no; 2 the command line is wrong;
3 a file, port or database cannot be used; 70 a fault of this program.
`;

/** `words`: what follows `help`; undefined when an unknown command was called. */
export async function help(
  commands: Commands,
  words: readonly string[] | undefined,
  called: string,
): Promise<number> {
  const asked = (words ?? []).slice(0, 2).join(' ');
  const name = [asked, words?.[0] ?? ''].find((n) => Object.hasOwn(commands, n));
  if (name !== undefined) {
    const loaded = await commands[name]!();
    process.stdout.write(helpOf(name, loaded.command));
    return EXIT.ok;
  }
  if (words === undefined || asked !== '') {
    const near = nearest(words?.[0] ?? called, Object.keys(commands));
    process.stderr.write(
      `bianmin: there is no such command.${near ? ` Did you mean \`bianmin ${near}\`?` : ''} See \`bianmin help\`.\n`,
    );
    return EXIT.usage;
  }
  const lines = await Promise.all(
    Object.entries(commands).map(
      async ([key, load]) => `  ${key.padEnd(20)} ${(await load()).command.summary}\n`,
    ),
  );
  process.stdout.write(HEAD + lines.join('') + TAIL);
  return EXIT.ok;
}

/** One command's page. */
export function helpOf(name: string, command: Command): string {
  const usage = [
    'bianmin',
    name,
    ...command.positionals,
    Object.keys(command.options).length > 0 ? '[options]' : '',
  ];
  const options = Object.entries(command.options).map(([key, o]) => {
    const head = `  --${key}${o.value ? ` ${o.value}` : ''}`;
    return `${head.padEnd(28)} ${o.help}\n`;
  });
  const notes = (command.notes ?? []).map((n) => `${n}\n`);
  return `${command.summary}\n\nUsage: ${usage.join(' ').trim()}\n\n${options.join('')}${notes.length > 0 ? '\n' : ''}${notes.join('')}`;
}

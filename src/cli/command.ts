/** What a command is, and how its words are read. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { BianminError } from '../problem.js';

/** One option: `value` names what follows it in the help, absent for a switch. */
export interface Option {
  readonly help: string;
  readonly value?: string;
  readonly many?: boolean;
}

/** One command; its `run` answers with an exit code. */
export interface Command {
  readonly summary: string;
  /** After `bianmin NAME`, e.g. `FILE`. Upper case words are required positionals. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly notes?: readonly string[];
  run(words: Words): Promise<number>;
}

/** A command line taken apart. */
export interface Words {
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  all(option: string): readonly string[];
  on(option: string): boolean;
}

/** A mistake in the command line (exit code 2). */
export const usage = (message: string) => new BianminError({ code: 'bad_input', message });

/** Reads the words after a command's name. Throws `usage` for words the command does not know. */
export async function readWords(
  command: Pick<Command, 'options' | 'positionals'>,
  args: readonly string[],
): Promise<Words> {
  const names = Object.keys(command.options);
  const config: ParseArgsConfig = {
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, o]) => [
        name,
        { type: o.value ? 'string' : 'boolean', multiple: true },
      ]),
    ),
  };
  const { values, positionals, tokens = [] } = parseArgs(config);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
    if (!option) throw await unknownOption(token.rawName, names);
    if (option.value && (token.value === undefined || (!token.inlineValue && /^--?[a-z]/i.test(token.value))))
      throw usage(`--${token.name} needs a value: ${option.value}.`);
    if (!option.value && token.value !== undefined) throw usage(`--${token.name} takes no value.`);
    if (!option.many && (values[token.name] as unknown[]).length > 1)
      throw usage(`--${token.name} is given twice.`);
  }
  const missing = command.positionals[positionals.length];
  if (missing) throw usage(`${missing} is missing.`);
  if (positionals.length > command.positionals.length) throw usage('There is a word too many.');
  const list = (name: string) => (values[name] as (string | boolean)[] | undefined) ?? [];
  return {
    positionals,
    text: (name) => list(name).map(String).at(-1),
    all: (name) => list(name).map(String),
    on: (name) => list(name).length > 0,
  };
}

async function unknownOption(raw: string, names: readonly string[]): Promise<BianminError> {
  // Only now: the everyday run of `time expand` need not load the catalogue.
  const { nearest } = await import('../catalog/index.js');
  const near = nearest(raw.replace(/^-+/, ''), names);
  // Told back only if it is a plain word: a terminal obeys control characters.
  const shown = /^--?[A-Za-z][\w-]{0,40}$/.test(raw) ? raw : 'An option';
  return usage(`${shown} is not known here.${near ? ` Did you mean --${near}?` : ''}`);
}

/** A whole number of an option within bounds. */
export function wholeNumber(words: Words, option: string, min: number, max: number): number | undefined {
  const text = words.text(option);
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max))
    throw usage(`--${option} must be a whole number from ${min} to ${max}.`);
  return value;
}

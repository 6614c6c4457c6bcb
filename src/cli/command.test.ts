import { describe, expect, it } from 'vitest';
import { type Command, readWords, wholeNumber } from './command.js';

const command: Pick<Command, 'options' | 'positionals'> = {
  positionals: ['FILE'],
  options: {
    json: { help: '' },
    office: { value: 'ID', help: '', many: true },
    days: { value: 'N', help: '' },
  },
};
const read = (...args: string[]) => readWords(command, args);

describe('readWords', () => {
  it('reads positionals, switches, values and repeated values in any order', async () => {
    const words = await read('--office', 'a', 'x.yaml', '--json', '--office=b', '--days', '3');
    expect(words.positionals).toEqual(['x.yaml']);
    expect(words.all('office')).toEqual(['a', 'b']);
    expect(words.on('json')).toBe(true);
    expect(wholeNumber(words, 'days', 1, 10)).toBe(3);
    expect(wholeNumber(await read('x'), 'days', 1, 10)).toBeUndefined();
  });

  it.each([
    [[], 'FILE is missing'],
    [['a', 'b'], 'a word too many'],
    [['a', '--jsno'], 'Did you mean --json?'],
    [['a', '--days'], '--days needs a value: N'],
    [['a', '--days', '--json'], '--days needs a value: N'],
    [['a', '--json=1'], '--json takes no value'],
    [['a', '--days', '1', '--days', '2'], '--days is given twice'],
    [['a', '--constructor'], '--constructor is not known here'],
    [['a', '--\u001b[2J'], 'An option is not known here'],
  ])('%j: %s', async (args, message) => {
    await expect(read(...args)).rejects.toThrow(message);
  });

  it.each([
    '0',
    '11',
    '1.5',
    '-1',
    'x',
    '',
    '1e1',
  ])('refuses %j as a whole number from 1 to 10', async (text) => {
    const words = await read('a', `--days=${text}`);
    expect(() => wholeNumber(words, 'days', 1, 10)).toThrow('--days must be a whole number from 1 to 10');
  });
});

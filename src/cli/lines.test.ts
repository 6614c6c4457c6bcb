import { describe, expect, it } from 'vitest';
import { type Line, readLines } from './lines.js';

async function lines(chunks: readonly (string | Uint8Array)[], max = 20): Promise<Line[]> {
  async function* source() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
  }
  const out: Line[] = [];
  for await (const some of readLines(source(), max)) out.push(...some);
  return out;
}
const text = (t: string): Line => ({ text: t });

describe('readLines', () => {
  it('splits across chunks, with and without a last line end', async () => {
    expect(await lines(['a\nb', 'c\r\n', '\nd'])).toEqual([text('a'), text('bc'), text(''), text('d')]);
    expect(await lines(['a\n'])).toEqual([text('a')]);
    expect(await lines([])).toEqual([]);
  });

  it('keeps a character whole that two chunks share', async () => {
    const bytes = new TextEncoder().encode('便民\n');
    expect(await lines([bytes.slice(0, 1), bytes.slice(1, 4), bytes.slice(4)])).toEqual([text('便民')]);
  });

  it('skips a line that is too long and goes on', async () => {
    expect(await lines(['x'.repeat(15), 'x'.repeat(15), '\nok\n'])).toEqual([
      { fault: 'too_large' },
      text('ok'),
    ]);
    expect(await lines(['x'.repeat(20)])).toEqual([text('x'.repeat(20))]);
    expect(await lines(['x'.repeat(21)])).toEqual([{ fault: 'too_large' }]);
  });

  it('tells bytes that are no text', async () => {
    expect(await lines([Uint8Array.of(0x61, 0xff, 0x0a), 'b'])).toEqual([{ fault: 'not_utf8' }, text('b')]);
  });
});

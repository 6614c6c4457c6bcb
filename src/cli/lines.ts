/** A byte stream as lines, with a bound on what one line may hold in memory. */

/** A line's text, or why it has none. */
export type Line = { readonly text: string } | { readonly fault: 'too_large' | 'not_utf8' };

/**
 * Splits at `\n` (a `\r` before it is dropped). A line above `max` bytes is skipped to its end and told as
 * `too_large`; the rest of the stream goes on. The last line needs no line end.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  max: number,
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held: Uint8Array[] = [];
  let size = 0;
  const take = (): Line => {
    const whole = size > max ? undefined : Buffer.concat(held);
    held = [];
    size = 0;
    if (!whole) return { fault: 'too_large' };
    try {
      return { text: decoder.decode(whole).replace(/\r$/, '') };
    } catch {
      return { fault: 'not_utf8' };
    }
  };
  const keep = (part: Uint8Array) => {
    size += part.length;
    if (size <= max) held.push(part);
    else held = [];
  };
  for await (const chunk of source) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, at));
      lines.push(take());
      from = at + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [take()];
}

/** Stops evil documents before the parser sees them: it needs seconds for 10,000 open brackets. */
import { Lexer, type LineCounter } from 'yaml';

/** Limits that no real centre meets: a megabyte holds thousands of desks. */
export const LIMITS = {
  /** UTF-16 code units of the whole file. */
  chars: 1_000_000,
  tokens: 200_000,
  /** Brackets, dashes or levels of indentation inside each other. */
  depth: 48,
  /** Values after aliases are followed. */
  nodes: 100_000,
  aliases: 200,
  /** Mistakes told at once. */
  faults: 200,
} as const;

/** Offset where a limit is passed; undefined when the text is harmless. Fills `lines` with line starts on the way. */
export function bombOffset(text: string, lines: LineCounter): number | undefined {
  lines.addNewLine(0);
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines.addNewLine(i + 1);
  let flow = 0;
  let compact = 0;
  let tokens = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (token === '-' || token === '?' || token === ':') compact++;
    else if (token === '\n' || token === '\r\n') compact = 0;
    const indent = token.length > 4 * LIMITS.depth && token.trim() === '';
    // Compact marks are counted only outside brackets: inside, one line may hold many pairs.
    const tooMany = ++tokens > LIMITS.tokens || flow > LIMITS.depth || (flow === 0 && compact > LIMITS.depth);
    if (tooMany || indent) return Math.min(offset, text.length);
    if (flow > 0) compact = 0;
    offset += MARKS.has(token) ? 0 : token.length;
  }
  return undefined;
}

/** The lexer's own marks (document, flow error, scalar) take no room in the text. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * Text -> plain value with a place (line, column) for every key and value.
 * YAML 1.2 core or strict JSON (RFC 8259), as a safe subset: no tags, bounded size, depth, parts and aliases.
 */
import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { bombOffset, LIMITS } from './bomb.js';
import { walk } from './walk.js';

/** One step into the document: a key or an index. */
export type Path = readonly (string | number)[];

/** 1-based, in characters. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A mistake of form, found before the document's meaning is looked at. */
export interface FormFault extends Place {
  readonly path: Path;
  readonly rule: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** A document with places. */
export interface Located {
  /** Undefined when a mistake of form makes the rest guesswork. */
  readonly value: unknown;
  readonly faults: readonly FormFault[];
  /** Where the key or value at a path stands; if it is not there, its nearest parent. */
  at(path: Path, part?: 'key' | 'value'): Place;
}

const START: Place = { line: 1, column: 1 };

/** Plain words for the parser's codes; anything else is a general sentence. */
const SYNTAX: Readonly<Record<string, readonly [string, string]>> = {
  TAB_AS_INDENT: ['a tab is used to indent', 'indent with spaces'],
  BAD_INDENT: [
    'a line is not indented as its neighbours are',
    'line up keys of one level; close every [ and {',
  ],
  MISSING_CHAR: ['a closing quote or bracket is missing', 'close it, or put the text in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['a second `:` follows on one line', 'put texts that hold `: ` in quotes'],
  MULTIPLE_DOCS: ['the file holds more than one document', 'keep one centre a file; remove `---`'],
  TAG_RESOLVE_FAILED: [
    'a value here has a form that is not understood',
    'put texts in double quotes; tags (`!`) are not used',
  ],
  BAD_SCALAR_START: [
    'a text begins with a character that has a meaning of its own',
    'put the text in quotes',
  ],
};

/** Parses `text`. Never throws on bad text. */
export function locate(text: string, format: 'yaml' | 'json'): Located {
  const refuse = (rule: string, message: string, place: Place, suggestion?: string): Located => ({
    value: undefined,
    faults: [{ path: [], rule, message, ...(suggestion ? { suggestion } : {}), ...place }],
    at: () => START,
  });
  if (text.length > LIMITS.chars)
    return refuse('too_large', `the file must be at most ${LIMITS.chars} characters`, START);
  const lines = new LineCounter();
  const bomb = bombOffset(text, lines);
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (bomb !== undefined)
    return refuse('too_deep', 'the file is nested too deeply or has too many parts', place(bomb));
  const doc = parse(text, format);
  const errors = doc ? [...doc.errors, ...doc.warnings].slice(0, LIMITS.faults) : [];
  if (errors.length > 0)
    return { value: undefined, faults: errors.map((e) => syntaxFault(e, place)), at: () => START };
  const badJson = format === 'json' ? jsonFault(text) : undefined;
  if (!doc || badJson !== undefined)
    return refuse(
      'syntax',
      'the text is not valid here',
      place(badJson ?? 0),
      'check commas, quotes and brackets',
    );
  if (!doc.contents)
    return refuse('missing', 'the file is empty', START, 'begin with `tenant:`, `name:` and `zone:`');
  return walk(doc, place);
}

/** Undefined when the parser itself gives up (it throws on very odd text). */
function parse(text: string, format: 'yaml' | 'json'): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
      ...(format === 'json' ? { schema: 'json' } : {}),
    });
  } catch {
    return undefined;
  }
}

function syntaxFault(error: YAMLError, place: (offset: number) => Place): FormFault {
  const [message, suggestion] = SYNTAX[error.code] ?? [
    'the text is not valid here',
    'check quotes, brackets and indentation',
  ];
  return { path: [], rule: 'syntax', message, suggestion, ...place(error.pos[0]) };
}

/** Offset of the first place that is YAML but not JSON; undefined when all is JSON. */
function jsonFault(text: string): number | undefined {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return undefined;
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '');
    return at ? Number(at[1]) : text.length;
  }
}

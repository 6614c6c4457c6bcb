/** A centre's holiday source to a provider: the part that reads files and loads packages. */
import { dirname, resolve } from 'node:path';
import type { HolidaySource } from '../catalog/index.js';
import { BianminError, must } from '../problem.js';
import {
  chinaHolidays,
  type HolidayProvider,
  loadDateHolidays,
  noHolidays,
  readHolidayFile,
  withOverrides,
} from '../time/index.js';
import { readText } from './centre-file.js';

const TIMEOUT_MS = 10_000;
const MAX_CHARS = 1_000_000;

/**
 * The provider of a centre file at `path`. `warn` hears of a table that could not be fetched: a server must start
 * without its network, and the years of that table are then as the shipped one has them.
 */
export async function holidaysOf(
  source: HolidaySource | undefined,
  path: string,
  warn: (message: string) => void,
): Promise<HolidayProvider> {
  if (!source) return noHolidays;
  const base = await baseOf(source);
  if (source.file === undefined) return base;
  const remote = /^https:\/\//i.test(source.file);
  const text = remote
    ? await fetched(source.file, warn)
    : await readText(resolve(dirname(path), source.file));
  if (text === undefined) return base;
  return withOverrides(base, must(readHolidayFile(parsed(text))));
}

async function baseOf({ country, region }: HolidaySource): Promise<HolidayProvider> {
  if (country === 'none') return noHolidays;
  if (country === 'CN') return chinaHolidays();
  const [state, part] = region?.split('-') ?? [];
  return must(
    await loadDateHolidays({ country, ...(state ? { state } : {}), ...(part ? { region: part } : {}) }),
  );
}

async function fetched(url: string, warn: (message: string) => void): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'application/json' },
    });
    const text = response.ok ? await response.text() : undefined;
    if (text !== undefined && text.length <= MAX_CHARS) return text;
  } catch {
    // Told below: which network fault it was does not change what to do.
  }
  warn('holidays.file cannot be fetched now; going on without it.');
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BianminError({
      code: 'bad_input',
      field: 'holidays.file',
      message: 'holidays.file must be JSON.',
    });
  }
}

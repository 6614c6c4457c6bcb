/** Everything a command needs to answer for a centre: file, holidays, store, keys, application. */
import { randomBytes, webcrypto } from 'node:crypto';
import { type App, createApp } from '../app/index.js';
import { createVault, type Random } from '../booking/index.js';
import { type Centre, readCentre } from '../catalog/index.js';
import { BianminError } from '../problem.js';
import type { Store } from '../store/index.js';
import type { HolidayProvider } from '../time/index.js';
import { faultLines, formatOf, readText, shown } from './centre-file.js';
import { type InForce, putInForce } from './centre-in-force.js';
import { clockOffset } from './clock.js';
import { holidaysOf } from './holidays.js';
import { isFolder, keysFor, openStore } from './stores.js';

export interface HouseOptions {
  readonly path: string;
  readonly where: string;
  readonly today: string | undefined;
  readonly keyFile?: string | undefined;
  readonly warn: (message: string) => void;
}

export interface House {
  readonly centre: Centre;
  readonly holidays: HolidayProvider;
  readonly store: Store;
  readonly app: App;
  readonly inForce: InForce;
  /** Milliseconds by which the clock is moved. */
  readonly offset: number;
}

/** The platform's cryptographic source. */
export const systemRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };

/** The centre of a file, or every mistake on stderr and a throw (exit code 2). */
export async function soundCentre(path: string): Promise<Centre> {
  const result = readCentre(await readText(path), { format: formatOf(path) });
  if (result.ok) return result.value.centre;
  process.stderr.write(faultLines(path, result.problem.faults, 'error'));
  throw new BianminError({ code: 'bad_input', message: `${shown(path)}: ${result.problem.message}.` });
}

/** Opens the house; close its store when done. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { path, where, today, keyFile, warn } = options;
  const centre = await soundCentre(path);
  const holidays = await holidaysOf(centre.holidays, path, warn);
  const offset = clockOffset(today, centre.zone, Date.now());
  // A missing key is told before a database is asked for; an embedded store's key lies in its folder.
  const given = isFolder(where) ? undefined : await keysFor(where, keyFile, warn);
  const store = await openStore({ where, offset });
  try {
    const ring = given ?? (await keysFor(where, keyFile, warn));
    const vault = createVault({
      tenant: centre.tenant,
      ring,
      random: systemRandom,
      subtle: webcrypto.subtle as SubtleCrypto,
    });
    const inForce = await putInForce(store, centre, systemRandom);
    const app = createApp({ centre, store, vault, random: systemRandom, holidayProvider: holidays });
    return { centre, holidays, store, app, inForce, offset };
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
}

/** What the checks look at: the sound parts of a file, each with its path, even when other parts are broken. */
import type { Department, Desk, Office, Policy, Service, Skill } from '../types.js';
import { DEFAULT_GRID } from './defaults.js';
import type { Faults } from './fault.js';
import type { Path } from './locate.js';
import { normaliseCentrePolicy, normaliseDesks, normaliseOffice, normaliseService } from './normalise.js';
import type { CentreFile, ExceptionFile, OfficeFile, PolicyFile, ServiceFile } from './schema.js';

/** A part of the file as written and as meant. */
export interface Part<F, N> {
  readonly path: Path;
  readonly file: F;
  readonly noun: N;
}

export interface Scene {
  /** The file as written; trust only parts that are `sound`. */
  readonly file: Partial<CentreFile>;
  /** No mistake at this path or below it. */
  sound(path: Path): boolean;
  readonly faults: Faults;
  readonly warnings: Faults;
  readonly grid: 5 | 15;
  readonly policy: Policy;
  readonly offices: readonly Part<OfficeFile, Office>[];
  /** Desks of sound offices. `path` is the desk's, or the office's when desks are a number. */
  readonly desks: readonly (Part<unknown, Desk> & { readonly office: string })[];
  readonly services: readonly Part<ServiceFile, Service>[];
  readonly exceptions: readonly Part<ExceptionFile, undefined>[];
  /** Every id that is written, also of broken parts: a reference to those is not a second mistake. */
  readonly ids: Readonly<Record<Section, readonly string[]>>;
  readonly declaresSkills: boolean;
  readonly skills: readonly Pick<Skill | Department, 'id'>[];
  /** True when no office or desk is broken, so that "no desk has it" can be said. */
  readonly allDesksKnown: boolean;
}

export type Section = 'departments' | 'skills' | 'offices' | 'services' | 'desks' | 'exceptions';

/** Builds the scene; `broken` are the paths of all faults so far. */
export function makeScene(value: unknown, broken: readonly Path[], faults: Faults, warnings: Faults): Scene {
  const prefixes = new Set(broken.flatMap((p) => p.map((_, i) => JSON.stringify(p.slice(0, i + 1)))));
  const whole = new Set(broken.map((p) => JSON.stringify(p)));
  const sound = (path: Path) =>
    !prefixes.has(JSON.stringify(path)) &&
    !path.some((_, i) => whole.has(JSON.stringify(path.slice(0, i))) && i > 0);
  const file = isRecord(value) ? (value as Partial<CentreFile>) : {};
  const grid = sound(['grid']) ? (file.grid ?? DEFAULT_GRID) : DEFAULT_GRID;
  const policy = normaliseCentrePolicy(
    sound(['policy']) ? (file.policy as PolicyFile | undefined) : undefined,
  );
  const offices = parts<OfficeFile>(file, 'offices', sound).map((p) => ({
    ...p,
    noun: normaliseOffice(p.file, file.name ?? ''),
  }));
  const services = parts<ServiceFile>(file, 'services', sound).map((p) => ({
    ...p,
    noun: normaliseService(p.file, grid, policy),
  }));
  const desks = offices.flatMap((o) =>
    o.noun.desks.map((noun, i) => ({
      path: Array.isArray(o.file.desks) ? [...o.path, 'desks', i] : [...o.path, 'desks'],
      file: undefined,
      noun,
      office: o.noun.id,
    })),
  );
  return {
    file,
    sound,
    faults,
    warnings,
    grid,
    policy,
    offices,
    desks,
    services,
    exceptions: parts<ExceptionFile>(file, 'exceptions', sound).map((p) => ({ ...p, noun: undefined })),
    ids: idsOf(file),
    declaresSkills: file.skills !== undefined,
    skills: records(file.skills).flatMap((s) => (typeof s['id'] === 'string' ? [{ id: s['id'] }] : [])),
    allDesksKnown: sound(['offices']),
  };
}

function parts<F>(
  file: Partial<CentreFile>,
  section: 'offices' | 'services' | 'exceptions',
  sound: (p: Path) => boolean,
) {
  const list = file[section];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, i) =>
    sound([section, i]) ? [{ path: [section, i] as Path, file: item as F }] : [],
  );
}

/** All ids by section; desks made from a number included. */
function idsOf(file: Partial<CentreFile>): Record<Section, readonly string[]> {
  const ids = (list: unknown) => records(list).flatMap((x) => (typeof x['id'] === 'string' ? [x['id']] : []));
  const desks = records(file.offices).flatMap((o) => {
    if (Array.isArray(o['desks'])) return ids(o['desks']);
    const count = o['desks'] ?? 1;
    const counted = typeof count === 'number' && count >= 0 && count <= 1000;
    return typeof o['id'] === 'string' && counted ? normaliseDesks(o['id'], count).map((d) => d.id) : [];
  });
  return {
    departments: ids(file.departments),
    skills: ids(file.skills),
    offices: ids(file.offices),
    services: ids(file.services),
    exceptions: ids(file.exceptions),
    desks,
  };
}

const isRecord = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);
/** The groups of keys in a list, whatever else it holds. */
export const records = (list: unknown): Record<string, unknown>[] =>
  Array.isArray(list) ? list.filter(isRecord) : [];

/** Visits every group of keys in a list with its path. */
export function each(
  list: unknown,
  at: Path,
  visit: (item: Record<string, unknown>, path: Path) => void,
): void {
  if (!Array.isArray(list)) return;
  list.forEach((item, i) => {
    if (isRecord(item)) visit(item, [...at, i]);
  });
}

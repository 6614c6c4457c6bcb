/** A centre file's text -> the centre, or every mistake in it. Pure: no files, no clock. */
import * as v from 'valibot';
import type { Problem } from '../../problem.js';
import type { HolidayProvider } from '../../time/index.js';
import type { Centre } from '../types.js';
import { LIMITS } from './bomb.js';
import { checkHead, warnUnpublished } from './checks/centre.js';
import { checkExceptions } from './checks/exceptions.js';
import { checkOpenings } from './checks/opening.js';
import { checkIds, checkReferences } from './checks/references.js';
import { checkServices } from './checks/services.js';
import { explainIssues, explainLists } from './explain.js';
import { type CentreFault, Faults, formatPath } from './fault.js';
import { locate, type Path } from './locate.js';
import { normaliseCentre } from './normalise.js';
import { makeScene } from './scene.js';
import { CentreFile } from './schema.js';

export interface ReadOptions {
  readonly format: 'yaml' | 'json';
  /** For warnings about years not published; the file's own source must be resolved by the caller. */
  readonly holidays?: HolidayProvider;
  /** `YYYY-MM-DD`: whose year and neighbours to look at. */
  readonly today?: string;
}

/** A `Result` whose faults have places; warnings come either way. */
export type ReadCentre =
  | {
      readonly ok: true;
      readonly value: { readonly centre: Centre; readonly warnings: readonly CentreFault[] };
    }
  | {
      readonly ok: false;
      readonly problem: Omit<Problem, 'faults'> & { readonly faults: readonly CentreFault[] };
      readonly warnings: readonly CentreFault[];
    };

/** Reads a centre file. All mistakes are told at once, in the order of the file. */
export function readCentre(text: string, options: ReadOptions): ReadCentre {
  const located = locate(text, options.format);
  const faults = new Faults(located);
  const warnings = new Faults(located);
  const broken: Path[] = [];
  for (const { path, rule, message, suggestion, line, column } of located.faults) {
    const field = formatPath(path);
    faults.list.push({
      field,
      rule,
      message: field ? `${field} ${message}` : message,
      line,
      column,
      ...(suggestion ? { suggestion } : {}),
    });
    broken.push(path);
  }
  if (located.value === undefined) return refuse(faults, warnings);
  const parsed = v.safeParse(CentreFile, located.value);
  if (!parsed.success) {
    broken.push(...explainIssues(parsed.issues, CentreFile, located.value, faults));
  }
  broken.push(...explainLists(CentreFile, located.value, faults));
  const scene = makeScene(located.value, broken, faults, warnings);
  checkHead(scene);
  checkIds(scene);
  checkReferences(scene);
  checkOpenings(scene);
  checkServices(scene);
  checkExceptions(scene);
  if (options.holidays) warnUnpublished(scene, options.holidays, options.today);
  if (!parsed.success || faults.list.length > 0) return refuse(faults, warnings);
  return {
    ok: true,
    value: { centre: normaliseCentre(parsed.output), warnings: warnings.sorted(LIMITS.faults) },
  };
}

function refuse(faults: Faults, warnings: Faults): ReadCentre {
  const list = faults.sorted(LIMITS.faults);
  const message =
    list.length === 1 ? 'the centre file has a mistake' : `the centre file has ${list.length} mistakes`;
  return {
    ok: false,
    problem: { code: 'bad_input', message, faults: list },
    warnings: warnings.sorted(LIMITS.faults),
  };
}

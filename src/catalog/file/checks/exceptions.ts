/** Dated exceptions: days that exist, in order, that say something, and do not contradict each other. */
import type { Path } from '../locate.js';
import type { Part, Scene } from '../scene.js';
import type { ExceptionFile } from '../schema.js';
import { checkDates, checkHours } from './opening.js';

/** More days than this in one exception are probably a slip of the year. */
const LONG_DAYS = 400;

export function checkExceptions(scene: Scene): void {
  for (const part of scene.exceptions) {
    const { file, path } = part;
    checkDates(scene, file, path);
    if ((file.date === undefined) === (file.from === undefined))
      scene.faults.add(
        path,
        'date_or_from',
        'must have either `date` or `from`',
        file.date ? 'remove one of the two' : 'add `date: YYYY-MM-DD`',
      );
    if (file.kind === 'open' || file.kind === 'hours') checkHours(scene, file.hours, [...path, 'hours']);
    if (file.kind === 'moved') checkMoved(scene, file, path);
    if (file.kind === 'open') checkOpenDesks(scene, file, path);
    if (days(file) > LONG_DAYS)
      scene.warnings.add([...path, 'to'], 'long', 'is more than a year after the first day');
    if (file.reason === undefined && file.kind !== 'open')
      scene.warnings.add(path, 'no_reason', 'has no `reason`: citizens are told why a day differs');
  }
  warnConflicts(scene);
}

function checkMoved(scene: Scene, file: Extract<ExceptionFile, { kind: 'moved' }>, path: Path): void {
  if (file.toDate === undefined && file.toOffice === undefined)
    scene.faults.add(path, 'missing', 'must say where to: `toDate` or `toOffice`');
  const single = file.to === undefined || file.to === first(file);
  if (file.toDate !== undefined && file.toDate === first(file) && single && file.toOffice === undefined)
    scene.faults.add([...path, 'toDate'], 'moved_nowhere', 'must be another day');
  if (file.toOffice !== undefined && places(file).includes(file.toOffice))
    scene.faults.add([...path, 'toOffice'], 'moved_nowhere', 'must be another office than those in `for`');
}

/** The desks of a special opening stand in the offices it is for. */
function checkOpenDesks(scene: Scene, file: Extract<ExceptionFile, { kind: 'open' }>, path: Path): void {
  const wanted = file.desks === undefined ? [] : typeof file.desks === 'string' ? [file.desks] : file.desks;
  const offices = places(file);
  wanted.forEach((id, i) => {
    const desk = scene.desks.find((d) => d.noun.id === id);
    if (desk && offices.length > 0 && !offices.includes(desk.office) && !offices.includes(id))
      scene.faults.add(
        [...path, 'desks', ...(typeof file.desks === 'string' ? [] : [i])],
        'desk_elsewhere',
        'is a desk of an office that is not in `for`',
        `it stands in \`${desk.office}\``,
      );
  });
}

/** Two that speak of the same day and place: the later in the file wins, which is worth a look. */
function warnConflicts(scene: Scene): void {
  scene.exceptions.forEach((a, i) => {
    const clash = scene.exceptions.slice(0, i).find((b) => sameDays(a, b) && samePlace(a.file, b.file));
    if (clash)
      scene.warnings.add(
        a.path,
        'exceptions_meet',
        'speaks of a day and place that an earlier exception speaks of too',
        'the later one wins; remove one if that is not meant',
      );
  });
}

type Exception = Part<ExceptionFile, undefined>;
const first = (e: ExceptionFile) => e.from ?? e.date ?? '';
const last = (e: ExceptionFile) => e.to ?? first(e);
const days = (e: ExceptionFile) => (Date.parse(last(e)) - Date.parse(first(e))) / 86_400_000 + 1;
const places = (e: ExceptionFile): readonly string[] =>
  e.for === undefined ? [] : typeof e.for === 'string' ? [e.for] : e.for;
const sameDays = (a: Exception, b: Exception) =>
  first(a.file) <= last(b.file) && first(b.file) <= last(a.file);
/** Only like with like: "all offices closed, this one open" is an ordinary way of speaking. */
const samePlace = (a: ExceptionFile, b: ExceptionFile) =>
  places(a).length === places(b).length &&
  (places(a).length === 0 || places(a).some((p) => places(b).includes(p)));

/** Opening rules: possible rules, hours in order and apart, dates that exist. */
import type { Interval } from '../../../time/index.js';
import { isRealDate, parseHours, splitOpening } from '../grammar.js';
import type { Path } from '../locate.js';
import { normaliseOpening } from '../normalise.js';
import { each, type Scene } from '../scene.js';
import type { Opening } from '../schema-parts.js';
import { checkRule } from '../time-doors.js';

export function checkOpenings(scene: Scene): void {
  const visit = (holder: Record<string, unknown>, path: Path) => {
    const opening = holder['opening'] as Opening | null | undefined;
    if (opening !== undefined && opening !== null) checkOpening(scene, opening, [...path, 'opening']);
  };
  each(scene.file.offices, ['offices'], (office, path) => {
    visit(office, path);
    each(office['desks'], [...path, 'desks'], visit);
  });
}

/** Items that the schema refused are left out; the others are looked at all the same. */
function checkOpening(scene: Scene, opening: Opening, path: Path): void {
  const items = Array.isArray(opening) ? opening : [opening];
  if (items.length === 0) scene.warnings.add(path, 'never_open', 'is empty: open only by exceptions');
  items.forEach((item, i) => {
    const at = Array.isArray(opening) ? [...path, i] : path;
    if (!scene.sound(at)) return;
    if (typeof item === 'string') {
      checkHours(scene, splitOpening(item).hours, at);
      return;
    }
    checkHours(scene, item.hours, [...at, 'hours']);
    if ((item.rule === undefined) === (item.days === undefined))
      scene.faults.add(
        at,
        'days_or_rule',
        'must have either `days` or `rule`',
        item.rule ? 'remove one of the two' : 'add `days: mon-fri`',
      );
    if (item.rule !== undefined) checkRuleText(scene, item.rule, item, [...at, 'rule']);
    checkDates(scene, item, at);
  });
  if (scene.sound(path)) warnJoined(scene, opening, path);
}

function checkRuleText(
  scene: Scene,
  rule: string,
  span: { from?: string; until?: string },
  path: Path,
): void {
  const problem = checkRule(rule, span.from, span.until);
  if (problem) scene.faults.add(path, problem.code, problem.message, problem.suggestion);
}

/** From and until exist and are in order. */
export function checkDates(
  scene: Scene,
  item: { from?: string; until?: string; to?: string; date?: string; toDate?: string },
  at: Path,
): void {
  for (const key of ['date', 'from', 'until', 'to', 'toDate'] as const) {
    const date = item[key];
    if (date !== undefined && !isRealDate(date))
      scene.faults.add([...at, key], 'date', 'must be a day that exists, written YYYY-MM-DD');
  }
  const key = item.until !== undefined ? 'until' : 'to';
  const last = item[key];
  const first = item.from ?? item.date;
  if (first !== undefined && last !== undefined && last < first)
    scene.faults.add(
      [...at, key],
      'date_order',
      `must not be before \`${item.from ? 'from' : 'date'}\``,
      'swap the two',
    );
}

/** Each span ends after it begins, on the grid, within a day; no two overlap. */
export function checkHours(scene: Scene, hours: string | readonly string[], path: Path): void {
  const spans = parseHours(hours);
  for (const span of spans) {
    if (span.end > 1440)
      scene.faults.add(
        path,
        'hours',
        'must end by 24:00',
        'write the part after midnight as hours of the next day',
      );
    else if (span.end <= span.start)
      scene.faults.add(
        path,
        'hours_order',
        'must end after they begin',
        'past midnight: write two spans, the second on the next day',
      );
    if (span.start % scene.grid !== 0 || span.end % scene.grid !== 0)
      scene.faults.add(
        path,
        'grid',
        `must begin and end on the grid of ${scene.grid} minutes`,
        scene.grid === 15 ? 'or say `grid: 5`' : undefined,
      );
  }
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  if (sorted.some((span, i) => i > 0 && span.start < sorted[i - 1]!.end))
    scene.faults.add(path, 'hours_overlap', 'must not overlap', 'join the two spans to one');
}

/** Two weekly rules that hold on the same weekday at the same time are joined; probably one was meant to replace the other. */
function warnJoined(scene: Scene, opening: Opening, path: Path): void {
  const rules = normaliseOpening(opening);
  rules.forEach((rule, i) => {
    const clash = rules
      .slice(0, i)
      .some(
        (other) =>
          sharesDay(rule.rule, other.rule) &&
          meets(rule, other) &&
          rule.hours.some((a) => other.hours.some((b) => overlap(a, b))),
      );
    if (clash)
      scene.warnings.add(
        [...path, i],
        'hours_joined',
        'overlaps an earlier rule on the same weekday; both hold',
        'end the earlier one with `until`',
      );
  });
}

const byDay = (rule: string) => /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/.exec(rule)?.[1]?.split(',') ?? [];
const sharesDay = (a: string, b: string) => byDay(a).some((day) => byDay(b).includes(day));
const meets = (a: { from?: string; until?: string }, b: { from?: string; until?: string }) =>
  (a.from ?? '') <= (b.until ?? '9999') && (b.from ?? '') <= (a.until ?? '9999');
const overlap = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;

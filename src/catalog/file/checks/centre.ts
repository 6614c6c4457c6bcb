/** The head of the file: zone, holidays, positions, years whose holidays are not known. */
import type { HolidayProvider } from '../../../time/index.js';
import { normaliseHolidays } from '../normalise.js';
import { records, type Scene } from '../scene.js';
import { nearest } from '../suggest.js';
import { isZone, zoneNames } from '../time-doors.js';

export function checkHead(scene: Scene): void {
  const { file } = scene;
  if (scene.sound(['zone']) && typeof file.zone === 'string' && !isZone(file.zone)) {
    const near = nearest(file.zone, zoneNames());
    scene.faults.add(
      ['zone'],
      'zone_unknown',
      'must be an IANA time zone',
      near ? `did you mean \`${near}\`?` : 'for example `Asia/Shanghai`',
    );
  }
  if (
    file.holidays === undefined &&
    typeof file.zone === 'string' &&
    !normaliseHolidays(undefined, file.zone)
  )
    scene.warnings.add(
      [],
      'holidays_unset',
      'names no national holidays: offices are open by weekly hours on every day',
      'say `holidays: DE` (a country), or `holidays: none`',
    );
  records(file.offices).forEach((office, i) => {
    const path = ['offices', i, 'position'];
    if (Array.isArray(office['position']) && scene.sound(path))
      checkPosition(scene, office['position'], path);
  });
  checkEmptyTexts(scene, file, []);
}

function checkPosition(scene: Scene, position: readonly unknown[], path: readonly (string | number)[]): void {
  const [longitude, latitude] = position.map(Number) as [number, number];
  if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) return;
  const swapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180;
  scene.faults.add(
    path,
    'position',
    'must be [longitude, latitude] within ±180 and ±90 degrees',
    swapped ? 'swap the two numbers' : undefined,
  );
}

/** `name: {}` passes the schema, but says nothing. */
function checkEmptyTexts(scene: Scene, value: unknown, path: readonly (string | number)[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const isText = TEXT_KEYS.has(key) && typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (isText && Object.keys(inner).length === 0)
      scene.faults.add(at, 'empty_text', 'must hold a text', 'for example { zh-CN: …, en: … }');
    checkEmptyTexts(scene, inner, at);
  }
}
const TEXT_KEYS = new Set(['name', 'address', 'access', 'summary', 'fee', 'result', 'who', 'note', 'reason']);

/** Years the file or the calendar of the next weeks needs and no notice has named. */
export function warnUnpublished(scene: Scene, holidays: HolidayProvider, today: string | undefined): void {
  const years = new Map<number, readonly (string | number)[]>();
  if (today !== undefined) {
    years.set(Number(today.slice(0, 4)), ['holidays']);
    // Bookings reach weeks ahead, so late in a year the next one matters.
    if (today.slice(5) >= '11-01') years.set(Number(today.slice(0, 4)) + 1, ['holidays']);
  }
  for (const { file, path } of scene.exceptions) {
    const year = Number((file.from ?? file.date ?? '').slice(0, 4));
    if (year && !years.has(year)) years.set(year, path);
  }
  for (const [year, path] of [...years].sort(([a], [b]) => a - b)) {
    const known = holidays.year(year);
    if (!known.published)
      scene.warnings.add(
        scene.file.holidays === undefined && path[0] === 'holidays' ? [] : path,
        'year_unpublished',
        `reaches into ${year}, whose holidays are not published: its days are provisional`,
      );
  }
}

import { Chance } from '../../../src/rota/random.js';

/**
 * The text of a made-up instance of a size, in the shape of the public ones: shifts that go forward through the day,
 * full-time and part-time people, a few days off, wishes and a demand that the staff can about meet.
 */
export function syntheticText(days: number, people: number, types: number, seed: number): string {
  const chance = new Chance(seed);
  const weeks = days / 7;
  const ids = Array.from({ length: types }, (_, i) => `s${i + 1}`);
  const lengths = ids.map(() => (types <= 4 ? 480 : 360 + 60 * chance.below(6)));
  const mean = lengths.reduce((a, b) => a + b, 0) / types;
  const lines = ['SECTION_HORIZON', String(days), '', 'SECTION_SHIFTS'];
  ids.forEach((id, i) => {
    lines.push(
      `${id},${lengths[i]},${ids.slice(0, Math.floor((i * 4) / types) * Math.ceil(types / 4)).join('|')}`,
    );
  });
  lines.push('', 'SECTION_STAFF');
  let supply = 0;
  for (let p = 0; p < people; p++) {
    const part = [1, 1, 1, 0.6, 0.4][p % 5]!;
    const most = Math.floor((weeks * 2160 * part) / 60) * 60;
    supply += most / mean;
    const per = ids.map(
      (id) => `${id}=${chance.below(4) === 0 ? 0 : chance.below(5) === 0 ? Math.ceil(weeks) : days}`,
    );
    const runs = part === 1 ? '5,2,2' : '5,1,2';
    lines.push(
      `p${p},${per.join('|')},${most},${most - 480 - 60 * Math.floor(weeks)},${runs},${Math.ceil(weeks / 2)}`,
    );
  }
  lines.push('', 'SECTION_DAYS_OFF');
  for (let p = 0; p < people; p++) {
    const off = Array.from({ length: Math.ceil(days / 14) }, () => chance.below(days));
    lines.push(`p${p},${[...new Set(off)].join(',')}`);
  }
  for (const name of ['ON', 'OFF']) {
    lines.push('', `SECTION_SHIFT_${name}_REQUESTS`);
    for (let p = 0; p < people; p++) {
      for (let i = 0; i < days / 7; i++) {
        lines.push(`p${p},${chance.below(days)},${ids[chance.below(types)]},${1 + chance.below(3)}`);
      }
    }
  }
  lines.push('', 'SECTION_COVER');
  for (let d = 0; d < days; d++) {
    for (const id of ids) {
      const need = Math.max(0, Math.round(supply / (days * types) + chance.unit() * 2 - 1));
      lines.push(`${d},${id},${need},100,1`);
    }
  }
  return `${lines.join('\n')}\n`;
}

import type { Instance } from './read.js';

/**
 * Legality and penalty of a written roster (one line a person, one token a day), judged from the instance alone. It
 * shares no code with the engine. Throws at the first hard rule broken; returns the penalty.
 */
export function scoreText(x: Instance, text: string): number {
  const lines = text
    .trim()
    .split('\n')
    .map((l) => l.trim().split(/\s+/));
  const fail = (who: string, what: string): never => {
    throw new Error(`${who}: ${what}`);
  };
  if (lines.length !== x.staff.length) throw new Error('a line a person is needed');
  const length = new Map(x.shifts.map((s) => [s.id, s.minutes]));
  const banned = new Set(x.shifts.flatMap((s) => s.notBefore.map((b) => `${s.id}>${b}`)));
  x.staff.forEach((s, i) => {
    const row = lines[i]!;
    if (row.length !== x.days) fail(s.id, 'one token a day is needed');
    let minutes = 0;
    let weekends = 0;
    const used: Record<string, number> = {};
    row.forEach((t, d) => {
      if (t === '-') return;
      if (!length.has(t)) fail(s.id, 'unknown shift');
      minutes += length.get(t)!;
      used[t] = (used[t] ?? 0) + 1;
      if (banned.has(`${row[d - 1] ?? '-'}>${t}`)) fail(s.id, `succession on day ${d}`);
      if (d % 7 === 5 || (d % 7 === 6 && row[d - 1] === '-')) weekends++;
    });
    if (minutes > s.maxMinutes || minutes < s.minMinutes) fail(s.id, 'total minutes');
    if (weekends > s.maxWeekends) fail(s.id, 'weekends');
    for (const [t, n] of Object.entries(used))
      if (n > (s.maxShifts[t] ?? Number.POSITIVE_INFINITY)) fail(s.id, `too many ${t}`);
    const pattern = row.map((t) => (t === '-' ? '.' : 'w')).join('');
    for (const m of pattern.matchAll(/w+|\.+/g)) {
      const edge = m.index === 0 || m.index + m[0].length === x.days;
      const work = m[0].startsWith('w');
      if (work && m[0].length > s.maxRun) fail(s.id, 'too many days in a row');
      if (!edge && m[0].length < (work ? s.minRun : s.minRest)) fail(s.id, `run too short at day ${m.index}`);
    }
  });
  const at = new Map(x.staff.map((s, i) => [s.id, i]));
  for (const [id, d] of x.daysOff) if (lines[at.get(id)!]![d] !== '-') fail(id, `day off ${d}`);
  let sum = 0;
  for (const w of x.on) if (lines[at.get(w.person)!]![w.day] !== w.shift) sum += w.weight;
  for (const w of x.off) if (lines[at.get(w.person)!]![w.day] === w.shift) sum += w.weight;
  for (const c of x.cover) {
    const there = lines.filter((row) => row[c.day] === c.shift).length;
    sum += Math.max(0, c.need - there) * c.under + Math.max(0, there - c.need) * c.over;
  }
  return sum;
}

// Free times with no server and no database: node examples/headless/slots.mjs [FILE] [FIRST-DAY]
import { readFileSync } from 'node:fs';
import { must } from 'bianmin';
import { calendarsOf } from 'bianmin/app';
import { createFreeTimeIndex, fill, openingWindows } from 'bianmin/availability';
import { readCentre } from 'bianmin/catalog';
import { dayOf, formatDate, formatWall, zoneOf } from 'bianmin/time';

const [file = new URL('../ten-lines/centre.yaml', import.meta.url), first = '2026-09-28'] =
  process.argv.slice(2);
const { centre } = must(readCentre(readFileSync(file, 'utf8'), { format: 'yaml' }));
const windows = openingWindows(centre, calendarsOf(centre));
const [zone, from, to] = [must(zoneOf(centre.zone)), dayOf(first), dayOf(first) + 14];
const index = createFreeTimeIndex({
  zone,
  grid: centre.grid,
  firstDay: from,
  days: to - from,
  resources: windows.resources(),
});
fill(index, windows);

const offices = centre.offices.map((office) => office.id);
for (const { id, skills, minutes, before, after, step } of centre.services)
  for (const { office, day, starts, free } of index.search({
    service: id,
    skills,
    minutes,
    before,
    after,
    step,
    offices,
    from,
    to,
  }))
    console.log(
      `${id} at ${office} on ${formatDate(day)}: ${starts.length} starts, first ${formatWall(day, starts[0]).slice(11)} with ${free[0]} counters`,
    );

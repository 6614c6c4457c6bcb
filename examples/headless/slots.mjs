// Free times with no server and no database: node examples/headless/slots.mjs [FILE] [FIRST-DAY]
import { readFileSync } from 'node:fs';
import { must } from 'bianmin';
import { calendarsOf } from 'bianmin/app';
import { openingIndex } from 'bianmin/availability';
import { readCentre } from 'bianmin/catalog';
import { dayOf, formatWall } from 'bianmin/time';

const tenLines = new URL('../ten-lines/centre.yaml', import.meta.url);
const [file = tenLines, first = '2026-09-28'] = process.argv.slice(2);
const { centre } = must(readCentre(readFileSync(file, 'utf8'), { format: 'yaml' }));
const days = { from: dayOf(first), to: dayOf(first) + 14 };
const index = openingIndex(centre, calendarsOf(centre), days);

const offices = centre.offices.map((office) => office.id);
for (const service of centre.services)
  for (const { office, day, starts, free } of index.search({ ...service, offices, ...days }))
    console.log(
      `${service.id} at ${office}: from ${formatWall(day, starts[0])}, ${starts.length} starts, ${free[0]} counters`,
    );

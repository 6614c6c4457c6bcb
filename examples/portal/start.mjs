// What `npm start` runs: the district portal with its data on disk in `.data/`.
// It is `bianmin serve` with this folder's centre file and pages; options are handed on:
//   npm start -- --today 2026-09-18 --port 8080
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const given = process.argv.slice(2);
const store = given.includes('--store') ? [] : ['--store', '.data'];
process.argv.splice(
  2,
  given.length,
  'serve',
  here('centre.yaml'),
  '--pages',
  here('pages'),
  ...store,
  ...given,
);
await import('../../dist/cli/main.js');

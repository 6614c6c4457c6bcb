// The one-way rule of the house: a folder imports only from folders above it in this list,
// and only through their front door (index.ts).
const order = [
  'time',
  'catalog',
  'availability',
  'booking',
  'hall',
  'rota',
  'routes',
  'store',
  'notify',
  'app',
  'http',
  'client',
  'msw',
  'cli',
];

const upward = order.map((folder, i) => ({
  name: `${folder}-looks-only-up`,
  comment: `src/${folder} may import only: ${order.slice(0, i).join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^src/(${order.slice(i + 1).join('|') || '$none'})/` },
}));

const frontDoor = order.map((folder) => ({
  name: `${folder}-front-door`,
  comment: `Other folders enter src/${folder} through an index.ts`,
  severity: 'error',
  from: { path: '^(src|widgets|examples)/', pathNot: [`^src/${folder}/`, '\\.test\\.ts$'] },
  to: {
    path: `^src/${folder}/`,
    pathNot: [`^src/${folder}/index\\.ts$`, `^src/${folder}/[a-z-]+/index\\.ts$`],
  },
}));

module.exports = {
  forbidden: [
    ...upward,
    ...frontDoor,
    {
      name: 'http-is-for-msw-and-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http|msw|cli)/' },
      to: { path: '^src/http/' },
    },
    {
      name: 'client-takes-types-alone',
      comment: 'The client carries no server code: type imports of the wire and the catalogue only.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(client/|problem\\.ts)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'widgets-know-the-client-alone',
      severity: 'error',
      from: { path: '^widgets/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/client/index\\.ts$' },
    },
    {
      name: 'no-heavy-libraries-in-widgets',
      severity: 'error',
      from: { path: '^(widgets|src/client)/' },
      to: { path: 'node_modules/(luxon|rrule|valibot|hono|yaml|jose)/' },
    },
    {
      name: 'rrule-in-one-file',
      severity: 'error',
      from: { path: '^(src|widgets|examples)/', pathNot: '^src/time/recurrence/rrule\\.ts$' },
      to: { path: 'node_modules/rrule/' },
    },
    {
      name: 'sources-know-no-tests',
      severity: 'error',
      from: { path: '^(src|widgets)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(test|examples)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'default'], extensions: ['.ts', '.js'] },
  },
};

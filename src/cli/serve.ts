/** `bianmin serve FILE`: API, OpenAPI and pages for one centre. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AuthOptions, createHandler, type PublicChannel } from '../http/index.js';
import { shown } from './centre-file.js';
import { type Command, usage, type Words, wholeNumber } from './command.js';
import { EXIT } from './exit.js';
import { type House, openHouse } from './house.js';
import { packageRoot } from './package-root.js';
import { readOut } from './read-out.js';
import { type RunningServer, startServer } from './server.js';
import { storeName } from './stores.js';
import { stranded } from './stranded.js';
import { testPages } from './test-page.js';
import { textOf } from './words.js';

const PORT = 8080;
/** Between two rounds of housekeeping. */
const TEND_MS = 30_000;

const CHANNELS = ['web', 'app', 'kiosk'] as const satisfies readonly PublicChannel[];

export const command: Command = {
  summary: 'serve API, OpenAPI and a test page for a centre',
  positionals: ['FILE'],
  options: {
    store: { value: 'WHERE', help: 'memory, a folder (PGlite), or a postgres:// URL; default memory' },
    port: { value: 'N', help: `port, 0 for any free one; default ${PORT}` },
    host: { value: 'ADDRESS', help: 'address to listen on; default 127.0.0.1 (0.0.0.0: all)' },
    pages: { value: 'DIR', help: 'serve these pages in place of the test page' },
    'key-file': { value: 'FILE', help: 'keys that seal personal data (see `bianmin key`); or BIANMIN_KEY' },
    today: { value: 'DATE', help: 'move the clock to this day: YYYY-MM-DD or YYYY-MM-DDTHH:MM' },
    'oidc-issuer': {
      value: 'URL',
      help: 'whose staff tokens are believed; without it staff routes answer 401',
    },
    'oidc-audience': { value: 'NAME', help: 'what must stand in their `aud`' },
    'oidc-jwks': { value: 'URL', help: 'where the issuer publishes its keys' },
    'oidc-roles': { value: 'CLAIM', help: 'dotted path of the roles in a token; default roles' },
    'allow-origin': {
      value: 'ORIGIN',
      help: 'let pages of this origin call the API, e.g. https://portal.example; may be repeated',
      many: true,
    },
    channels: {
      value: 'LIST',
      help: `channels anybody may book through, of ${CHANNELS.join(',')}; default web`,
    },
    'proxy-hops': { value: 'N', help: 'own proxies in front whose X-Forwarded-For is believed; default 0' },
    verbose: { help: 'log every request (method, route, status, time) to stderr' },
  },
  notes: [
    'A changed FILE becomes a new version in the store. Ends cleanly at Ctrl-C or SIGTERM.',
    'The API is at /api/v1, its document at /api/openapi.json, the widgets at /embed/*.js.',
  ],
  run: serve,
};

const warn = (message: string) => process.stderr.write(`bianmin: ${message}\n`);

async function serve(words: Words): Promise<number> {
  const port = wholeNumber(words, 'port', 0, 65_535) ?? PORT;
  const auth = authOf(words);
  const where = words.text('store') ?? 'memory';
  const pages = pagesOf(words.text('pages'));
  const hops = wholeNumber(words, 'proxy-hops', 0, 8) ?? 0;
  const origins = words.all('allow-origin').map(originOf);
  const publicChannels = channelsOf(words.text('channels'));
  const house = await openHouse({
    path: words.positionals[0]!,
    where,
    today: words.text('today'),
    keyFile: words.text('key-file'),
    warn,
  });
  try {
    const handler = createHandler({
      tenants: { by: 'single', app: house.app },
      basePath: '/api',
      proxyHops: hops,
      publicChannels,
      ...(origins.length > 0 ? { cors: { origins } } : {}),
      ...(auth ? { auth } : {}),
      ready: () => house.store.now().then(() => true),
      log: (entry) => {
        if (entry.event !== 'request' || words.on('verbose'))
          process.stderr.write(`${JSON.stringify(entry)}\n`);
      },
    });
    const name = textOf(house.centre.name);
    const embed = { prefix: '/embed/', folder: join(packageRoot(), 'dist/embed') };
    const server = await startServer({
      handler,
      host: words.text('host') ?? '127.0.0.1',
      port,
      mounts: pages ? [embed, { prefix: '/', folder: pages }] : [embed],
      pages: pages ? new Map() : testPages(name),
    });
    await tell(house, server, where, name);
    await warnStranded(house);
    await untilEnd(house, server);
  } finally {
    await house.store.close();
  }
  return EXIT.ok;
}

async function tell(house: House, server: RunningServer, where: string, name: string): Promise<void> {
  const { version, changed } = house.inForce;
  const moved = house.offset === 0 ? '' : ', moved';
  const lines = [
    name,
    `  ${server.url}/`,
    `  ${server.url}/api/openapi.json`,
    `Store: ${storeName(where)}; centre version ${version}${changed.length > 0 ? ` (changed: ${changed.join(', ')})` : ''}${moved ? '; the clock is moved' : ''}`,
    ...(await readOut(house.centre, house.store, house.app)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Nothing promised is dropped silently: staff must hear of it and rebook. */
async function warnStranded({ centre, holidays, store }: House): Promise<void> {
  const lost = await stranded(centre, holidays, store);
  if (lost.length === 0) return;
  const shownFirst = lost.slice(0, 10).map((b) => b.reference);
  warn(
    `${lost.length} appointment${lost.length === 1 ? '' : 's'} ahead no longer fit the opening hours; offer another time: ` +
      `${shownFirst.join(', ')}${lost.length > shownFirst.length ? ', …' : ''}`,
  );
}

/** Keeps house until a signal comes, then closes the doors. A second signal ends at once. */
async function untilEnd(house: House, server: RunningServer): Promise<void> {
  let busy: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    busy ??= house.app
      .tend()
      .catch((error: unknown) =>
        warn(`housekeeping failed: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`),
      )
      .finally(() => {
        busy = undefined;
      });
  }, TEND_MS);
  await new Promise<void>((resolve) => {
    let asked = 0;
    const end = () => {
      asked += 1;
      if (asked > 1) process.exit(130);
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
  clearInterval(timer);
  await server.close();
  await busy;
}

function pagesOf(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  const full = resolve(folder);
  if (!existsSync(join(full, 'index.html')))
    throw usage(`--pages: there is no index.html in ${shown(folder)}.`);
  return full;
}

/** Browsers send an origin in one form only: a host in small letters, no path, no default port. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const sound = url && /^https?:$/.test(url.protocol);
  if (sound && url.origin === text) return text;
  throw usage(
    `--allow-origin must be an origin such as https://portal.example${sound ? `: write ${url.origin}` : ''}.`,
  );
}

/** `web,app`: each quota is its own, so more than the web is opened only by name. */
function channelsOf(text = 'web'): readonly PublicChannel[] {
  const names = text.split(',').map((name) => name.trim());
  const channels = names.flatMap((name) => CHANNELS.filter((c) => c === name));
  if (channels.length === names.length && new Set(channels).size === names.length) return channels;
  throw usage(`--channels must be one or more of ${CHANNELS.join(',')}, each once, parted by commas.`);
}

function authOf(words: Words): AuthOptions | undefined {
  const [issuer, audience, jwksUrl] = ['oidc-issuer', 'oidc-audience', 'oidc-jwks'].map((name) =>
    words.text(name),
  );
  if (issuer === undefined && audience === undefined && jwksUrl === undefined) return undefined;
  if (issuer === undefined || audience === undefined || jwksUrl === undefined)
    throw usage('--oidc-issuer, --oidc-audience and --oidc-jwks go together.');
  if (!URL.canParse(jwksUrl)) throw usage('--oidc-jwks must be a URL.');
  const rolesClaim = words.text('oidc-roles');
  return { issuer, audience, jwksUrl, ...(rolesClaim ? { rolesClaim } : {}) };
}

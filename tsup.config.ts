import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { minify } from 'vite';

/** Folders of `src` that are sub-path exports. Types come from `tsc` (see the build script). */
const library = [
  'index',
  'time',
  'catalog',
  'availability',
  'booking',
  'rota',
  'routes',
  'store',
  'store/memory',
  'store/pglite',
  'store/postgres',
  'notify',
  'app',
  'http',
  'client',
  'msw',
];

/**
 * What a minifier leaves alone in the widgets' sources.
 * - Markup: indentation; runs of space become one, no meaning is lost.
 * - Style sheets (`css`): comments and every space that separates nothing. Spaces before `:` stay (they mean
 *   "descendant"), and those round `+`, `-`, `*` and `>` (arithmetic needs them).
 * - English texts: their keys, which are those of the Chinese table.
 */
const squeezeWidgets = {
  name: 'squeeze-widgets',
  setup(build: {
    onLoad: (
      filter: { filter: RegExp },
      load: (args: { path: string }) => { contents: string; loader: 'ts' },
    ) => void;
  }) {
    build.onLoad({ filter: /widgets\/.*\.ts$/ }, ({ path }) => ({
      contents: /messages\/en\.ts$/.test(path)
        ? keyless(path)
        : readFileSync(path, 'utf8')
            .replace(/\bcss`[^`]*`/g, squeezeCss)
            .replace(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
  },
};

const squeezeCss = (sheet: string) =>
  sheet
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/` | `/g, '`');

/** The table of texts in a source file. */
const readTable = (path: string): Readonly<Record<string, string>> =>
  Function(`return ${/export const .*? = (\{.*?\n\})/s.exec(readFileSync(path, 'utf8'))?.[1]}`)();

/** English without its keys: the compiler has checked that they are those of `zh`; their order is checked here. */
function keyless(path: string): string {
  const en = readTable(path);
  if (Object.keys(readTable(path.replace(/en\.ts$/, 'zh.ts'))).join() !== Object.keys(en).join())
    throw new Error(`${path}: give the keys the order of zh.ts`);
  return `import { zh } from './zh.js';
const texts = ${JSON.stringify(Object.values(en).join('|'))}.split('|');
export const en = Object.fromEntries(Object.keys(zh).map((key, i) => [key, texts[i]]));`;
}

/** A second minifier after the first: it folds more. Other than ASCII as escapes: smaller once compressed. */
const minifyAgain = {
  name: 'minify-again',
  async renderChunk(code: string, { path }: { readonly path: string }) {
    const { code: small, errors } = await minify(path, code, {
      module: true,
      compress: { target: 'es2022' },
    });
    if (errors.length > 0) throw new Error(errors.map((e) => e.message).join('\n'));
    return {
      code: small.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    };
  },
};

export default defineConfig([
  {
    entry: {
      ...Object.fromEntries(
        library.map((p) => [
          p === 'index' ? p : `${p}/index`,
          p === 'index' ? 'src/index.ts' : `src/${p}/index.ts`,
        ]),
      ),
      'cli/main': 'src/cli/main.ts',
    },
    outDir: 'dist',
    format: 'esm',
    target: 'node20',
    platform: 'neutral',
    external: [/^node:/],
    splitting: true,
    sourcemap: true,
    clean: false,
    dts: false,
  },
  {
    // For bundlers: lit stays an import.
    entry: {
      'widgets/index': 'widgets/index.ts',
      'widgets/bm-booking': 'widgets/bm-booking/index.ts',
      'widgets/bm-manage': 'widgets/bm-manage/index.ts',
    },
    outDir: 'dist',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    splitting: true,
    sourcemap: true,
    minify: true,
    esbuildPlugins: [squeezeWidgets],
    clean: false,
    dts: false,
  },
  {
    // For a plain <script type="module">: one self-contained file a widget, and one with all of them. A page takes
    // one of these files: two would each make the trusted-types policy `lit-html`, and the second be refused.
    entry: {
      bianmin: 'widgets/index.ts',
      'bm-booking': 'widgets/bm-booking/index.ts',
      'bm-manage': 'widgets/bm-manage/index.ts',
    },
    outDir: 'dist/embed',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    splitting: false,
    minify: true,
    esbuildPlugins: [squeezeWidgets],
    clean: false,
    dts: false,
    noExternal: [/.*/],
    plugins: [minifyAgain],
    // Lit's licence goes beside the files instead of into them.
    esbuildOptions: (options) => {
      options.legalComments = 'linked';
    },
  },
]);

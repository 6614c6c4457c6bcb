import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Folders of `src` that are sub-path exports. Types come from `tsc` (see the build script). */
const library = [
  'index',
  'time',
  'catalog',
  'availability',
  'booking',
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

/** Takes the indentation out of lit's templates, which a minifier leaves alone. Runs of space become one: no meaning is lost. */
const squeezeTemplates = {
  name: 'squeeze-templates',
  setup(build: {
    onLoad: (
      filter: { filter: RegExp },
      load: (args: { path: string }) => { contents: string; loader: 'ts' },
    ) => void;
  }) {
    build.onLoad({ filter: /widgets\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
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
    esbuildPlugins: [squeezeTemplates],
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
    esbuildPlugins: [squeezeTemplates],
    clean: false,
    dts: false,
    noExternal: [/.*/],
  },
]);

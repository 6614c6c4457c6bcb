import { defineConfig } from 'tsup';

/** Folders of `src` that are sub-path exports. Types come from `tsc` (see the build script). */
const library = [
  'index',
  'time',
  'catalog',
  'availability',
  'booking',
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
    clean: false,
    dts: false,
  },
  {
    // For a plain <script type="module">: one self-contained file a widget.
    entry: { 'bm-booking': 'widgets/bm-booking/index.ts', 'bm-manage': 'widgets/bm-manage/index.ts' },
    outDir: 'dist/embed',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    splitting: false,
    minify: true,
    clean: false,
    dts: false,
    noExternal: [/.*/],
  },
]);

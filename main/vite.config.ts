/**
 * Puts each program of `main` into one file with its libraries, so that it starts at once: reading several hundred modules took longer
 * than most of what they then do. What cannot be put together stays outside: Electron itself, and ssh2, which may have native parts.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** SQLite looks for its WebAssembly beside its own code: so it is laid beside the bundle that holds that code. */
const sqliteBesideBundle: Plugin = {
  name: 'sqlite-beside-bundle',
  transform: (code, id) =>
    id.endsWith('/node-sqlite3-wasm.js') ? code.replaceAll('__dirname', 'import.meta.dirname') : undefined,
  async generateBundle() {
    const file = 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm';
    this.emitFile({
      type: 'asset',
      fileName: 'shared/node-sqlite3-wasm.wasm',
      source: await readFile(source(file)),
    });
  },
};

export default defineConfig({
  logLevel: 'warn',
  plugins: [sqliteBesideBundle],
  // Of nothing of this folder: the compiler leaves its own output beside.
  publicDir: false,
  ssr: { noExternal: true, external: ['electron', 'ssh2'] },
  build: {
    ssr: true,
    outDir: '../out',
    emptyOutDir: false,
    // The oldest Node in which the command line is tested.
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: {
        'main/cli': source('main/cli.ts'),
        'main/start': source('main/start.ts'),
        'main/window/app': source('main/window/app.ts'),
        'main/engine-process/index': source('main/engine-process/index.ts'),
        // Started by their paths, which are beside the code that starts them.
        'main/batch-thread': source('main/batch-thread.ts'),
        'shared/lookup-process': source('diagnostics/net/lookup-process.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    },
  },
});

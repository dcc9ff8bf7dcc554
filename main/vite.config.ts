/**
 * Puts each program of `main` into one file with its libraries, so that it starts at once: reading several hundred modules took longer
 * than most of what they then do. What cannot be put together stays outside: Electron itself, and ssh2, which may have native parts.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export default defineConfig({
  logLevel: 'warn',
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
        // Started by its path, which is beside the code that starts it.
        'shared/lookup-process': source('diagnostics/net/lookup-process.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    },
  },
});

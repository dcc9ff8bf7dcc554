import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Script and style together, as they would travel; the fonts are packed already and not counted. */
const largestBundle = 300_000;

/** Says how large the window is, and refuses to build one that grew out of hand. */
const sizeLimit: Plugin = {
  name: 'size-limit',
  writeBundle(_options, bundle) {
    const sizes = Object.values(bundle)
      .filter(({ fileName }) => /\.(?:js|css)$/u.test(fileName))
      .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`window: ${(total / 1000).toFixed(1)} kB gzipped (limit ${largestBundle / 1000} kB)`);
    if (total > largestBundle) this.error('The window is too large: see what was imported last.');
  },
};

export default defineConfig({
  // Relative addresses: the app serves the folder under a protocol of its own.
  base: './',
  logLevel: 'warn',
  plugins: [react(), sizeLimit],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // The oldest runtime that the tests use; newer syntax of styles is kept as it is written.
    target: 'chrome130',
    modulePreload: false,
    // Everything is on the same disk: no file is worth a place inside another, and the policy allows no data: fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});

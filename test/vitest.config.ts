import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    include: ['test/**/*.test.ts'],
    // The lab's own commands need daemons and namespaces (its scoring is pure and tested here), e2e needs Electron and a display, live needs the internet: each has its own command.
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/live/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Diagnoses that run beside each other in one process hold each other up, and times are evidence.
    maxConcurrency: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Whoever waits for another thread or socket waits for it on a busy machine too.
    expect: { poll: { timeout: 20_000 } },
    teardownTimeout: 5_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});

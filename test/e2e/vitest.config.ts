import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Started by test/e2e/run.ts, which sees to display and runtime. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/e2e/**/*.test.ts'],
    // At a seat of the lab nobody looks at the demo.
    globalSetup: process.env['FAULTLINE_LAB_SEAT'] === undefined ? ['test/e2e/support/demo-report.ts'] : [],
    pool: 'forks',
    // Each file starts an app of its own: more at once would measure each other.
    maxWorkers: 2,
    testTimeout: 150_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 150_000,
    teardownTimeout: 10_000,
  },
});

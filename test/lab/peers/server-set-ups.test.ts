import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isHealthy, loadScenario } from '../scoring/scenario.ts';
import { serverSetUps, serverSoftware } from './server-set-ups.ts';

describe('the set-ups of server software', () => {
  it.each(serverSoftware)(
    '%s is set up wrongly in at least six ways, each with its own scenario',
    async (name) => {
      const files: readonly string[] = serverSetUps[name];
      const scenarios = await Promise.all(
        files.map((file) => loadScenario(join(import.meta.dirname, '..', `${file}.yaml`))),
      );
      expect(new Set(files).size).toBe(files.length);
      expect(scenarios.filter(({ truth }) => !isHealthy(truth)).length).toBeGreaterThanOrEqual(6);
    },
  );
});

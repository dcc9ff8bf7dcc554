import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { listDemoFaults } from '../../../main/demo-host/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { Service } from '../../../diagnostics/model/vocabulary.ts';
import { judge } from '../../../diagnostics/run/judge.ts';
import { loadLevels } from '../../../diagnostics/run/levels.ts';
import { loadPacks } from '../../../diagnostics/scope/index.ts';
import { closeDemoHosts, diagnose, resourcesDir } from '../../support/run-factories.ts';

afterAll(closeDemoHosts);

const faults = (await listDemoFaults(resourcesDir)).map(({ id }) => id);
const { packs } = await loadPacks(join(resourcesDir, 'providers'));
const levels = await loadLevels(resourcesDir);

/** The service that the fault is about: the others would only take their time. */
function serviceOf(id: string): Service {
  if (id.startsWith('passive')) return 'ftp';
  return /mail|mx|submission|starttls|port25|intermediate$/.test(id) ? 'mail' : 'web';
}

const again = (report: Report): Report =>
  judge(JSON.parse(JSON.stringify(report)) as Report, { packs, levels, toolVersion: '0' });

function shuffled(report: Report, seed: number): Report {
  const all = fc.shuffledSubarray([...report.observations], { minLength: report.observations.length });
  return { ...report, observations: fc.sample(all, { numRuns: 1, seed })[0]! };
}

describe('judge', () => {
  it.concurrent.each(faults)(
    'says of the stored report of %s what the run said, in any order of observations',
    { timeout: 30_000 },
    async (id) => {
      const services = ['dns', serviceOf(id)] as const;
      const { report } = await diagnose({
        faults: [id],
        options: { packs, levels, deadlineMs: 1_200 },
        request: { provider: 'kenotronix', services },
      });
      expect(JSON.stringify(again(report))).toBe(JSON.stringify(report));
      const { problems, status, vantage, findings } = again(shuffled(report, id.length));
      expect({ problems, status, vantage, findings }).toEqual({
        problems: report.problems,
        status: report.status,
        vantage: report.vantage,
        findings: report.findings,
      });
    },
  );

  it('recognises the provider by itself, and counts answer times from the end of the run', async () => {
    const { report } = await diagnose({ options: { packs, levels }, request: { services: ['web'] } });
    const later = { ...report, finishedAt: '2031-01-01T00:00:00.000Z' };
    expect([again(report).provider, again(later).findings]).toEqual([report.provider, report.findings]);
  });

  it('changes nothing by judging twice', async () => {
    const { report } = await diagnose({
      faults: ['expired-certificate'],
      options: { packs, levels },
      request: { services: ['web'] },
    });
    expect(again(again(report))).toEqual(again(report));
  });
});

import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { stationViews } from '../../../main/engine-process/views/station-view.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { translatorOf } from '../../diagnostics/report/translators.ts';
import { aPage, at, closed, open, SERVER } from '../../support/attribution-factories.ts';

const MAIL = '45.0.3.25';
const mailWorks: Observation = {
  id: 'smtp',
  kind: 'smtp',
  endpoint: { name: 'mail.example.test', address: MAIL, family: 4, port: 587 },
  attempt: 1,
  startedAt: '2026-11-21T13:03:13.000Z',
  durationMs: 80,
  input: { security: 'starttls', serverName: 'mail.example.test' },
  data: { greeting: '220 mail.example.test ESMTP', upgrade: 'done', transcript: [] },
};
const webSilent = [80, 443].flatMap((port) => closed(at(SERVER, port)));
const webWorks = [open(at(SERVER, 443)), aPage(200)];
/** One seat cannot tell whether the server is down or shuts this address out. */
const serverInTrouble = sampleProblem({
  rootCause: 'server.unreachable_here',
  faultDomain: 'undetermined',
  side: 'undetermined',
  confidence: 'possible',
  service: null,
  rivals: [],
});

describe('the way to the service', () => {
  it.each([
    [
      'mail answers, the website stays silent',
      [serverInTrouble],
      [...webSilent, mailWorks],
      'suspected',
      'unknown',
    ],
    ['nothing answers', [serverInTrouble], webSilent, 'suspected', 'unknown'],
    [
      'both answer, another server is in trouble',
      [serverInTrouble],
      [...webWorks, mailWorks],
      'suspected',
      'works',
    ],
    ['both answer', [], [...webWorks, mailWorks], 'works', 'works'],
  ] as const)('%s', (_name, problems, observations, server, service) => {
    const views = stationViews(sampleReport({ problems, observations }), translatorOf('en'));
    expect(Object.fromEntries(views.slice(-2).map(({ id, state }) => [id, state]))).toEqual({
      server,
      service,
    });
  });
});

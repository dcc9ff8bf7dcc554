import { describe, expect, it } from 'vitest';
import { captivePortal } from '../../../../diagnostics/checks/local/captive-portal.ts';
import { aFacts, aFailure, anObservation } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const asked = (url: string, status: number, bodyStart = '') =>
  anObservation('http', {
    id: `http/${url}`,
    control: 'C1',
    input: { url, method: 'GET' },
    data: { connectMs: 5, status, bodyStart },
  });
const [alpha, beta] = ['http://portal.alpha.test/204', 'http://portal.beta.test/ok'];
const failing = anObservation('http', {
  control: 'C1',
  input: { url: alpha, method: 'GET' },
  failure: aFailure('timed_out'),
});

describe('captive-portal', () => {
  it.each([
    ['passes when every page is as known', [asked(alpha, 204), asked(beta, 200, 'ok')], 'passed local'],
    [
      'fails when two operators’ pages are foreign',
      [asked(alpha, 302), asked(beta, 200, '<h1>Welcome</h1>')],
      'failed local',
    ],
    [
      'cannot tell when one page is foreign',
      [asked(alpha, 302), asked(beta, 200, 'ok')],
      'cantTell.mixed local',
    ],
    ['does not take an error for a portal', [failing], 'cantTell local'],
    ['is untested without pages', [], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(captivePortal, aFacts({ observations }))).toEqual([expected]);
  });
});

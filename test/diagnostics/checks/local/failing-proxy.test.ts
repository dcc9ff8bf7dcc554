import { describe, expect, it } from 'vitest';
import { failingProxy } from '../../../../diagnostics/checks/local/failing-proxy.ts';
import { aFacts, anObservation } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';
import {
  pageThroughProxy,
  notThroughProxy,
  throughProxy,
  withProxy,
} from '../../../support/proxy-factories.ts';

const host = 'example.test';
const neutral = 'site.alpha.test';
const direct = anObservation('http', {
  endpoint: { name: host, address: '45.0.3.1', family: 4, port: 443 },
  data: { connectMs: 10, status: 200 },
});

describe('failing-proxy', () => {
  it.each([
    ['passes when the page comes through', [throughProxy(host)], 'passed'],
    ['passes whatever the site says that is not its own fault', [pageThroughProxy(host, 404)], 'passed'],
    ['fails when what comes through is an error', [pageThroughProxy(host, 503)], 'failed.error'],
    [
      'fails when the proxy refuses this site alone',
      [...notThroughProxy(host, 403), throughProxy(neutral, true)],
      'failed.denied',
    ],
    [
      'fails when nothing comes through and the site answers without it',
      [...notThroughProxy(host), ...notThroughProxy(neutral, 'connection_refused', true), direct],
      'failed.unreachable',
    ],
    [
      'cannot tell when the site does not answer directly either',
      [...notThroughProxy(host), ...notThroughProxy(neutral, 'connection_refused', true)],
      'cantTell',
    ],
    [
      'cannot tell when the proxy could not reach the site and reaches others',
      [...notThroughProxy(host, 502), throughProxy(neutral, true), direct],
      'cantTell',
    ],
    [
      'cannot tell what a refusal means while no other site was asked for',
      notThroughProxy(host, 403),
      'cantTell',
    ],
    [
      'cannot tell where the proxy wants a login',
      [...notThroughProxy(host, 407), ...notThroughProxy(neutral, 407, true), direct],
      'cantTell.login',
    ],
    ['does not apply without a page through a proxy', [], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judge(failingProxy, aFacts({ observations: [withProxy, ...observations] }))).toEqual([
      `${expected} local`,
    ]);
  });
});

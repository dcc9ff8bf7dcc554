import { describe, expect, it } from 'vitest';
import { unreachableOrigin } from '../../../../diagnostics/checks/web/unreachable-origin.ts';
import { aFailure } from '../../../support/factories.ts';
import { aPage, judgeAll } from '../../../support/service-factories.ts';

const edge = [{ name: 'cf-ray', value: '1-BRU' }];
const answered = (status: number, headers: typeof edge = edge) =>
  aPage('https://example.test/', { data: { status, headers } });

describe('unreachable-origin', () => {
  it.each([
    ['passes for a page through the network', [answered(200)], ['passed example.test']],
    ['fails when the server refuses the network', [answered(521)], ['failed.down example.test']],
    ['fails when the server is silent to the network', [answered(522)], ['failed.silent example.test']],
    ['fails when its certificate is not accepted', [answered(526)], ['failed.encryption example.test']],
    ['fails for what the network cannot say more closely', [answered(520)], ['failed.other example.test']],
    ['leaves errors that the network only hands on to others', [answered(500)], ['passed example.test']],
    [
      'does not take such a number from a server without a network in front',
      [answered(521, [])],
      ['inapplicable example.test'],
    ],
    [
      'stays untested without an answer',
      [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(unreachableOrigin, observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { missingHttp2 } from '../../../../diagnostics/checks/web/missing-http2.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anOffer } from '../../../support/service-factories.ts';

describe('missing-http2', () => {
  it.each([
    ['passes where a page came over it', [anOffer()], ['passed example.test']],
    ['is told where the server chooses HTTP/1.1', [anOffer({ alpn: 'http/1.1' })], ['failed example.test']],
    ['is told where the server chooses nothing', [anOffer({ alpn: null })], ['failed example.test']],
    [
      'cannot tell without a connection',
      [anOffer({ alpn: null, failure: aFailure('timed_out', 'connect') })],
      ['cantTell example.test'],
    ],
    ['says nothing where nobody asked', [], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingHttp2, observations)).toEqual(expected);
  });
});

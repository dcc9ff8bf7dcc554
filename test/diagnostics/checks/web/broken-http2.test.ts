import { describe, expect, it } from 'vitest';
import { brokenHttp2 } from '../../../../diagnostics/checks/web/broken-http2.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anOffer, aSecurePage, SIX } from '../../../support/service-factories.ts';

const broken = (id: string, address?: string) =>
  anOffer({
    id,
    failure: aFailure('protocol_violation', 'exchange'),
    ...(address === undefined ? {} : { address }),
  });
const page = aSecurePage();
const overSix = aSecurePage(undefined, { address: SIX });

describe('broken-http2', () => {
  it.each([
    ['passes where a page came over it', [page, anOffer()], ['passed example.test']],
    [
      'fails when two tries broke and the page came over HTTP/1.1',
      [page, broken('http2/a'), broken('http2/a#2')],
      ['failed example.test'],
    ],
    [
      'counts tries at both families together',
      [page, overSix, broken('http2/six', SIX), broken('http2/four')],
      ['failed example.test'],
    ],
    ['takes one odd try for nothing', [page, broken('http2/a')], ['cantTell example.test']],
    [
      'takes a try that worked for a contradiction',
      [page, broken('http2/a'), broken('http2/a#2'), anOffer({ id: 'http2/b' })],
      ['cantTell example.test'],
    ],
    [
      'blames no protocol without the page over HTTP/1.1 at the same address',
      [overSix, broken('http2/a'), broken('http2/a#2')],
      ['cantTell example.test'],
    ],
    ['has nothing to say of HTTP/1.1', [page, anOffer({ alpn: 'http/1.1' })], ['inapplicable example.test']],
    ['says nothing where nobody asked', [page], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(brokenHttp2, observations)).toEqual(expected);
  });
});

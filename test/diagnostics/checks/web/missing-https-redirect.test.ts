import { describe, expect, it } from 'vitest';
import { missingHttpsRedirect } from '../../../../diagnostics/checks/web/missing-https-redirect.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect, SIX } from '../../../support/service-factories.ts';

describe('missing-https-redirect', () => {
  it.each([
    [
      'passes when http leads to https',
      [aRedirect('http://example.test/', 'https://example.test/'), aPage('https://example.test/')],
      ['passed example.test'],
    ],
    [
      'passes when http leads to https in two steps',
      [
        aRedirect('http://example.test/', 'http://www.example.test/'),
        aRedirect('http://www.example.test/', 'https://www.example.test/'),
        aPage('https://example.test/'),
        aPage('https://www.example.test/'),
      ],
      ['passed example.test', 'passed www.example.test'],
    ],
    [
      'fails when http shows the page although https works',
      [aPage('http://example.test/'), aPage('https://example.test/')],
      ['failed example.test'],
    ],
    [
      'fails when one of two addresses does so',
      [
        aRedirect('http://example.test/', 'https://example.test/'),
        aPage('http://example.test/', { address: SIX }),
        aPage('https://example.test/'),
      ],
      ['failed example.test'],
    ],
    [
      'cannot tell from an error page',
      [aPage('http://example.test/', { data: { status: 500 } }), aPage('https://example.test/')],
      ['cantTell example.test'],
    ],
    [
      'does not apply where https gives no page',
      [aPage('http://example.test/')],
      ['inapplicable.no_https example.test'],
    ],
    [
      'does not apply where port 80 is closed',
      [
        ...twice(aPage('http://example.test/', { failure: aFailure('connection_refused') })),
        aPage('https://example.test/'),
      ],
      ['inapplicable.closed example.test'],
    ],
    [
      'stays untested after one silent try',
      [aPage('http://example.test/', { failure: aFailure('timed_out') }), aPage('https://example.test/')],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingHttpsRedirect, observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { redirectLoop } from '../../../../diagnostics/checks/web/redirect-loop.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { assertionsOf, judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect, FOUR } from '../../../support/service-factories.ts';

describe('redirect-loop', () => {
  it.each([
    [
      'passes when the redirects end in a page',
      [aRedirect('http://example.test/', 'https://example.test/'), aPage('https://example.test/')],
      ['passed example.test'],
    ],
    [
      'fails when a page redirects to itself',
      [aRedirect('https://example.test/', 'https://example.test/')],
      ['failed example.test'],
    ],
    [
      'fails when http and https send each other back',
      [
        aRedirect('http://example.test/', 'https://example.test/'),
        aRedirect('https://example.test/', 'http://example.test/'),
      ],
      ['failed example.test'],
    ],
    [
      'tells a loop of two hosts once',
      [
        aRedirect('https://example.test/', 'https://www.example.test/'),
        aRedirect('https://www.example.test/', 'https://example.test/'),
      ],
      ['failed example.test', 'inapplicable www.example.test'],
    ],
    [
      'tells a loop that a twin leads into once',
      [
        aRedirect('https://example.test/', 'https://example.test/'),
        aRedirect('https://www.example.test/', 'https://example.test/'),
      ],
      ['failed example.test', 'inapplicable www.example.test'],
    ],
    [
      'minds no fragment',
      [aRedirect('https://example.test/', 'https://example.test/#start')],
      ['failed example.test'],
    ],
    [
      'cannot tell when a cookie is set on the way',
      [
        aRedirect('https://example.test/', 'https://example.test/', {
          data: { headers: [{ name: 'set-cookie', value: '' }] },
        }),
      ],
      ['cantTell.cookie example.test'],
    ],
    [
      'cannot tell when the next page was not asked for',
      [aRedirect('https://example.test/', 'https://example.test/1')],
      ['cantTell.not_followed example.test'],
    ],
    [
      'stays untested when the next page gave no answer',
      [
        aRedirect('https://example.test/', 'https://www.example.test/'),
        aPage('https://www.example.test/', { failure: aFailure('timed_out', 'exchange') }),
      ],
      ['untested.unanswered example.test', 'untested www.example.test'],
    ],
    [
      'stays untested without any page',
      [aPage('https://example.test/', { control: 'C3' })],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(redirectLoop, observations)).toEqual(expected);
  });

  it('shows the hops of the circle', () => {
    const facts = aFacts({
      observations: [
        aRedirect('http://example.test/', 'https://example.test/'),
        aRedirect('https://example.test/', 'https://example.test/'),
      ],
    });
    expect(assertionsOf(redirectLoop, facts)).toEqual([
      {
        subject: 'example.test',
        outcome: 'failed',
        message: { key: 'check.redirect-loop.failed', values: { subject: 'example.test', count: 1 } },
        evidence: [
          {
            observation: `http/${FOUR}/https://example.test/`,
            pointer: '/data/redirectsTo',
            excerpt: 'https://example.test/',
          },
        ],
      },
    ]);
  });
});

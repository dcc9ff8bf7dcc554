import { describe, expect, it } from 'vitest';
import { insecureRedirect } from '../../../../diagnostics/checks/web/insecure-redirect.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

describe('insecure-redirect', () => {
  it.each([
    ['passes for a page', [aPage('https://example.test/')], ['passed example.test']],
    [
      'passes for a redirect to https',
      [aRedirect('https://example.test/', 'https://www.example.test/')],
      ['passed example.test'],
    ],
    [
      'fails for a redirect to http',
      [aRedirect('https://example.test/', 'http://shop.example.test/')],
      ['failed example.test'],
    ],
    [
      'stays untested without an answer',
      [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
      ['untested example.test'],
    ],
    [
      'stays untested when only http was asked for',
      [aPage('http://example.test/')],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(insecureRedirect, observations)).toEqual(expected);
  });
});

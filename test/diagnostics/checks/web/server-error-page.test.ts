import { describe, expect, it } from 'vitest';
import { serverErrorPage } from '../../../../diagnostics/checks/web/server-error-page.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

const withStatus = (status: number) => aPage('https://example.test/', { data: { status } });

describe('server-error-page', () => {
  it.each([
    ['passes for a page', [withStatus(200)], ['passed example.test:443']],
    [
      'passes for a page that is missing, which is no server error',
      [withStatus(404)],
      ['passed example.test:443'],
    ],
    ['fails for an internal error', [withStatus(500)], ['failed example.test:443']],
    ['fails for a gateway that is out of time', [withStatus(504)], ['failed example.test:443']],
    [
      'fails when a redirect of the host ends in an error',
      [
        aRedirect('https://example.test/', 'https://example.test/shop'),
        aPage('https://example.test/shop', { data: { status: 502 } }),
      ],
      ['failed example.test:443'],
    ],
    [
      'stays untested without an answer',
      [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
      ['untested example.test:443'],
    ],
    [
      'holds no error of a foreign host against the site',
      [aPage('https://elsewhere.test/', { data: { status: 500 } })],
      ['untested example.test'],
    ],
    [
      'looks at no control',
      [
        aPage('https://example.test/'),
        aPage('https://example.test/robots.txt', { control: 'C3', data: { status: 500 } }),
      ],
      ['passed example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(serverErrorPage, observations)).toEqual(expected);
  });
});

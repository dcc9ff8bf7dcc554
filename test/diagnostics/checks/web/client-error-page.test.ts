import { describe, expect, it } from 'vitest';
import { clientErrorPage } from '../../../../diagnostics/checks/web/client-error-page.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

const withStatus = (status: number) => aPage('https://example.test/', { data: { status } });

describe('client-error-page', () => {
  it.each([
    ['passes for a page', [withStatus(200)], ['passed example.test:443']],
    [
      'passes for a redirect',
      [aRedirect('https://example.test/', 'https://www.example.test/')],
      ['passed example.test:443'],
    ],
    ['fails when a login is wanted', [withStatus(401)], ['failed.login_wanted example.test:443']],
    ['fails when the page is forbidden', [withStatus(403)], ['failed.forbidden example.test:443']],
    ['fails when the page is missing', [withStatus(404)], ['failed.not_found example.test:443']],
    ['fails when the page is gone', [withStatus(410)], ['failed.not_found example.test:443']],
    ['fails when there were too many requests', [withStatus(429)], ['failed.too_many example.test:443']],
    ['fails for any other refusal', [withStatus(451)], ['failed example.test:443']],
    ['leaves server errors to another check', [withStatus(503)], ['inapplicable example.test:443']],
    [
      'stays untested without an answer',
      [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
      ['untested example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(clientErrorPage, observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { suspendedAccountPage } from '../../../../diagnostics/checks/web/suspended-account-page.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFailure, type FactsPartial } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect, SIX } from '../../../support/service-factories.ts';

const withBody = (bodyStart: string) => aPage('https://example.test/', { data: { bodyStart } });

type Row = [string, readonly Observation[], readonly string[], Omit<FactsPartial, 'observations'>?];
const rows: readonly Row[] = [
  ['passes for an ordinary page', [withBody('<h1>Fresh bread</h1>')], ['passed example.test']],
  [
    'fails for the notice of a panel',
    [withBody('<title>Account Suspended</title>')],
    ['failed example.test'],
  ],
  [
    'fails for the stock sentence',
    [withBody('<p>This Account has been suspended.</p>')],
    ['failed example.test'],
  ],
  ['fails for a French notice', [withBody('<h1>Ce compte a été suspendu</h1>')], ['failed example.test']],
  [
    'fails for a French notice with entities',
    [withBody('<h1>Votre h&eacute;bergement est suspendu</h1>')],
    ['failed example.test'],
  ],
  [
    'fails for a Dutch notice',
    [withBody('<h1>Deze website is tijdelijk opgeschort</h1>')],
    ['failed example.test'],
  ],
  [
    'fails for a redirect to the notice',
    [aRedirect('https://example.test/', 'https://example.test/cgi-sys/suspendedpage.cgi')],
    ['failed example.test'],
  ],
  [
    'fails for status 509',
    [aPage('https://example.test/', { data: { status: 509 } })],
    ['failed.limit example.test'],
  ],
  [
    'fails for the print in the pack',
    [withBody('<p>Closed by Hoster</p>')],
    ['failed.provider_page example.test'],
    { provider: { suspendedPagePrints: ['Closed by Hoster'] } },
  ],
  [
    'cannot tell when a long page only mentions it',
    [withBody(`<h1>News</h1><p>${'A long story. '.repeat(120)} Her account was suspended.</p>`)],
    ['cantTell example.test'],
  ],
  [
    'cannot tell when an article explains what to do',
    [
      withBody(
        `<title>What to do when your account is suspended</title><h1>Your account was suspended: what now?</h1><p>${'Read this. '.repeat(200)}</p>`,
      ),
    ],
    ['cantTell example.test'],
  ],
  [
    'cannot tell when a long page has a headline of that kind',
    [withBody(`<h1>Account suspended</h1><p>${'The player was told on Monday. '.repeat(200)}</p>`)],
    ['cantTell example.test'],
  ],
  [
    'stays untested without an answer',
    [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
    ['untested example.test'],
  ],
  [
    'speaks once for all addresses and pages of a host',
    [aPage('http://example.test/'), aPage('https://example.test/', { address: SIX })],
    ['passed example.test'],
  ],
];

describe('suspended-account-page', () => {
  it.each(rows)('%s', (_, observations, expected, partial = {}) => {
    expect(judgeAll(suspendedAccountPage, observations, partial)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { databaseErrorPage } from '../../../../diagnostics/checks/web/database-error-page.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage } from '../../../support/service-factories.ts';

const page = (status: number, bodyStart: string) =>
  aPage('https://example.test/', { data: { status, bodyStart } });
const essay = `<p>${'How to mend it. '.repeat(700)}Error establishing a database connection</p>`;

describe('database-error-page', () => {
  it.each([
    ['passes for a page', [page(200, '<h1>Welcome</h1>')], ['passed example.test']],
    [
      'fails for the sentence of WordPress',
      [page(500, '<h1>Error establishing a database connection</h1>')],
      ['failed example.test'],
    ],
    [
      'fails for a driver that says so in a page with status 200',
      [page(200, 'SQLSTATE[HY000] [2002] Connection refused')],
      ['failed example.test'],
    ],
    ['is not misled by an article about it', [page(200, essay)], ['passed example.test']],
    [
      'stays untested without an answer',
      [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(databaseErrorPage, observations)).toEqual(expected);
  });
});

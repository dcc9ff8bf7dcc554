import { describe, expect, it } from 'vitest';
import { mixedContent } from '../../../../diagnostics/checks/web/mixed-content.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage } from '../../../support/service-factories.ts';

const page = (bodyStart: string, status = 200) =>
  aPage('https://example.test/', { data: { status, bodyStart } });

describe('mixed-content', () => {
  it.each([
    [
      'passes for parts over https',
      [page('<script src="https://example.test/a.js">')],
      ['passed example.test'],
    ],
    [
      'fails for a script over http',
      [page('<script src="http://example.test/a.js">')],
      ['failed example.test'],
    ],
    [
      'fails for a style sheet over http, whatever the order of its attributes',
      [page("<link href='http://example.test/a.css' rel='stylesheet'>")],
      ['failed example.test'],
    ],
    [
      'leaves pictures to the browser',
      [page('<img src="http://example.test/a.png">')],
      ['passed example.test'],
    ],
    [
      'leaves links to other pages alone',
      [page('<a href="http://example.test/">Home</a><link rel="canonical" href="http://example.test/">')],
      ['passed example.test'],
    ],
    [
      'reads no comments',
      [page('<!-- <script src="http://example.test/a.js"> -->')],
      ['passed example.test'],
    ],
    ['has nothing to look at in an error page', [page('', 500)], ['inapplicable example.test']],
    [
      'stays untested without an answer',
      [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(mixedContent, observations)).toEqual(expected);
  });
});

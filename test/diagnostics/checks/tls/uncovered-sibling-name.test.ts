import { describe, expect, it } from 'vitest';
import { uncoveredSiblingName } from '../../../../diagnostics/checks/tls/uncovered-sibling-name.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('uncovered-sibling-name', () => {
  it.each([
    ['passes when the name itself is covered', [aSecurePage()], ['passed example.test:443']],
    [
      'fails when only the www twin is covered',
      [aSecurePage(aSession({ dnsNames: ['www.example.test'] }))],
      ['failed example.test:443'],
    ],
    [
      'fails when only the bare twin is covered',
      [aPage('https://www.example.test/', { data: { tls: aSession({ dnsNames: ['example.test'] }) } })],
      ['failed www.example.test:443'],
    ],
    [
      'does not apply when neither is covered',
      [aSecurePage(aSession({ dnsNames: ['other.test'] }))],
      ['inapplicable example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(uncoveredSiblingName, observations)).toEqual(expected);
  });
});

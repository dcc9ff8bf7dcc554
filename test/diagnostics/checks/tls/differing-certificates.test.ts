import { describe, expect, it } from 'vitest';
import { differingCertificates } from '../../../../diagnostics/checks/tls/differing-certificates.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('differing-certificates', () => {
  it.each([
    [
      'fails when two addresses show different certificates',
      [aSecurePage(), aSecurePage(aSession({ fingerprint256: 'BB' }), { address: '45.0.1.11' })],
      ['failed example.test:443'],
    ],
    [
      'passes when two addresses show the same certificate',
      [aSecurePage(), aSecurePage(aSession(), { address: '45.0.1.11' })],
      ['passed example.test:443'],
    ],
    ['does not apply to one address', [aSecurePage()], ['inapplicable example.test:443']],
    ['says nothing where no certificate was seen', [aPage('http://example.test/')], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(differingCertificates, observations)).toEqual(expected);
  });
});

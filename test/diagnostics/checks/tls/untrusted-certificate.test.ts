import { describe, expect, it } from 'vitest';
import { untrustedCertificate } from '../../../../diagnostics/checks/tls/untrusted-certificate.ts';
import type { TrustPath } from '../../../../diagnostics/model/observations/tls.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

const because = (reason: TrustPath['reason']) =>
  aSession({}, { trust: { bundled: { trusted: false, reason, name: 'CN=Nobody' }, system: null } });

describe('untrusted-certificate', () => {
  it.each([
    ['passes when a public root vouches for it', [aSecurePage()], ['passed example.test:443']],
    [
      'fails when nobody knows the root',
      [aSecurePage(because('root_unknown'))],
      ['failed.root_unknown example.test:443'],
    ],
    [
      'fails when a signature does not fit',
      [aSecurePage(because('signature_invalid'))],
      ['failed.signature_invalid example.test:443'],
    ],
    [
      'fails when the signer may not sign',
      [aSecurePage(because('issuer_not_authority'))],
      ['failed.issuer_not_authority example.test:443'],
    ],
    [
      'leaves a missing issuer to another check',
      [aSecurePage(because('issuer_missing'))],
      ['inapplicable example.test:443'],
    ],
    [
      'stays untested when no chain was built',
      [aSecurePage(aSession({}, { trust: undefined }))],
      ['untested example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(untrustedCertificate, observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { weakCertificateKey } from '../../../../diagnostics/checks/tls/weak-certificate-key.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

const withKey = (type: string, bits: number | null) =>
  aSecurePage(aSession({ publicKey: { type, bits, curve: null } }));

describe('weak-certificate-key', () => {
  it.each([
    ['passes for RSA of 2048 bits', [withKey('rsa', 2048)], ['passed example.test:443']],
    ['passes for an elliptic curve', [aSecurePage()], ['passed example.test:443']],
    ['passes for Ed25519, which has one size', [withKey('ed25519', null)], ['passed example.test:443']],
    ['fails for RSA of 1024 bits', [withKey('rsa', 1024)], ['failed example.test:443']],
    ['cannot tell without a size', [withKey('rsa', null)], ['cantTell example.test:443']],
    ['cannot tell of a kind that it does not know', [withKey('ml-dsa', 9999)], ['cantTell example.test:443']],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(weakCertificateKey, observations)).toEqual(expected);
  });
});

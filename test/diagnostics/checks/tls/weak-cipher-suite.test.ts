import { describe, expect, it } from 'vitest';
import { weakCipherSuite } from '../../../../diagnostics/checks/tls/weak-cipher-suite.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('weak-cipher-suite', () => {
  it.each([
    ['TLS_AES_256_GCM_SHA384', 'passed'],
    ['TLS_CHACHA20_POLY1305_SHA256', 'passed'],
    ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'passed'],
    ['TLS_RSA_WITH_RC4_128_SHA', 'failed'],
    ['TLS_RSA_WITH_RC4_128_MD5', 'failed'],
    ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'failed'],
    ['TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA', 'failed'],
    ['TLS_RSA_WITH_NULL_SHA256', 'failed'],
    ['TLS_DH_anon_WITH_AES_128_CBC_SHA', 'failed'],
    ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'failed.dated'],
    ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384', 'failed.dated'],
    [undefined, 'cantTell'],
  ])('says of %s: %s', (cipherSuite, outcome) => {
    const session = aSession({}, cipherSuite === undefined ? {} : { cipherSuite });
    expect(judgeAll(weakCipherSuite, [aSecurePage(session)])).toEqual([`${outcome} example.test:443`]);
  });
});

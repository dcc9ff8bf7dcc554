import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { badsslCases, furtherScenarios } from './badssl-cases.ts';
import { peerWord, type PeerTool } from './tls-words.ts';

const rows: readonly (readonly [PeerTool, string, string])[] = [
  ['openssl', 'Verification: OK\nVerify return code: 0 (ok)', 'OK'],
  [
    'openssl',
    'verify error:num=10:certificate has expired\nVerify return code: 10',
    'certificate has expired',
  ],
  ['openssl', 'Cert Status: revoked\nVerification: OK', 'OK, stapled: revoked'],
  [
    'openssl',
    '40A7:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:ssl/record.c:1600:SSL alert number 40',
    'no session: sslv3 alert handshake failure',
  ],
  [
    'sslscan',
    'SSLv3     disabled\nTLSv1.0   enabled\nTLSv1.2   enabled\nPreferred TLSv1.2  128 bits  X DHE 1024 bits\nSignature Algorithm: sha256WithRSAEncryption',
    'TLSv1.0 TLSv1.2, DHE 1024, sha256WithRSAEncryption',
  ],
  ['sslscan', 'ERROR: Could not open a connection', 'no version enabled'],
  ['testssl', ' Chain of trust               Ok   \n', 'ok'],
  [
    'testssl',
    ' Chain of trust               NOT ok (chain incomplete)\n',
    'Chain of trust NOT ok (chain incomplete)',
  ],
];

describe('the words of other tools', () => {
  it.each(rows)('%s %s', (tool, text, expected) => {
    expect(peerWord(tool, text)).toBe(expected);
  });
});

describe('the cases of badssl.com', () => {
  it('are at least 45, and every one has its scenario', () => {
    const files = [...badsslCases.map(({ scenario }) => scenario), ...furtherScenarios];
    expect(files.filter((file) => !existsSync(join(import.meta.dirname, '..', `${file}.yaml`)))).toEqual([]);
    expect(badsslCases.length).toBeGreaterThanOrEqual(45);
  });
});

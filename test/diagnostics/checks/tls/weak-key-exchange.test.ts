import { describe, expect, it } from 'vitest';
import { weakKeyExchange } from '../../../../diagnostics/checks/tls/weak-key-exchange.ts';
import type { TlsSession } from '../../../../diagnostics/model/observations/tls.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

type Row = [string, Partial<TlsSession>, string];
const rows: readonly Row[] = [
  ['passes for an elliptic curve', { keyExchange: { type: 'ECDH', bits: 253 } }, 'passed'],
  ['passes for a group of 2048 bits', { keyExchange: { type: 'DH', bits: 2048 } }, 'passed'],
  ['fails for a group of 1024 bits', { keyExchange: { type: 'DH', bits: 1024 } }, 'failed'],
  ['fails harder for one of 512 bits', { keyExchange: { type: 'DH', bits: 512 } }, 'failed.broken'],
  ['does not apply without a one-time key', {}, 'inapplicable'],
];

describe('weak-key-exchange', () => {
  it.each(rows)('%s', (_, session, outcome) => {
    expect(judgeAll(weakKeyExchange, [aSecurePage(aSession({}, session))])).toEqual([
      `${outcome} example.test:443`,
    ]);
  });
});

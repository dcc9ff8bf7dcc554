import { describe, expect, it } from 'vitest';
import { privatePassiveAddress } from '../../../../diagnostics/checks/ftp/private-passive-address.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { assertionsOf, judgeAll } from '../../../support/judge.ts';
import { anFtpSession, at, FOUR } from '../../../support/service-factories.ts';

const pasv = (advertisedAddress: string): PassiveTry => ({
  command: 'PASV',
  reply: '227',
  advertisedAddress,
  port: 50_000,
  dialledAddress: FOUR,
  connectMs: 5,
});
const epsv: PassiveTry = { command: 'EPSV', reply: '229', port: 50_001, dialledAddress: FOUR, connectMs: 5 };
const session = (...passive: readonly PassiveTry[]) => anFtpSession({ passive });

describe('private-passive-address', () => {
  it.each([
    ['passes when the server names its own address', [session(pasv(FOUR))], ['passed ftp.example.test:21']],
    ['fails when the address is private', [session(pasv('10.20.0.10'))], ['failed ftp.example.test:21']],
    ['fails when the address is unspecified', [session(pasv('0.0.0.0'))], ['failed ftp.example.test:21']],
    [
      'fails when the address is another server',
      [session(pasv('45.9.1.99'))],
      ['failed.other_server ftp.example.test:21'],
    ],
    [
      'cannot tell for a neighbour, to which servers that share their work may send',
      [session(pasv('45.0.1.99'))],
      ['cantTell.pool ftp.example.test:21'],
    ],
    [
      'passes for a private server that names itself',
      [anFtpSession({ passive: [pasv('10.0.0.5')] }, { endpoint: at('ftp.example.test', 21, '10.0.0.5') })],
      ['passed ftp.example.test:21'],
    ],
    ['does not apply when only a port was told', [session(epsv)], ['inapplicable ftp.example.test:21']],
    ['stays untested without an answer', [session()], ['untested ftp.example.test:21']],
    [
      'stays untested when the server refuses',
      [session({ command: 'PASV', reply: '502 no', failure: aFailure('rejected', 'exchange', '502 no') })],
      ['untested ftp.example.test:21'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(privatePassiveAddress, observations)).toEqual(expected);
  });

  it('shows both addresses and where the wrong one stands', () => {
    const facts = aFacts({ observations: [session(epsv, pasv('10.20.0.10'))] });
    expect(assertionsOf(privatePassiveAddress, facts)).toEqual([
      {
        subject: 'ftp.example.test:21',
        outcome: 'failed',
        message: {
          key: 'check.private-passive-address.failed',
          values: { subject: 'ftp.example.test:21', advertised: '10.20.0.10', address: FOUR },
        },
        evidence: [
          {
            observation: `ftp/ftp.example.test/${FOUR}/21`,
            pointer: '/data/passive/1/advertisedAddress',
            excerpt: '10.20.0.10',
          },
        ],
      },
    ]);
  });
});

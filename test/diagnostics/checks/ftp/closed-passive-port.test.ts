import { describe, expect, it } from 'vitest';
import { closedPassivePort } from '../../../../diagnostics/checks/ftp/closed-passive-port.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession, FOUR } from '../../../support/service-factories.ts';

const told = (port: number): PassiveTry => ({ command: 'EPSV', reply: '229', port, dialledAddress: FOUR });
const open = (port: number): PassiveTry => ({ ...told(port), connectMs: 5 });
const closed = (port: number): PassiveTry => ({
  ...told(port),
  failure: aFailure('timed_out', 'data_connect'),
});
const session = (...passive: readonly PassiveTry[]) => anFtpSession({ passive });
const twoSessions = (first: PassiveTry, second: PassiveTry) => [
  session(first),
  { ...session(second), id: `ftp/ftp.example.test/${FOUR}/21#2`, attempt: 2 },
];

describe('closed-passive-port', () => {
  it.each([
    [
      'passes when one port can be reached',
      [session(closed(50_000), open(50_001))],
      ['passed ftp.example.test:21'],
    ],
    [
      'fails when two ports cannot',
      [session(closed(50_000), closed(50_001))],
      ['failed ftp.example.test:21'],
    ],
    [
      'fails when the ports of two sessions cannot',
      twoSessions(closed(50_000), closed(50_001)),
      ['failed ftp.example.test:21'],
    ],
    ['cannot tell from one port', [session(closed(50_000))], ['cantTell ftp.example.test:21']],
    [
      'fails when one port was told twice and cannot be reached either time',
      [session(closed(50_000), closed(50_000))],
      ['failed ftp.example.test:21'],
    ],
    ['stays untested when no port was told', [session()], ['untested ftp.example.test:21']],
    [
      'stays untested when the server refuses',
      [session({ command: 'PASV', reply: '502 no', failure: aFailure('rejected', 'exchange', '502 no') })],
      ['untested ftp.example.test:21'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(closedPassivePort, observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { refusedExtendedPassiveMode } from '../../../../diagnostics/checks/ftp/refused-extended-passive-mode.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession, at, FOUR, SIX } from '../../../support/service-factories.ts';

const agreed: PassiveTry = { command: 'EPSV', reply: '229 (|||50000|)', port: 50_000, dialledAddress: FOUR };
const refused: PassiveTry = {
  command: 'EPSV',
  reply: '500 Unknown command',
  failure: aFailure('rejected', 'exchange'),
};
const odd: PassiveTry = {
  command: 'EPSV',
  reply: '229 somewhere',
  failure: aFailure('protocol_violation', 'exchange'),
};
const overSix = { endpoint: at('ftp.example.test', 21, SIX) };

describe('refused-extended-passive-mode', () => {
  it.each([
    ['passes when a port is announced', anFtpSession({ passive: [agreed] }), 'passed'],
    ['fails when the command is unknown', anFtpSession({ passive: [refused] }), 'failed'],
    ['fails harder over IPv6', anFtpSession({ passive: [refused] }, overSix), 'failed.ipv6'],
    ['does not apply to an answer that nobody can read', anFtpSession({ passive: [odd] }), 'inapplicable'],
    ['stays untested where it was not asked for', anFtpSession(), 'untested'],
  ])('%s', (_, session, outcome) => {
    expect(judgeAll(refusedExtendedPassiveMode, [session])).toEqual([`${outcome} ftp.example.test:21`]);
  });
});

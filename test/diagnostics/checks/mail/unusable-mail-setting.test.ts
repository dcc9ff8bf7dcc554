import { describe, expect, it } from 'vitest';
import { evaluateChecks } from '../../../../diagnostics/checks/evaluate.ts';
import { unusableMailSetting } from '../../../../diagnostics/checks/mail/unusable-mail-setting.ts';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { MailSetting } from '../../../../diagnostics/model/mail-setting.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFacts, aFailure, anObservation, aRequest, twice } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue, aSession, at } from '../../../support/service-factories.ts';

const setting: MailSetting = { protocol: 'imap', host: 'mail.example.test', port: 993, security: 'implicit' };
const given = { request: aRequest({ mailSettings: [setting] }) };
const subject = 'imap mail.example.test, 993, SSL/TLS';

const dialogue = (
  names: readonly string[],
  failure?: FailureCode,
  operation = 'connect' as const,
): Observation =>
  aMailDialogue(
    'imap',
    993,
    failure === undefined
      ? { tls: aSession({ dnsNames: names }) }
      : failure === 'tls_not_spoken'
        ? {}
        : { connectMs: undefined },
    {
      input: { security: 'implicit', serverName: setting.host },
      ...(failure === undefined ? {} : { failure: aFailure(failure, operation) }),
    },
  );
const judged = (observations: readonly Observation[], partial: Parameters<typeof judgeAll>[2] = given) =>
  judgeAll(unusableMailSetting, observations, partial);

describe('unusable-mail-setting', () => {
  it.each([
    ['works', [dialogue([setting.host])], 'passed'],
    ['shows a certificate for another name', [dialogue(['server.hoster.test'])], 'failed.name'],
    ['does not answer', twice(dialogue([], 'timed_out')), 'failed.no_answer'],
    ['answers in clear where TLS is entered', [dialogue([], 'tls_not_spoken')], 'failed.protection'],
    ['failed once', [dialogue([], 'timed_out')], 'cantTell'],
  ] satisfies readonly (readonly [string, readonly Observation[], string])[])(
    'a setting that %s',
    (_, observations, outcome) => {
      expect(judged(observations)).toEqual([`${outcome} ${subject}`]);
    },
  );

  it('tells a server that does not exist', () => {
    const lookup = anObservation('system-lookup', {
      id: `system-lookup/${setting.host}`,
      endpoint: { name: setting.host },
      input: { name: setting.host },
      failure: aFailure('name_not_found', 'resolve'),
    });
    expect(judged([lookup])).toEqual([`failed.no_name ${subject}`]);
  });

  it('stays untested without a try of this very server, port and protection', () => {
    const other = aMailDialogue('imap', 993, {}, { endpoint: at('other.example.test', 993) });
    expect(judged([other])).toEqual([`untested ${subject}`]);
  });

  it('says where a working setting is not the recommended one', () => {
    const provider = { mailSettings: [{ ...setting, host: 'server.hoster.test' }] };
    expect(judged([dialogue([setting.host])], { ...given, provider })).toEqual([`passed.differs ${subject}`]);
    const same = { mailSettings: [{ ...setting, host: 'mail.{domain}' }] };
    expect(judged([dialogue([setting.host])], { ...given, provider: same })).toEqual([`passed ${subject}`]);
  });

  it('says nothing when no settings were given', () => {
    const facts = aFacts({ observations: [dialogue([setting.host])] });
    expect(evaluateChecks(facts, {}, [unusableMailSetting])).toEqual([]);
  });
});

/** What the domain's file for mail programs (autoconfig) announces, beside the provider's settings and the domain's own records. */
import type { Assertion } from '../../model/finding.ts';
import type { MailSetting } from '../../model/mail-setting.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain, wants } from '../../model/view/hosts.ts';
import { autoconfigHost, autoconfigOf } from '../../model/view/mail-autoconfig.ts';
import { settingText, settingsOfPack, settingsOfZone } from '../../model/view/mail-settings.ts';
import { pointAt, pointAtDenial, pointAtTrouble } from '../../model/view/pointing.ts';
import { isProvidersHost, mailHome } from '../../model/view/provider-mail.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested, type Said } from '../check.ts';

const check = 'misleading-autoconfig';

/** Hosts named elsewhere for the same protocol, where none of them is this one. */
const othersThan = ({ protocol, host }: MailSetting, known: readonly MailSetting[]): string | undefined => {
  const hosts = known.filter((each) => each.protocol === protocol).map((each) => each.host);
  return hosts.length === 0 || hosts.includes(host) ? undefined : [...new Set(hosts)].slice(0, 2).join(', ');
};

function judge(facts: Facts, setting: MailSetting, said: Said): Assertion {
  const addresses = addressWord(facts, setting.host);
  if (addresses.status === 'none')
    return failed({
      ...said,
      variant: 'nowhere',
      evidence: [...said.evidence!, ...addresses.seenIn.slice(0, 2).map(pointAtDenial)],
    });
  const isAtProvider = mailHome(facts) === 'provider' && !isProvidersHost(facts, setting.host);
  const advised = isAtProvider ? othersThan(setting, settingsOfPack(facts)) : undefined;
  if (advised !== undefined)
    return failed({ ...said, variant: 'provider', values: { ...said.values, advised } });
  const recorded = othersThan(setting, settingsOfZone(facts));
  if (recorded !== undefined)
    return failed({ ...said, variant: 'records', values: { ...said.values, advised: recorded } });
  return setting.security === 'plain' ? failed({ ...said, variant: 'plain' }) : passed(said);
}

export const misleadingAutoconfig = defineCheck({
  id: check,
  area: 'mail',
  needs: ['http', 'dns'],
  evaluate(facts) {
    const domain = mailDomain(facts);
    const subject = autoconfigHost(domain);
    if (facts.request.target.isAddress || !wants(facts, 'mail'))
      return [inapplicable({ check, subject: domain })];
    const found = autoconfigOf(facts);
    if (found.status === 'unasked') {
      const isDenied = addressWord(facts, subject).status === 'none';
      return [isDenied ? inapplicable({ check, subject, variant: 'none' }) : untested({ check, subject })];
    }
    if (found.status === 'unknown')
      return [cantTell({ check, subject, evidence: [pointAtTrouble(found.page!)] })];
    const evidence = [pointAt(found.page!, '/data/bodyStart', '/data/status')];
    if (found.status !== 'found') return [inapplicable({ check, subject, variant: 'none', evidence })];
    return found.settings.map((setting) =>
      judge(facts, setting, {
        check,
        subject: `${subject} ${setting.protocol} ${setting.port}`,
        values: { host: subject, setting: settingText(setting), server: setting.host },
        evidence,
      }),
    );
  },
});

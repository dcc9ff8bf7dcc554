/** The settings that the person has entered in the mail program, tried as they stand (R63, R91). Nothing is said when none were given. */
import type { Assertion } from '../../model/finding.ts';
import type { MailSetting } from '../../model/mail-setting.ts';
import { connected } from '../../model/view/sessions.ts';
import type { Facts } from '../../model/view/facts.ts';
import { systemLookup } from '../../model/view/host-addresses.ts';
import {
  dialoguesOf,
  givenSettings,
  isSameSetting,
  recommendedSettings,
  settingText,
  worksAsSet,
} from '../../model/view/mail-settings.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

const check = 'unusable-mail-setting';

/** RFC 8314: a mail program says "SSL/TLS" for one and "STARTTLS" for the other, and only one fits a port. */
function judge(facts: Facts, setting: MailSetting): Assertion {
  const subject = `${setting.protocol} ${settingText(setting)}`;
  const said = { check, subject, values: { setting: settingText(setting), host: setting.host } };
  const jobs = dialoguesOf(facts, setting);
  if (jobs.length === 0) {
    const lookup = systemLookup(facts, setting.host);
    return lookup?.best.failure?.code === 'name_not_found'
      ? failed({ ...said, variant: 'no_name', evidence: [pointAt(lookup.best, '/failure/code')] })
      : untested(said);
  }
  const reached = jobs.map(({ best }) => best).filter((each) => each.failure === undefined);
  if (reached.some(worksAsSet)) {
    const evidence = [pointAt(reached.find(worksAsSet)!, '/data/greeting', '/data/connectMs')];
    const advice = recommendedSettings(facts).filter((each) => each.protocol === setting.protocol);
    const isOther = advice.length > 0 && !advice.some((each) => isSameSetting(each, setting));
    return passed({ ...said, evidence, ...(isOther ? { variant: 'differs' } : {}) });
  }
  if (reached.length > 0)
    return failed({
      ...said,
      variant: 'name',
      evidence: reached.map((each) => pointAt(each, '/data/tls/chain/0/dnsNames')),
    });
  const evidence = jobs.map(({ best }) => pointAt(best, '/failure/code'));
  // plain words where TLS was to begin are the other side's own: no second try can make them mean anything else
  const isSure = ({ verdict, best }: (typeof jobs)[number]): boolean =>
    verdict === 'fails' || best.failure?.code === 'tls_not_spoken';
  if (!jobs.every(isSure)) return cantTell({ ...said, evidence });
  return failed({
    ...said,
    evidence,
    variant: jobs.some(({ best }) => connected(best)) ? 'protection' : 'no_answer',
  });
}

export const unusableMailSetting = defineCheck({
  id: check,
  area: 'mail',
  needs: ['smtp', 'imap', 'pop3', 'system-lookup'],
  evaluate: (facts) => givenSettings(facts).map((setting) => judge(facts, setting)),
});

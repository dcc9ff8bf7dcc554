/** R33: mail for the domain goes to another company than the provider. Right for many; a fault where the mailboxes are at the provider. */
import { mailDomain, mxTargets, wants } from '../../model/view/hosts.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { mailHome } from '../../model/view/provider-mail.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'mail-delivered-elsewhere';

export const mailDeliveredElsewhere = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    // without the provider's mail hosts nobody can say whose a mail server is
    const isUnknown = !facts.provider || facts.provider.mailHosts.length === 0;
    if (isUnknown || !wants(facts, 'mail') || facts.request.target.isAddress)
      return [inapplicable({ check, subject })];
    const home = mailHome(facts);
    if (home === 'unknown') return [untested({ check, subject })];
    if (home === 'nowhere') return [inapplicable({ check, subject })];
    const word = wordOn(facts, subject, 'MX');
    const said = {
      check,
      subject,
      values: { servers: (mxTargets(facts) ?? []).map((each) => each.exchange).join(', ') },
      evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
    };
    return [home === 'provider' ? passed(said) : failed(said)];
  },
});

/** A receiver could not tell that the mail is from whom it says (DMARC, RFC 9989), by its own result in a pasted header (RFC 8601). */
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed } from '../check.ts';

const check = 'failed-sender-authentication';

export const failedSenderAuthentication = defineCheck({
  id: check,
  area: 'mail',
  needs: ['delivery-status'],
  isOnRequest: true,
  evaluate: (facts) =>
    facts.jobs('delivery-status').flatMap(({ best }) => {
      const { authentication, fromDomain } = best.data;
      if (authentication.length === 0) return [];
      const index = authentication.findIndex(({ method }) => method === 'dmarc');
      const dmarc = authentication[index];
      const said = {
        check,
        subject: dmarc?.domain ?? fromDomain ?? mailDomain(facts),
        evidence: [pointAt(best, dmarc ? `/data/authentication/${index}/result` : '/data/authentication')],
      };
      if (dmarc) return [dmarc.result === 'pass' ? passed(said) : failed(said)];
      // without a DMARC result one of the two ways is enough, as far as it can be seen
      const hasPassed = authentication.some(({ result }) => result === 'pass');
      return [hasPassed ? cantTell(said) : failed(said)];
    }),
});

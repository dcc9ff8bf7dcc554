/** One name and port, another certificate at each address: normal behind some balancers, telling in a half-finished move (R65). */
import { pointAt } from '../../model/view/pointing.ts';
import { sessionsWithCertificates } from '../../model/view/sessions.ts';
import { defineCheck, failed, inapplicable, passed } from '../check.ts';

const id = 'differing-certificates';

export const differingCertificates = defineCheck({
  id,
  area: 'tls',
  needs: ['http', 'smtp', 'imap', 'pop3', 'ftp'],
  evaluate(facts) {
    const sessions = sessionsWithCertificates(facts).filter(
      (each) => each.observation.endpoint.name !== undefined,
    );
    return [...new Set(sessions.map((each) => each.subject))].map((subject) => {
      const group = sessions.filter((each) => each.subject === subject);
      const prints = new Set(group.map((each) => each.session.chain[0]!.fingerprint256));
      const evidence = group
        .slice(0, 4)
        .map((each) => pointAt(each.observation, '/data/tls/chain/0/fingerprint256'));
      const said = { check: id, subject, evidence, values: { count: prints.size } };
      if (new Set(group.map((each) => each.observation.endpoint.address)).size < 2) return inapplicable(said);
      return prints.size > 1 ? failed(said) : passed(said);
    });
  },
});

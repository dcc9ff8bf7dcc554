/** R30: the domain leads to the provider and its www twin to another company, or the other way round: a move that was half done. */
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAt, pointAtRecords } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { contentMark, pagesAt, redirectTo, splitHosts } from '../../model/view/web-places.ts';
import { defineCheck, failed, inapplicable, passed } from '../check.ts';

const check = 'split-web-hosts';

export const splitWebHosts = defineCheck({
  id: check,
  area: 'web',
  needs: ['dns'],
  evaluate(facts) {
    const split = splitHosts(facts);
    if (!split) return [inapplicable({ check, subject: mailDomain(facts) })];
    const { home, away } = split;
    const said = {
      check,
      subject: away,
      values: { home, away },
      evidence: [away, home].flatMap((host) => {
        const word = addressWord(facts, host);
        return word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)).slice(0, 2);
      }),
    };
    const redirect = redirectTo(facts, away, home) ?? redirectTo(facts, home, away);
    if (redirect)
      return [passed({ ...said, evidence: [...said.evidence, pointAt(redirect, '/data/redirectsTo')] })];
    const marks = (host: string): ReadonlySet<string | undefined> =>
      new Set(
        pagesAt(facts, host)
          .map(contentMark)
          .filter((mark) => mark !== undefined),
      );
    const [here, there] = [marks(home), marks(away)];
    // one site behind two networks shows one page
    const isOneSite = [...there].some((mark) => here.has(mark));
    return [isOneSite ? passed({ ...said, variant: 'one-site' }) : failed(said)];
  },
});

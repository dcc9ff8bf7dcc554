/** Parts that the rules about mail in DNS share. */
import type { Evidence } from '../../model/message.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import { answeredRecords } from '../../model/view/dns-answers.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { isProvidersHost } from '../../model/view/provider-mail.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { type RivalTest } from '../rule.ts';
import { type RuleWorld } from '../rule-world.ts';

/** C6: the answer itself says so; a lookup that failed never comes here, since the check then cannot tell. */
export const lookupFailed = (excludedBy: readonly Evidence[]): RivalTest => ({
  faultDomain: 'dns_operator',
  control: 'C6',
  excludedBy: excludedBy.slice(0, 3),
  id: 'lookup_failed',
});

/** C6: what stands in DNS was seen at the domain's own servers, or at a resolver that is not of this seat. */
export const recordsInvented = (world: RuleWorld, evidence: readonly Evidence[]): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C6',
  excludedBy: evidence
    .filter((each) => {
      const seen = world.observation(each.observation);
      const isOwnWord = seen?.kind === 'dns' && seen.data.response?.flags.aa === true;
      return isOwnWord || (seen?.kind === 'dns' && seen.endpoint.operator !== undefined);
    })
    .slice(0, 3),
  id: 'records_invented',
});

/** C9: the zone itself sends mail programs to the provider, by one of these records. */
export const sendsMailPrograms = (
  { facts }: RuleWorld,
  questions: readonly { readonly name: string; readonly type: RecordType }[],
): readonly Evidence[] =>
  questions
    .flatMap(({ name, type }) => {
      const { seenIn } = wordOn(facts, name, type);
      return seenIn.flatMap((each) => {
        const records = each.data.response ? answeredRecords(each.data.response, name, type) : [];
        const leading = records.filter((record) =>
          isProvidersHost(facts, String(record.fields?.['target'] ?? name)),
        );
        return pointAtRecords(each, 'answers', leading.slice(0, 1));
      });
    })
    .slice(0, 2);

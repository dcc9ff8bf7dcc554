/** The domain's CAA records let none of the authorities issue from which the automatic certificates come (RFC 8659, RFC 8657, R58). */
import { caaVerdict, relevantCaa, type RelevantCaa } from '../../model/view/caa.ts';
import { renewingAuthorities } from '../../model/view/certificate-authorities.ts';
import { namesToRenew } from '../../model/view/renewal.ts';
import { pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, failed, passed, untested, type Said } from '../check.ts';
import { renewalCheck, type Renewal } from './each-renewal.ts';

type Found = Extract<RelevantCaa, { status: 'found' }>;

const shown = ({ records }: Found): string =>
  records
    .slice(0, 6)
    .map((each) => each.value)
    .join(', ');

const foundAt = (said: Said, found: Found, authorities: readonly string[], name: string): Said => ({
  ...said,
  values: {
    ...said.values,
    name,
    owner: found.owner,
    records: shown(found),
    authorities: authorities.join(', '),
  },
  evidence: pointAtRecords(found.seenIn, 'answers', found.records),
});

function evaluate({ facts, trouble, said }: Renewal) {
  const { names: authorities } = renewingAuthorities(facts, trouble.leaf);
  const lookups = namesToRenew(facts, trouble).map((name) => [name, relevantCaa(facts, name)] as const);
  const found = lookups.flatMap(([name, each]) => (each.status === 'found' ? [[name, each] as const] : []));
  if (authorities.length === 0) {
    const first = found[0];
    return first ? cantTell(foundAt(said, first[1], authorities, first[0])) : untested(said);
  }
  for (const [name, each] of found) {
    const verdict = caaVerdict(each.records, authorities, name);
    if (verdict === 'allowed') continue;
    const text = foundAt(said, each, authorities, name);
    return failed(verdict === 'forbidden' ? text : { ...text, variant: verdict });
  }
  const own = lookups.find(([name]) => name === trouble.host)?.[1];
  if (own?.status === 'none') return passed(said);
  if (own?.status === 'found') return passed(foundAt(said, own, authorities, trouble.host));
  const failedAt = own?.status === 'unknown' ? own.failedAt : undefined;
  return failedAt
    ? cantTell({ ...said, variant: 'unanswered', evidence: [pointAtTrouble(failedAt)] })
    : untested(said);
}

export const forbiddingCaa = renewalCheck('forbidding-caa', ['dns'], evaluate);

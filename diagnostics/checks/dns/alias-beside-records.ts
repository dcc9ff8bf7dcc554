/** RFC 1034 section 3.6.2, RFC 2181 section 10.1: a name is an alias or has records of its own, never both; the apex always has records. */
import type { Assertion } from '../../model/finding.ts';
import { isWithin, type DnsObservation } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { serverJobs } from '../../model/view/zone-servers.ts';
import { failed, passed, untested } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const check = 'alias-beside-records';
/** Belong to signing or to the alias itself (RFC 4034 section 3, RFC 4035 section 2.5). */
const companions: ReadonlySet<string> = new Set(['CNAME', 'RRSIG', 'NSEC', 'NSEC3']);

const ownRecords = ({ data }: DnsObservation, name: string) =>
  data.response!.answers.filter((each) => each.name === name);

/** Both from one server: two servers of different mind are another finding. */
function judge(answers: readonly DnsObservation[], zone: string, name: string): Assertion | undefined {
  const aliasIn = answers.find((each) => ownRecords(each, name).some(({ type }) => type === 'CNAME'));
  const besideIn = answers.find((each) => ownRecords(each, name).some(({ type }) => !companions.has(type)));
  if (!aliasIn || !besideIn) return undefined;
  const alias = ownRecords(aliasIn, name).find(({ type }) => type === 'CNAME')!;
  const beside = ownRecords(besideIn, name).find(({ type }) => !companions.has(type))!;
  return failed({
    check,
    subject: name,
    variant: name === zone ? 'apex' : 'other',
    values: { zone, alias: alias.value, type: beside.type },
    evidence: [
      ...pointAtRecords(aliasIn, 'answers', [alias]),
      ...pointAtRecords(besideIn, 'answers', [beside]),
    ],
  });
}

const answersOf = (facts: Facts, zone: string, address: string): readonly DnsObservation[] =>
  serverJobs(facts, zone, address)
    .map((job) => job.best)
    .filter((each) => each.failure === undefined && each.data.response?.flags.aa === true);

export const aliasBesideRecords = zoneCheck(check, ({ facts, zone, delegation, said }) => {
  const byServer = delegation.servers.map(({ address }) => answersOf(facts, zone, address));
  const heard = byServer.flat();
  if (heard.length === 0) return [untested(said)];
  const names = new Set(
    heard
      .flatMap((each) => each.data.response!.answers)
      .filter((each) => each.type === 'CNAME' && isWithin(each.name, zone))
      .map((each) => each.name),
  );
  const found = [...names].flatMap(
    (name) => byServer.flatMap((answers) => judge(answers, zone, name) ?? [])[0] ?? [],
  );
  return found.length > 0 ? found : [passed(said)];
});

/** Slips of the hand in a zone: names that were typed with the domain twice (R32), and a wildcard that answers in place of a name (R31). */
import type { RecordType } from '../observations/dns.ts';
import { sameSet } from './addresses.ts';
import { delegationOf } from './delegation.ts';
import { inventedNames } from './dns-honesty.ts';
import { answeredRecords, isWithin, type DnsObservation } from './dns-answers.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { addressAnswers, questionsTo, trueAddresses } from './host-addresses.ts';
import { hostsToResolve, mailDomain, wants, webHosts } from './hosts.ts';
import { dmarcPolicy, spfPolicy } from './mail-policies.ts';
import { dkimNames, mailHome } from './provider-mail.ts';
import { addressWord, wordOn } from './record-word.ts';
import { connectionJobs } from './sessions.ts';

export interface MissingRecord {
  /** The name that should hold the record. */
  readonly name: string;
  readonly type: RecordType;
  /** The name under which a panel puts it when the domain is typed as part of the name: `www.example.org.example.org`. */
  readonly doubled: string;
}

const isMissing = (facts: Facts, name: string, type: RecordType): boolean =>
  (type === 'A' ? addressWord(facts, name) : wordOn(facts, name, type)).status === 'none';

/** A policy whose name answers with other texts only is missing as well. */
function missingMailRecords(facts: Facts): readonly (readonly [string, RecordType])[] {
  if (!wants(facts, 'mail')) return [];
  const domain = mailDomain(facts);
  const policies = [spfPolicy(facts), dmarcPolicy(facts)] as const;
  const lacks = (index: 0 | 1): boolean =>
    ['found', 'none'].includes(policies[index].word.status) && policies[index].records.length === 0;
  const keys = mailHome(facts) === 'provider' ? dkimNames(facts).slice(0, 2) : [];
  return [
    ...(isMissing(facts, domain, 'MX') ? [[domain, 'MX'] as const] : []),
    ...(lacks(0) ? [[domain, 'TXT'] as const] : []),
    ...(lacks(1) ? [[`_dmarc.${domain}`, 'TXT'] as const] : []),
    ...keys.filter((name) => isMissing(facts, name, 'TXT')).map((name) => [name, 'TXT'] as const),
  ];
}

/** Records that are wanted and denied, with the place where a slip would have put them. */
export const missingRecords: (facts: Facts) => readonly MissingRecord[] = oncePerFacts((facts) => {
  const zone = delegationOf(facts).cut?.zone;
  if (zone === undefined || facts.request.target.isAddress) return [];
  const hosts = [...new Set([...webHosts(facts), ...facts.request.hosts])].filter(
    (host) => isWithin(host, zone) && isMissing(facts, host, 'A'),
  );
  return [...hosts.map((host) => [host, 'A'] as const), ...missingMailRecords(facts)]
    .filter(([name]) => isWithin(name, zone))
    .map(([name, type]) => ({ name, type, doubled: `${name}.${zone}` }));
});

/** A name below the domain that nobody can have entered: what it gives, a wildcard gives. */
export const wildcardProbe = (facts: Facts): string | undefined =>
  inventedNames(facts).find((name) => isWithin(name, mailDomain(facts)));

/** The zone's own answers to one question, without failures. */
const ownAnswers = (facts: Facts, name: string, type: RecordType): readonly DnsObservation[] =>
  questionsTo(facts, 'authoritative', name, type)
    .map((job) => job.best)
    .filter((each) => each.failure === undefined && each.data.response?.flags.aa === true);

const valuesIn = (facts: Facts, name: string, type: RecordType): readonly string[] =>
  ownAnswers(facts, name, type).flatMap((each) =>
    answeredRecords(each.data.response!, name, type).map((record) => record.value),
  );

/** What the zone says of the doubled name: found there and not by a wildcard; undefined while that is open. */
export function doubledRecord(
  facts: Facts,
  { doubled, type }: MissingRecord,
): { readonly seenIn: DnsObservation | undefined; readonly isWildcard: boolean } | undefined {
  const probe = wildcardProbe(facts);
  const [answer] = ownAnswers(facts, doubled, type);
  if (!answer || probe === undefined) return undefined;
  const values = valuesIn(facts, doubled, type);
  if (values.length === 0) return { seenIn: undefined, isWildcard: false };
  if (ownAnswers(facts, probe, type).length === 0) return undefined;
  return { seenIn: answer, isWildcard: sameSet(values, valuesIn(facts, probe, type)) };
}

/**
 * Hosts whose addresses are none of the domain's own: a wildcard may have answered for them. A mail host stands elsewhere as a rule and is
 * in doubt only where something fails; the site and its www twin are one server as a rule.
 */
export const doubtfulHosts: (facts: Facts) => readonly string[] = oncePerFacts((facts) => {
  const domain = mailDomain(facts);
  const apex = trueAddresses(facts, domain);
  const isFailing = (address: string): boolean =>
    connectionJobs(facts).some(({ best }) => best.endpoint.address === address && best.failure !== undefined);
  return hostsToResolve(facts).filter((host) => {
    const addresses = trueAddresses(facts, host);
    return (
      host !== domain &&
      isWithin(host, domain) &&
      addresses.length > 0 &&
      !addresses.some((address) => apex.includes(address)) &&
      (webHosts(facts).includes(host) || addresses.some(isFailing))
    );
  });
});

/** The zone gives an invented name the same addresses as this host. */
export function wildcardAnswer(facts: Facts, host: string): DnsObservation | undefined {
  const probe = wildcardProbe(facts);
  if (probe === undefined) return undefined;
  const of = (name: string) =>
    (['A', 'AAAA'] as const).flatMap((type) => addressAnswers(facts, 'authoritative', name, type));
  const given = of(probe).filter((each) => each.addresses.length > 0);
  const isSame = sameSet(
    given.flatMap((each) => each.addresses),
    of(host).flatMap((each) => each.addresses),
  );
  return isSame ? given[0]?.job.best : undefined;
}

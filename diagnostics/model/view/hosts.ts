/** Which host names play which part for a request. Client hosts of mail are never guessed from MX records. */
import type { Request } from '../target.ts';
import type { Service } from '../vocabulary.ts';
import { isAddressLiteral, sortedUnique } from './addresses.ts';
import { answeredRecords } from './dns-answers.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { mailDomain } from './mail-domain.ts';

const mailPrefixes = /^(mail|smtp|imap|pop3?|mx\d*)\./;
const ftpPrefixes = /^s?ftp\./;
const shellPrefixes = /^(ssh|sftp|server)\./;
/** `ns1.example.net`, `dns-2.example.net`: given to be looked at before the registry is told of them. */
const nameServerPrefixes = /^(ns|dns)[-\d]*\./;

const withoutWildcards = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !name.includes('*'));

/** The apex of the registered domain with its www twin, or the name that was typed. */
export function webHosts(facts: Facts): readonly string[] {
  const { target, hosts } = facts.request;
  const twin =
    !target.isAddress && target.domain === target.registrableDomain ? [`www.${target.domain}`] : [];
  const extra = hosts.filter(
    (host) =>
      ![mailPrefixes, ftpPrefixes, shellPrefixes, nameServerPrefixes].some((prefix) => prefix.test(host)),
  );
  return [...new Set([target.domain, ...twin, ...extra])];
}

/** Name servers that the person names. */
export const givenNameServers = ({ request }: Facts): readonly string[] =>
  request.target.isAddress ? [] : request.hosts.filter((host) => nameServerPrefixes.test(host));

/** Servers that the person has entered in the mail program. */
export const enteredHosts = ({ request }: Facts): readonly string[] =>
  (request.mailSettings ?? []).map(({ host }) => host);

/** Hosts that mail programs are set to: given by the person, by the pack, else the customary `mail.` name when it exists. */
export function mailClientHosts(facts: Facts): readonly string[] {
  const { target, hosts } = facts.request;
  if (target.isAddress) return [target.domain];
  const given = hosts.filter((host) => mailPrefixes.test(host));
  const published = withoutWildcards(facts.provider?.mailHosts ?? []);
  if (given.length + published.length > 0) return [...new Set([...given, ...published])];
  return mailPrefixes.test(target.domain) ? [target.domain] : [`mail.${mailDomain(facts)}`];
}

/** Hosts for file transfer: given by the person, else the customary `ftp.` name. */
export function ftpHosts(facts: Facts): readonly string[] {
  const { target, hosts } = facts.request;
  const given = hosts.filter((host) => ftpPrefixes.test(host));
  if (given.length > 0) return given;
  return target.isAddress || ftpPrefixes.test(target.domain) ? [target.domain] : [`ftp.${mailDomain(facts)}`];
}

export function shellHostsOf({ hosts, target }: Request): readonly string[] {
  const given = hosts.filter((host) => shellPrefixes.test(host));
  return given.length > 0 ? given : [target.domain];
}

export const shellHosts = ({ request }: Facts): readonly string[] => shellHostsOf(request);

export { mailDomain };

export const wants = (facts: Facts, service: Service): boolean => facts.request.services.includes(service);

export interface MxTarget {
  readonly preference: number;
  readonly exchange: string;
  readonly seenIn: string;
}

/** Targets of the MX records by preference, from the best source that answered; null when none did. */
export const mxTargets: (facts: Facts) => readonly MxTarget[] | null = oncePerFacts((facts) => {
  const name = mailDomain(facts);
  const answered = facts
    .jobs('dns')
    .filter(
      (job) =>
        job.best.input.type === 'MX' &&
        job.best.input.name === name &&
        job.best.data.response !== undefined &&
        job.best.failure === undefined,
    )
    .filter((job) => job.best.input.recursion || job.best.data.response!.flags.aa);
  const source = [...answered].sort(
    (a, b) => Number(a.best.input.recursion) - Number(b.best.input.recursion),
  )[0];
  if (!source) return null;
  return answeredRecords(source.best.data.response!, name, 'MX')
    .map((each) => ({
      preference: Number(each.fields?.['preference'] ?? 0),
      exchange: String(each.fields?.['exchange'] ?? ''),
      seenIn: source.best.id,
    }))
    .sort((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1));
});

/** RFC 7505: one MX record whose exchange is the root says that the domain takes no mail. */
export const isNullMx = (targets: readonly { readonly exchange: string }[]): boolean =>
  targets.length === 1 && (targets[0]!.exchange === '.' || targets[0]!.exchange === '');

/** Where mail for the domain arrives: the MX hosts, the domain itself without any (RFC 5321 section 5.1), nowhere with a null MX. */
export function incomingHosts(facts: Facts): readonly string[] {
  const targets = mxTargets(facts);
  if (targets === null || isNullMx(targets)) return [];
  return targets.length === 0 ? [mailDomain(facts)] : targets.map((each) => each.exchange);
}

/** Every host name that must be resolved for the services that were asked for. */
export const hostsToResolve: (facts: Facts) => readonly string[] = oncePerFacts((facts) => {
  if (facts.request.target.isAddress) return [];
  // neither the root of a null MX nor a bare label can be found in DNS
  const mx = wants(facts, 'mail')
    ? (mxTargets(facts) ?? [])
        .map((each) => each.exchange)
        .filter((name) => name !== '.' && name.includes('.'))
    : [];
  return sortedUnique(
    [
      ...webHosts(facts),
      ...(wants(facts, 'mail') ? [...mailClientHosts(facts), ...enteredHosts(facts), ...mx.slice(0, 4)] : []),
      ...(wants(facts, 'ftp') ? ftpHosts(facts) : []),
      ...(wants(facts, 'ssh') ? shellHosts(facts) : []),
    ].filter((name) => !isAddressLiteral(name)),
  );
});

/** The person's mail settings beside those that the provider or the zone recommends, and how each of them fares. */
import type { MailProtocolName, MailSetting } from '../mail-setting.ts';
import type { ObservationOf } from '../observation.ts';
import { coversName } from './certificates.ts';
import type { DnsObservation } from './dns-answers.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';
import { mailDomain } from './mail-domain.ts';
import { wordOn } from './record-word.ts';

type Dialogue = ObservationOf<'smtp'>;

export const givenSettings = ({ request }: Facts): readonly MailSetting[] => request.mailSettings ?? [];

/** RFC 6186 section 3.1 and RFC 8314 section 5.1: owner names of the records by which a domain tells its mail settings. */
const serviceRecords: readonly (readonly [string, MailProtocolName, MailSetting['security']])[] = [
  ['_imaps._tcp', 'imap', 'implicit'],
  ['_imap._tcp', 'imap', 'starttls'],
  ['_pop3s._tcp', 'pop3', 'implicit'],
  ['_pop3._tcp', 'pop3', 'starttls'],
  ['_submissions._tcp', 'smtp', 'implicit'],
  ['_submission._tcp', 'smtp', 'starttls'],
];

/** The same as whole names of the domain. */
export const serviceRecordNames = (facts: Facts): readonly string[] =>
  serviceRecords.map(([name]) => `${name}.${mailDomain(facts)}`);

const hasPack = ({ provider }: Facts): boolean => (provider?.mailSettings ?? []).length > 0;

/** Names to ask for, where no provider is known to recommend anything. */
export function settingRecordNames(facts: Facts): readonly string[] {
  if (hasPack(facts) || facts.request.target.isAddress) return [];
  const protocols = new Set(givenSettings(facts).map(({ protocol }) => protocol));
  return serviceRecords
    .filter(([, protocol]) => protocols.has(protocol))
    .map(([name]) => `${name}.${mailDomain(facts)}`);
}

export interface Recommended extends MailSetting {
  /** The record that says so; undefined when the provider's pack does. */
  readonly seenIn: DnsObservation | undefined;
}

/** By the service records of the domain. */
export function settingsOfZone(facts: Facts): readonly Recommended[] {
  return serviceRecords.flatMap(([name, protocol, security]) => {
    const word = wordOn(facts, `${name}.${mailDomain(facts)}`, 'SRV');
    return word.records.flatMap(({ fields = {} }): readonly Recommended[] => {
      const host = String(fields['target'] ?? '').toLowerCase();
      const port = Number(fields['port'] ?? 0);
      // a target of "." says that the service is not offered (RFC 2782)
      if (host === '.' || host === '' || port === 0) return [];
      return [{ protocol, host, port, security, seenIn: word.seenIn[0] }];
    });
  });
}

/** As the provider publishes them. */
export const settingsOfPack = (facts: Facts): readonly Recommended[] =>
  (facts.provider?.mailSettings ?? []).map((each) => ({
    ...each,
    host: each.host.replaceAll('{domain}', mailDomain(facts)),
    seenIn: undefined,
  }));

/** What a mail program should be set to, for the protocols that the person uses. */
export const recommendedSettings: (facts: Facts) => readonly Recommended[] = oncePerFacts((facts) => {
  const protocols = new Set(givenSettings(facts).map(({ protocol }) => protocol));
  if (protocols.size === 0) return [];
  const known = hasPack(facts) ? settingsOfPack(facts) : settingsOfZone(facts);
  return known.filter(({ protocol }) => protocols.has(protocol));
});

export const isSameSetting = (a: MailSetting, b: MailSetting): boolean =>
  a.host === b.host && a.port === b.port && a.security === b.security && a.protocol === b.protocol;

/** Dialogues with the very server, port and protection of a setting. */
export const dialoguesOf = (
  facts: Facts,
  { protocol, host, port, security }: MailSetting,
): readonly Tried<'smtp'>[] =>
  (facts.jobs(protocol) as readonly Tried<'smtp'>[]).filter(
    ({ best }) =>
      best.control === undefined &&
      best.endpoint.name === host &&
      best.endpoint.port === port &&
      best.input.security === security,
  );

/** The server was reached as set, up to where a login would begin, and its certificate is for the name that was entered. */
export function worksAsSet(dialogue: Dialogue): boolean {
  const leaf = dialogue.data.tls?.chain[0];
  const isNamed = leaf === undefined || coversName(leaf, dialogue.endpoint.name ?? '');
  return dialogue.failure === undefined && isNamed;
}

/** Dialogues with recommended servers that went well. */
export const workingRecommendations = (
  facts: Facts,
  { protocol }: MailSetting,
): readonly { readonly setting: Recommended; readonly dialogue: Dialogue }[] =>
  recommendedSettings(facts)
    .filter((each) => each.protocol === protocol)
    .flatMap((setting) => {
      const dialogue = dialoguesOf(facts, setting)
        .map(({ best }) => best)
        .find(worksAsSet);
      return dialogue ? [{ setting, dialogue }] : [];
    });

const securityWord = { implicit: 'SSL/TLS', starttls: 'STARTTLS', plain: '—' } as const;

/** `mail.example.org, 993, SSL/TLS`: as mail programs ask for it. */
export const settingText = ({ host, port, security }: MailSetting): string =>
  `${host}, ${port}, ${securityWord[security]}`;

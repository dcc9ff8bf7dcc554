/** What SMTP greetings and capability lists show of whoever stands between: words that were masked, and servers that are another one. */
import type { MailDialogueData } from '../observations/dialogues.ts';
import type { ObservationOf } from '../observation.ts';
import { connected } from './sessions.ts';
import { coversName } from './certificates.ts';
import type { Facts, Tried } from './facts.ts';
import { systemAddresses, systemLookup } from './host-addresses.ts';

type Dialogue = ObservationOf<'smtp'>;

/** Firewalls that inspect SMTP paint the greeting over with stars; no server is called so. */
export const isGreetingMasked = ({ greeting = '' }: MailDialogueData): boolean =>
  /^\d{3}[ -][^A-Za-z]{0,20}\*{5}/u.test(greeting);

/** They also paint over the extensions that they do not know, letter by letter: STARTTLS becomes XXXXXXXA. */
export const isListMasked = ({ capabilities = [] }: MailDialogueData): boolean =>
  capabilities.some((each) => /^X{4,}[A-Z]?$/u.test(each));

export const isMasked = (data: MailDialogueData): boolean => isGreetingMasked(data) || isListMasked(data);

/** The name by which the server calls itself (RFC 5321 section 4.2: it comes first in the greeting). */
export function greetingName({ greeting = '' }: MailDialogueData): string | undefined {
  const name = /^\d{3}[ -]((?:[\w-]{1,63}\.){1,8}[A-Za-z][\w-]{1,62})\b/u.exec(greeting)?.[1];
  return name?.toLowerCase();
}

const smtpJobs = (facts: Facts, isControl: boolean): readonly Tried<'smtp'>[] =>
  facts
    .jobs('smtp')
    .filter(({ best }) => (best.control === 'C2') === isControl && (isControl || best.control === undefined));

export const ownDialogues = (facts: Facts): readonly Dialogue[] =>
  smtpJobs(facts, false).map(({ best }) => best);

/** C2: dialogues with servers of other operators on the same port and family, one for each operator. */
export function neutralDialogues(facts: Facts, { endpoint }: Dialogue): readonly Dialogue[] {
  const found = smtpJobs(facts, true)
    .map(({ best }) => best)
    .filter((each) => each.endpoint.port === endpoint.port && each.endpoint.family === endpoint.family)
    .filter((each) => each.data.greeting !== undefined);
  return [...new Map(found.map((each) => [each.endpoint.operator, each])).values()];
}

/** TLS on the same connection shows that the server is the one that was meant. */
export const isAuthenticated = ({ data, endpoint }: Dialogue): boolean => {
  const leaf = data.tls?.chain[0];
  return (
    leaf !== undefined &&
    data.tls?.trust?.bundled.trusted === true &&
    coversName(leaf, endpoint.name ?? endpoint.address ?? '')
  );
};

/** Calls itself by another name than it was called by, and no certificate says that it is the right one. */
export function strangeName(dialogue: Dialogue): string | undefined {
  const name = connected(dialogue) ? greetingName(dialogue.data) : undefined;
  return name === undefined || name === dialogue.endpoint.name || isAuthenticated(dialogue)
    ? undefined
    : name;
}

/** The name that it calls itself by leads to another address: many servers are called otherwise, few are somewhere else. */
export function leadsElsewhere(facts: Facts, dialogue: Dialogue): boolean {
  const name = strangeName(dialogue);
  if (name === undefined || systemLookup(facts, name) === undefined) return false;
  return !systemAddresses(facts, name).includes(dialogue.endpoint.address ?? '');
}

/** Servers of two other operators greet by the very same name: one server answers for all of them. */
export function sameServerForAll(facts: Facts, dialogue: Dialogue): readonly Dialogue[] {
  const name = strangeName(dialogue);
  const same = neutralDialogues(facts, dialogue).filter((each) => greetingName(each.data) === name);
  return name !== undefined && same.length >= 2 ? same : [];
}

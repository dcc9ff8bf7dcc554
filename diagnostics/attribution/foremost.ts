/** What the person came for, among names: a site that does not open is spoken of before the mail server that is shut as well. */
import { listOfNames, nameList } from '../model/view/name-list.ts';
import type { Facts } from '../model/view/facts.ts';
import {
  enteredHosts,
  ftpHosts,
  incomingHosts,
  mailClientHosts,
  shellHosts,
  webHosts,
} from '../model/view/hosts.ts';
import { panels } from '../model/view/panels.ts';
import type { Service, Symptom } from '../model/vocabulary.ts';
import type { Match } from './rule.ts';

export const serviceOfSymptom: Readonly<Record<Symptom, Service | null>> = {
  site_down: 'web',
  site_insecure_warning: 'web',
  site_error_page: 'web',
  mail_cannot_send: 'mail',
  mail_cannot_receive: 'mail',
  mail_app_cannot_connect: 'mail',
  ftp_cannot_connect: 'ftp',
  ssh_cannot_connect: 'ssh',
  panel_cannot_connect: 'web',
  domain_not_found: 'dns',
  everything: null,
};

/** Hosts of the service that is complained of, the likeliest first. */
function complainedHosts(facts: Facts): readonly string[] {
  const { symptom } = facts.request;
  if (symptom === 'panel_cannot_connect')
    return [...panels(facts).map(({ host }) => host), ...webHosts(facts)];
  if (symptom === 'mail_cannot_receive') return [...incomingHosts(facts), ...mailClientHosts(facts)];
  switch (serviceOfSymptom[symptom]) {
    case 'mail':
      return [...enteredHosts(facts), ...mailClientHosts(facts), ...incomingHosts(facts)];
    case 'ftp':
      return ftpHosts(facts);
    case 'ssh':
      return shellHosts(facts);
    case 'web':
      return webHosts(facts);
    default:
      return [];
  }
}

/** `shop.test:443` and `shop.test (192.0.2.1)` are about shop.test. */
const hostIn = (name: string): string => name.replace(/ .*$/su, '').replace(/^([^:]+):\d+$/u, '$1');

export interface Foremost {
  /** Place of the name that stands for a subject: zero for the host that the person came for, the same high number for all others. */
  readonly placeOf: (subject: string) => number;
  /** Whether a name in the subject is one of the service that is complained of. */
  readonly isComplainedOf: (subject: string) => boolean;
}

export function foremostOf(facts: Facts): Foremost {
  const complained = new Set(complainedHosts(facts));
  const order = [...new Set([...complained, ...webHosts(facts)])];
  const hosts = (subject: string): readonly string[] => nameList(subject).names.map(hostIn);
  return {
    placeOf: (subject) =>
      Math.min(...hosts(subject).map((host) => (order.includes(host) ? order.indexOf(host) : order.length))),
    isComplainedOf: (subject) => hosts(subject).some((host) => complained.has(host)),
  };
}

/** Values that a sentence calls by name. */
const named: ReadonlySet<string> = new Set(['subject', 'host', 'name']);

/**
 * The words of a match with the foremost name in front; names that nobody came for keep their order. The subject itself stays: tickets and
 * earlier runs know the problem by it, whatever was complained of.
 */
export function foremostFirst(match: Match, { placeOf }: Foremost): Match {
  const inOrder = (text: string): string => {
    const { names, ofAll } = nameList(text);
    return listOfNames({ names: names.toSorted((a, b) => placeOf(a) - placeOf(b)), ofAll });
  };
  const values = Object.entries({ subject: match.subject, ...match.values }).map(([key, value]) => [
    key,
    named.has(key) && typeof value === 'string' ? inOrder(value) : value,
  ]);
  return { ...match, values: Object.fromEntries(values) as NonNullable<Match['values']> };
}

/**
 * Which ports should answer. A closed port is a fault only where a service was promised: by the pack, by the person who came for it,
 * by an MX record, or by the other ports of the same service that do answer. Otherwise it is simply not offered.
 */
import { services, type Service, type Symptom } from '../vocabulary.ts';
import { isInRanges } from './addresses.ts';
import type { Facts } from './facts.ts';
import { dialAddresses } from './host-addresses.ts';
import { isNullMx, mailClientHosts, mxTargets, webHosts } from './hosts.ts';
import { includesProvider, isProvidersHost, mailHome } from './provider-mail.ts';
import { spfCost } from './spf/policy.ts';
import { givenSettings, recommendedSettings } from './mail-settings.ts';
import { panels } from './panels.ts';
import { portState } from './sessions.ts';

const symptomServices: Partial<Record<Symptom, Service>> = {
  mail_cannot_send: 'mail',
  mail_app_cannot_connect: 'mail',
  ftp_cannot_connect: 'ftp',
  ssh_cannot_connect: 'ssh',
};

/** The person named the service, or came because of it. */
export const cameFor = (facts: Facts, service: Service): boolean =>
  symptomServices[facts.request.symptom] === service ||
  (facts.request.areServicesUsual !== true &&
    facts.request.services.includes(service) &&
    facts.request.services.length < services.length);

const publishedPorts = (facts: Facts): readonly number[] => Object.values(facts.provider?.ports ?? {}).flat();

/** A published port is promised for the provider's own servers; where its addresses are known, only for hosts that lead there. */
const isPublished = (facts: Facts, host: string, port: number): boolean =>
  leadsToProvider(facts, host) && publishedPorts(facts).includes(port);

function leadsToProvider(facts: Facts, host: string): boolean {
  const ranges = facts.provider?.addressRanges ?? [];
  return ranges.length === 0 || dialAddresses(facts, host).some((address) => isInRanges(address, ranges));
}

const isOpenSomewhere = (facts: Facts, host: string, ports: readonly number[]): boolean =>
  dialAddresses(facts, host).some((address) =>
    ports.some((port) => portState(facts, address, port) === 'open'),
  );

/** Ports that serve one purpose: one of them is enough for a mail program. */
const mailGroups = { submission: [587, 465], imap: [993, 143], pop3: [995, 110] } as const;
const allMailPorts: readonly number[] = Object.values(mailGroups).flat();

const shareAddress = (facts: Facts, a: string, b: string): boolean =>
  dialAddresses(facts, a).some((address) => dialAddresses(facts, b).includes(address));

/**
 * A mail server of the provider that nothing of this domain leads to: its mail arrives at another company, or nowhere by its own word,
 * and its policy does not let the provider send. Whatever the server does, this domain does not feel it.
 */
function isUnusedHere(facts: Facts, host: string): boolean {
  const targets = mxTargets(facts) ?? [];
  const isKnown = spfCost(facts).status !== 'asking';
  return (
    !facts.request.hosts.includes(host) &&
    (mailHome(facts) === 'elsewhere' || (isNullMx(targets) && !cameFor(facts, 'mail'))) &&
    !targets.some((each) => each.exchange === host) &&
    isProvidersHost(facts, host) &&
    isKnown &&
    !includesProvider(facts)
  );
}

/** A server that only the person's settings name may be none at all: their own check says how it fares. */
const isOnlyEntered = (facts: Facts, host: string): boolean =>
  givenSettings(facts).some((each) => each.host === host) &&
  !mailClientHosts(facts).includes(host) &&
  !recommendedSettings(facts).some((each) => each.host === host) &&
  !(mxTargets(facts) ?? []).some((each) => each.exchange === host);

/** A mailbox that can be read over IMAP needs no POP3: many servers leave it out. */
const isSpare = (facts: Facts, host: string, port: number): boolean =>
  (mailGroups.pop3 as readonly number[]).includes(port) && isOpenSomewhere(facts, host, mailGroups.imap);

function isExpectedMailPort(facts: Facts, host: string, port: number): boolean {
  if (isOnlyEntered(facts, host) || isUnusedHere(facts, host)) return false;
  const group = Object.values(mailGroups).find((ports) => (ports as readonly number[]).includes(port)) ?? [];
  if (publishedPorts(facts).some((each) => allMailPorts.includes(each)))
    return isPublished(facts, host, port);
  const isMailHost =
    cameFor(facts, 'mail') ||
    isOpenSomewhere(facts, host, allMailPorts) ||
    (mxTargets(facts) ?? []).some(
      (each) => each.exchange === host || shareAddress(facts, each.exchange, host),
    );
  return isMailHost && !isSpare(facts, host, port) && !isOpenSomewhere(facts, host, group);
}

const loginPorts = [21, 22] as const;

/** What a provider publishes is not on each of its machines: one that serves the site and refuses every login offers none. */
function isWithoutLogin(facts: Facts, host: string): boolean {
  const addresses = dialAddresses(facts, host);
  const refuses = (port: number): boolean =>
    addresses.length > 0 && addresses.every((address) => portState(facts, address, port) === 'refused');
  return loginPorts.every(refuses) && isOpenSomewhere(facts, host, [443, 80]);
}

/** Should this port of this host answer? Port 25 counts for hosts of the MX records only, see the check. */
export function isExpectedPort(facts: Facts, host: string, port: number): boolean {
  if (port === 443) return webHosts(facts).includes(host);
  if (port === 80) return webHosts(facts).includes(host) && !isOpenSomewhere(facts, host, [443]);
  if (port === 25) return (mxTargets(facts) ?? []).some((each) => each.exchange === host);
  if (port === 21 || port === 22) {
    const isAskedFor = cameFor(facts, port === 21 ? 'ftp' : 'ssh') || facts.request.hosts.includes(host);
    return isAskedFor || (isPublished(facts, host, port) && !isWithoutLogin(facts, host));
  }
  if (allMailPorts.includes(port)) return isExpectedMailPort(facts, host, port);
  if (panels(facts).some((each) => each.host === host && each.port === port))
    return leadsToProvider(facts, host);
  return isPublished(facts, host, port);
}

/**
 * Should this port answer over each family for which the host has an address, since it does over one? Unlike above, another port that
 * serves the same purpose is no substitute: programs dial the one that they are set to.
 */
export function isOfferedPort(facts: Facts, host: string, port: number): boolean {
  if (port === 80) return webHosts(facts).includes(host);
  if (!allMailPorts.includes(port)) return isExpectedPort(facts, host, port);
  const isNeeded = isPublished(facts, host, port) || !isSpare(facts, host, port);
  return isNeeded && !isOnlyEntered(facts, host) && !isUnusedHere(facts, host);
}

const USUAL_SSH_PORT = 22;
const PUBLISHED_SSH_PORTS_AT_MOST = 2;

/**
 * Ports at which the server login is tried. Programs knock at 22 unless told otherwise, so whoever came for the login hears what is
 * there, whatever port the provider publishes (R78).
 */
export function shellPorts(facts: Facts): readonly number[] {
  const { ssh = [], sftp = [] } = facts.provider?.ports ?? {};
  const published = [...new Set([...ssh, ...sftp])].slice(0, PUBLISHED_SSH_PORTS_AT_MOST);
  if (published.length === 0) return [USUAL_SSH_PORT];
  return cameFor(facts, 'ssh') ? [...new Set([USUAL_SSH_PORT, ...published])] : published;
}

/** The services themselves: one connection a job, every address and family apart. */
import type { Job } from '../../model/job.ts';
import type { ObservationOf } from '../../model/observation.ts';
import type { Certificate } from '../../model/observations/tls.ts';
import { isSurvey } from '../../model/view/asked-about.ts';
import { coversName } from '../../model/view/certificates.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { incomingHosts, mailClientHosts, mailDomain, wants, webHosts } from '../../model/view/hosts.ts';
import type { Control } from '../../model/vocabulary.ts';
import { givenSettings, isSameSetting } from '../../model/view/mail-settings.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { familyOf, isAddressLiteral } from '../../model/view/addresses.ts';
import { panels } from '../../model/view/panels.ts';
import type { Symptom } from '../../model/vocabulary.ts';
import { httpJob, mailJob, placesOf, systemLookupJob, tcpJob, tlsJob, urlOf, type Place } from './job-kit.ts';
import { originPages, pageControls, pagesAsBrowser, slowPageRepeats } from './page-controls.ts';
import type { Planner } from './planner.ts';

/** Who came for something else is not kept waiting for the panel. */
const panelSymptoms: ReadonlySet<Symptom> = new Set(['panel_cannot_connect', 'everything']);

const REDIRECTS_AT_MOST = 5;
/** Redirects may lead to another place each time: together they get this many connections. */
const REDIRECT_JOBS_AT_MOST = 12;

/** The address that a redirect leads to, without the fragment, which is never sent (RFC 9110 section 7.1). */
function redirectUrl(target: string | undefined): URL | null {
  if (target === undefined || !URL.canParse(target)) return null;
  const url = new URL(target);
  url.hash = '';
  const isFollowed =
    (url.protocol === 'http:' || url.protocol === 'https:') && url.port !== '0' && url.href.length <= 4000;
  return isFollowed && url.hostname.length <= 255 ? url : null;
}

/** The next hop of a redirect, at the first address that its host has from here. */
function nextHop(
  facts: Facts,
  { endpoint, data }: ObservationOf<'http'>,
  control: Control | undefined,
): Job | undefined {
  const url = redirectUrl(data.redirectsTo);
  if (!url) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const known = dialAddresses(facts, host);
  const address =
    endpoint.name === host
      ? endpoint.address
      : (known.find((each) => familyOf(each) === endpoint.family) ?? known[0]);
  if (address === undefined) return isAddressLiteral(host) ? undefined : systemLookupJob(host);
  return httpJob({ name: host, address, port }, url.href, control);
}

/** Every chain of redirects from the pages on, five hops at most (a browser follows twenty; nothing sound needs more than two). */
export function redirectJobs(facts: Facts, pages: readonly Job[], control?: Control): readonly Job[] {
  const seen = new Map(pages.map((page) => [page.key, page]));
  const found: Job[] = [];
  let edge: readonly Job[] = pages;
  for (let hop = 0; hop < REDIRECTS_AT_MOST; hop++) {
    edge = edge.flatMap((job): readonly Job[] => {
      const answer = facts.job('http', job.key)?.best;
      const next = answer && nextHop(facts, answer, control);
      if (!next || seen.has(next.key)) return [];
      seen.set(next.key, next);
      return [next];
    });
    found.push(...edge);
  }
  return found.slice(0, REDIRECT_JOBS_AT_MOST);
}

/** The default certificate is asked for only where the named one is in doubt (R61): it costs a connection. */
function defaultCertificateJobs(facts: Facts): readonly Job[] {
  return facts.jobs('http').flatMap((job): readonly Job[] => {
    const { address, port, name } = job.best.endpoint;
    const session = job.best.data.tls;
    if (!session || job.best.control !== undefined || address === undefined || port === undefined) return [];
    const isDoubtful =
      job.best.failure?.operation === 'tls_handshake' || !isCovered(session.chain[0], name ?? address);
    return isDoubtful ? [tlsJob({ address, port }, null, 'C8')] : [];
  });
}

export const webPlanner: Planner = {
  id: 'web',
  isWanted: (facts) => wants(facts, 'web'),
  plan(facts) {
    const { target } = facts.request;
    const pages = webHosts(facts).flatMap((host) => {
      const path = host === target.domain ? target.path : '/';
      const secure = placesOf(facts, host, 443).map((place) => httpJob(place, urlOf('https', host, path)));
      const plain = placesOf(facts, host, 80).map((place) => httpJob(place, urlOf('http', host, path)));
      if (!isSurvey(facts)) return [...secure, ...plain];
      // a second name at the same server shows its certificate once
      return host === target.domain ? [...secure, ...plain.slice(0, 1)] : secure.slice(0, 1);
    });
    return [
      ...pages,
      ...redirectJobs(facts, pages),
      ...defaultCertificateJobs(facts),
      ...pagesAsBrowser(facts),
      ...originPages(facts),
      ...slowPageRepeats(facts),
      ...pageControls(facts),
    ];
  },
};

/** The control panel beside the ordinary web ports (R47): one connection to each port that the pack names. */
export const panelPlanner: Planner = {
  id: 'panel',
  isWanted: (facts) => wants(facts, 'web') && !isSurvey(facts) && panelSymptoms.has(facts.request.symptom),
  plan: (facts) =>
    panels(facts).flatMap(({ host, port }): readonly Job[] => {
      const place = placesOf(facts, host, port)[0];
      if (place) return [tcpJob(place)];
      return isAddressLiteral(host) ? [] : [systemLookupJob(host)];
    }),
};

/** Ports of mail programs with the protection that each is meant for (RFC 8314, RFC 6409). */
const clientPorts = [
  ['smtp', 587, 'starttls'],
  ['smtp', 465, 'implicit'],
  ['imap', 993, 'implicit'],
  ['imap', 143, 'starttls'],
  ['pop3', 995, 'implicit'],
  ['pop3', 110, 'starttls'],
] as const;

const EXCHANGERS_AT_MOST = 3;

/**
 * The customer's own name of a mail server that all customers share: in a survey one port shows whether it stands, and its certificate;
 * another that mail leaves as well, since that is another program, which may be stopped or turn this address away by itself.
 */
const SURVEYED_PORTS: readonly number[] = [993, 587];
function surveyed(facts: Facts, host: string, port: number): readonly Place[] {
  const places = placesOf(facts, host, port);
  if (!isSurvey(facts) || !isWithin(host, mailDomain(facts))) return places;
  return SURVEYED_PORTS.includes(port) ? places.slice(0, 1) : [];
}

export const mailPlanner: Planner = {
  id: 'mail',
  isWanted: (facts) => wants(facts, 'mail'),
  plan(facts) {
    const exchangers = incomingHosts(facts).slice(0, EXCHANGERS_AT_MOST);
    const inbound = exchangers.flatMap((host) =>
      placesOf(facts, host, 25).map((place) => mailJob('smtp', place, 'starttls')),
    );
    const clients = mailClientHosts(facts).flatMap((host) =>
      clientPorts
        // what the person has entered is dialled by the planner of settings
        .filter(
          ([protocol, port, security]) =>
            !givenSettings(facts).some((each) => isSameSetting(each, { protocol, host, port, security })),
        )
        .flatMap(([kind, port, security]) =>
          surveyed(facts, host, port).map((place) => mailJob(kind, place, security)),
        ),
    );
    return [...inbound, ...clients];
  },
};

const isCovered = (leaf: Certificate | undefined, name: string): boolean =>
  leaf !== undefined && coversName(leaf, name);

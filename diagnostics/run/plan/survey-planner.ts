/**
 * What a closer look at the web site costs: one greeting as programs of before 2014 send it, one connection with HTTP/2 on offer, and what
 * is left of the budget of the port for greetings of named old programs; only for somebody who came because of the site or of an old device.
 * Asked when nothing else wants a connection, so that none of them ever takes the place of a control.
 */
import type { Job, JobOf } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { browserGreeting, greetingsTo, undecidedClients } from '../../model/view/client-greetings.ts';
import { mailClientHosts, wants, webHosts } from '../../model/view/hosts.ts';
import { stated } from '../../model/view/statements.ts';
import { sessionsWithCertificates, type SeenSession } from '../../model/view/sessions.ts';
import { breaksHttp2, offersTo } from '../../model/view/web-protocols.ts';
import type { Symptom } from '../../model/vocabulary.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import { deadlines, endpointOf, greetingJob, oldTlsJob, resolverJob, serverNameFor } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';

const HTTPS_PORT = 443;
/** Two failures make a fault (law 5). */
const OFFERS_AT_MOST = 2;

const isWebAlone = ({ request }: Facts): boolean =>
  request.services.length === 1 && request.services[0] === 'web';

/** The person came for the web alone, or because browsers warn. */
const asksForEncryption = (facts: Facts): boolean =>
  facts.request.symptom === 'site_insecure_warning' || isWebAlone(facts);

const siteSymptoms: ReadonlySet<Symptom> = new Set(['site_down', 'site_error_page', 'site_insecure_warning']);
/** The person came because of the site: then it matters what browsers get, which offer HTTP/2 first. */
const asksForSite = (facts: Facts): boolean => siteSymptoms.has(facts.request.symptom) || isWebAlone(facts);

/** Sessions of the first host of the site that came about. */
const sessionsOfSite = (facts: Facts): readonly SeenSession[] => {
  const [host] = webHosts(facts);
  return sessionsWithCertificates(facts).filter(
    ({ observation: { endpoint, failure } }) =>
      failure === undefined && endpoint.name === host && endpoint.port === HTTPS_PORT,
  );
};

const addressesOf = (sessions: readonly SeenSession[]): readonly string[] => [
  ...new Set(sessions.flatMap(({ observation: { endpoint } }) => endpoint.address ?? [])),
];

const greetingAt = (name: string, address: string): Job =>
  oldTlsJob({ name, address, port: HTTPS_PORT }, serverNameFor(name));

/** Servers that speak a current version; whether they still speak an old one is the question. */
function oldGreetings(facts: Facts): readonly Job[] {
  const [host] = webHosts(facts);
  if (!asksForEncryption(facts) || host === undefined) return [];
  const current = sessionsOfSite(facts).filter(
    ({ session }) => session.protocolVersion === 'TLSv1.3' || session.protocolVersion === 'TLSv1.2',
  );
  // old programs seldom use IPv6; at the address with a place left in its budget
  const sorted = addressesOf(current).toSorted((a, b) => familyOf(a) - familyOf(b));
  const isDone = sorted.some((address) => facts.job('tls', greetingAt(host, address).key) !== undefined);
  return isDone ? [] : sorted.map((address) => greetingAt(host, address));
}

function offerOf({ observation }: SeenSession): JobOf<'http2'> | undefined {
  const { address, name } = observation.endpoint;
  if (observation.kind !== 'http' || address === undefined || name === undefined) return undefined;
  // what already fails over HTTP/1.1 is no matter of the newer version
  if (observation.control !== undefined || (observation.data.status ?? 500) >= 500) return undefined;
  const { url } = observation.input;
  return {
    key: boundedKey(`http2/${address}/${url}`),
    kind: 'http2',
    endpoint: endpointOf({ name, address, port: HTTPS_PORT }),
    input: { url },
    deadlineMs: deadlines.handshake,
    attempt: 1,
  };
}

/** Pages of the site that came over HTTP/1.1, asked for once more with HTTP/2 on offer; again elsewhere where it broke. */
function http2Offers(facts: Facts): readonly Job[] {
  const [host] = webHosts(facts);
  if (!asksForSite(facts) || host === undefined) return [];
  const made = offersTo(facts, host);
  if (made.length >= OFFERS_AT_MOST || made.some((each) => !breaksHttp2(each))) return [];
  // IPv6 first: the old greeting takes a place of the other family
  return sessionsOfSite(facts)
    .flatMap((each) => offerOf(each) ?? [])
    .toSorted((a, b) => (b.endpoint.family ?? 0) - (a.endpoint.family ?? 0))
    .flatMap((job) => [job, { ...job, attempt: 2 }])
    .filter((job) => !made.some((each) => each.id === (job.attempt === 1 ? job.key : `${job.key}#2`)))
    .filter((job) => job.attempt === 1 || facts.job('http2', job.key) !== undefined);
}

/** The one-time key is of a kind that browsers no longer offer: whether the server has nothing else is the question (RFC 9325 section 4.1). */
function browserGreetings(facts: Facts): readonly Job[] {
  const [host] = webHosts(facts);
  const unusual = sessionsOfSite(facts).filter(({ session }) => session.keyExchange?.type === 'DH');
  if (
    host === undefined ||
    addressesOf(sessionsOfSite(facts)).some((each) => browserGreeting(facts, each, HTTPS_PORT))
  )
    return [];
  return addressesOf(unusual).map((address) =>
    greetingJob({ name: host, address, port: HTTPS_PORT }, ['browser']),
  );
}

/** Few greetings tell of many programs, since each holds the offers of all of whom nothing is known yet. */
const GREETINGS_AT_MOST = 3;

function clientGreetings(facts: Facts, host: string | undefined, port: number): readonly Job[] {
  if (host === undefined || greetingsTo(facts, host, port).length >= GREETINGS_AT_MOST) return [];
  const open = undecidedClients(facts, host, port);
  if (open.length === 0) return [];
  const served = sessionsWithCertificates(facts).filter(
    ({ observation: { endpoint, failure } }) =>
      failure === undefined && endpoint.name === host && endpoint.port === port,
  );
  return addressesOf(served)
    .toSorted((a, b) => familyOf(a) - familyOf(b))
    .map((address) => greetingJob({ name: host, address, port }, open))
    .filter((job) => facts.job('tls-greeting', job.key) === undefined);
}

const IMAPS_PORT = 993;

/** Only an old device fails, by the person's word: then it matters which of them get in. */
const oldDeviceGreetings = (facts: Facts): readonly Job[] =>
  stated(facts, 'old_device', 'yes').length === 0
    ? []
    : [
        ...(wants(facts, 'web') ? clientGreetings(facts, webHosts(facts)[0], HTTPS_PORT) : []),
        ...(wants(facts, 'mail') ? clientGreetings(facts, mailClientHosts(facts)[0], IMAPS_PORT) : []),
      ];

/** What the site says of itself in DNS (RFC 9460), once the connection that it is compared with was there. */
function announcements(facts: Facts): readonly Job[] {
  const [host] = webHosts(facts);
  const resolver = onePublicResolver(facts);
  if (host === undefined || !resolver || offersTo(facts, host).length === 0) return [];
  const job = resolverJob(resolver, host, 'HTTPS');
  return facts.job('dns', job.key) ? [] : [job];
}

/** In the order in which they are wanted. Whoever asks takes the first that may still be started, and asks again after it. */
export const planSurvey = (facts: Facts): readonly Job[] => [
  ...browserGreetings(facts),
  ...oldDeviceGreetings(facts),
  ...oldGreetings(facts),
  ...http2Offers(facts),
  ...announcements(facts),
  ...(asksForEncryption(facts) ? clientGreetings(facts, webHosts(facts)[0], HTTPS_PORT) : []),
];

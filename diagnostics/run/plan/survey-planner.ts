/**
 * What a closer look at the encryption of the web site costs: one greeting as programs of before 2014 send it, at one address, and only for
 * somebody who came because of it. Asked when nothing else wants a connection, so that it never takes the place of a control.
 */
import type { Job } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { webHosts } from '../../model/view/hosts.ts';
import { sessionsWithCertificates } from '../../model/view/sessions.ts';
import { oldTlsJob, serverNameFor } from './job-kit.ts';

const HTTPS_PORT = 443;

/** The person came for the web alone, or because browsers warn. */
const isAsked = ({ request }: Facts): boolean =>
  request.symptom === 'site_insecure_warning' ||
  (request.services.length === 1 && request.services[0] === 'web');

/** Servers that speak a current version; whether they still speak an old one is the question. */
export function planSurvey(facts: Facts): readonly Job[] {
  if (!isAsked(facts)) return [];
  const [host] = webHosts(facts);
  const places = sessionsWithCertificates(facts)
    .filter(({ observation, session }) => {
      const { endpoint, failure } = observation;
      const isCurrent = session.protocolVersion === 'TLSv1.3' || session.protocolVersion === 'TLSv1.2';
      return isCurrent && failure === undefined && endpoint.name === host && endpoint.port === HTTPS_PORT;
    })
    .flatMap(({ observation: { endpoint } }) => (endpoint.address === undefined ? [] : [endpoint.address]));
  // old programs seldom use IPv6; at the address with a place left in its budget
  const sorted = [...new Set(places)].sort((a, b) => familyOf(a) - familyOf(b));
  const isDone = sorted.some((address) => facts.job('tls', greetingAt(host!, address).key) !== undefined);
  return isDone ? [] : sorted.map((address) => greetingAt(host!, address));
}

const greetingAt = (name: string, address: string): Job =>
  oldTlsJob({ name, address, port: HTTPS_PORT }, serverNameFor(name));

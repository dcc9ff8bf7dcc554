/**
 * The name under which a mail server is offered. Many providers have one certificate for the server and none for the mail names of
 * their customers: a name in it that leads to the very same address is the server's own.
 */
import type { ConnectionObservation } from '../observation.ts';
import { coversName } from './certificates.ts';
import type { Facts } from './facts.ts';
import { systemAddresses } from './host-addresses.ts';
import { greetingName } from './mail-greetings.ts';

const NAMES_AT_MOST = 2;

const isMail = ({ kind }: ConnectionObservation): boolean =>
  kind === 'smtp' || kind === 'imap' || kind === 'pop3';

/** Names that may be the server's own, where a trusted certificate is not for the name that was called. */
export function perhapsOwnNames(observation: ConnectionObservation): readonly string[] {
  const session = 'tls' in observation.data ? observation.data.tls : undefined;
  const leaf = session?.chain[0];
  const { name, port } = observation.endpoint;
  const isDoubtful =
    isMail(observation) &&
    observation.control === undefined &&
    port !== 25 &&
    leaf !== undefined &&
    session?.trust?.bundled.trusted === true &&
    name !== undefined &&
    !coversName(leaf, name);
  if (!isDoubtful) return [];
  const greeted = observation.kind === 'smtp' ? greetingName(observation.data) : undefined;
  const names = leaf.dnsNames.filter((each) => !each.includes('*')).slice(0, NAMES_AT_MOST);
  return greeted !== undefined && coversName(leaf, greeted) ? [...new Set([greeted, ...names])] : names;
}

/** A name in the certificate that leads to the server's address; undefined when none does or nobody asked. */
export const serverOwnName = (facts: Facts, observation: ConnectionObservation): string | undefined =>
  perhapsOwnNames(observation).find((name) =>
    systemAddresses(facts, name).includes(observation.endpoint.address ?? ''),
  );

/** The person has entered this very name in the mail program, or gave it to be checked. */
export const isEnteredByPerson = ({ request }: Facts, host: string): boolean =>
  request.hosts.includes(host) ||
  request.target.domain === host ||
  (request.mailSettings ?? []).some((each) => each.host === host);

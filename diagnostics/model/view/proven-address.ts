/** Proof by TLS that an address serves a name: a trusted certificate for it was seen there (rule R16). */
import type { Evidence } from '../message.ts';
import { canonicalAddress } from './addresses.ts';
import { coversName } from './certificates.ts';
import type { Facts } from './facts.ts';
import { pointAt } from './pointing.ts';
import { allSessions } from './sessions.ts';

export function provenBySession(
  facts: Facts,
  name: string,
  addresses: readonly string[],
): Evidence | undefined {
  const proof = allSessions(facts).find(({ observation, session }) => {
    const [leaf] = session.chain;
    const isThere =
      observation.endpoint.name === name &&
      addresses.includes(canonicalAddress(observation.endpoint.address ?? ''));
    // The bundled store alone: a local interceptor is trusted by the system's.
    return isThere && leaf !== undefined && coversName(leaf, name) && session.trust?.bundled.trusted === true;
  });
  return proof && pointAt(proof.observation, '/data/tls/chain/0/dnsNames');
}

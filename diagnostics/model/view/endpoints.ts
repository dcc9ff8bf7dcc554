/** Names of endpoints for people: the address stands beside the name only where a name has several. */
import type { ConnectionObservation } from '../observation.ts';
import type { Facts } from './facts.ts';
import { connectionTries, subjectOf } from './sessions.ts';

/** `name:port`, with the address when the same name and port were tried at more than one address. */
export function endpointSubject(facts: Facts, observation: ConnectionObservation): string {
  const { name, address, port } = observation.endpoint;
  const plain = subjectOf(observation);
  if (name === undefined || name === address) return plain;
  const addresses = new Set(
    connectionTries(facts)
      .filter((each) => each.endpoint.name === name && each.endpoint.port === port)
      .map((each) => each.endpoint.address),
  );
  return addresses.size > 1 ? `${plain} (${address})` : plain;
}

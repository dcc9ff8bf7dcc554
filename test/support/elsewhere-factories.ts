/** Worlds for what another place sees: a server that shows this seat closed ports, and what the person says of another connection. */
import type { FailureCode } from '../../diagnostics/model/failure.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import {
  addressInZone,
  aFinding,
  at,
  closed,
  HOST,
  neighbour,
  open,
  pack,
  samePortOpen,
  SERVER,
  type World,
} from './attribution-factories.ts';
import { aRequest } from './factories.ts';
import { anchorsOf } from './network-factories.ts';

const checkOf: Readonly<Record<number, string>> = {
  443: 'unreachable-web-port',
  80: 'unreachable-web-port',
  993: 'unreachable-imap-port',
  587: 'unreachable-submission-port',
  465: 'unreachable-submission-port',
  21: 'unreachable-ftp-port',
  22: 'unreachable-ssh-port',
};

export interface Seen {
  readonly closed: readonly number[];
  readonly how?: FailureCode;
  readonly open?: readonly number[];
  readonly address?: string;
  readonly said?: Readonly<Record<string, string>>;
  readonly symptom?: Request['symptom'];
  readonly controls?: readonly Observation[];
  readonly provider?: World['provider'];
}

/** A server with closed ports, each a finding, and what the person says. */
export function shutServer({
  closed: ports,
  how = 'timed_out',
  address = SERVER,
  said = {},
  ...rest
}: Seen): World {
  const dead = ports.map((port) => closed(at(address, port), how));
  const { open: openPorts = [], symptom = 'everything', controls = [], provider = pack } = rest;
  return {
    request: aRequest({ facts: said, symptom }),
    provider,
    observations: [...dead, openPorts.map((port) => open(at(address, port))), controls],
    findings: ports.map((port, index) => aFinding(checkOf[port]!, `${HOST}:${port}`, dead[index])),
  };
}

/** What the person says of another connection. */
export const worksElsewhere = { works_elsewhere: 'yes' };
export const failsElsewhere = { works_elsewhere: 'no' };

/** Neutral hosts and a neighbour of the server answer this seat. */
export const seat = [...anchorsOf(4), neighbour];
export const silent = { closed: [443, 80], controls: seat } as const;
export const likelyProvider = { domain: 'hosting_provider', confidence: 'likely', missing: [] } as const;
/** The port of a login guard refuses, the web answers. */
export const guard = {
  closed: [22],
  how: 'connection_refused',
  open: [443],
  controls: [...samePortOpen(22), addressInZone()],
} as const;

import { describe } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { StationOutcome } from '../../../../diagnostics/model/observations/outside.ts';
import {
  aCertificate,
  aFinding,
  aSecurePage,
  at,
  fires,
  HOST,
  neighbour,
  open,
  pack,
  samePortClosed6,
  samePortOpen,
  samePortOpen6,
  SERVER,
  SERVER6,
  stations,
  told,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

interface Server {
  readonly ports: readonly number[];
  readonly how?: FailureCode;
  readonly open?: readonly number[];
  readonly seen?: World['observations'];
  readonly provider?: NonNullable<World['provider']>;
  readonly request?: NonNullable<World['request']>;
}

const isWeb = (port: number): boolean => port === 443 || port === 80;
const over = (code: FailureCode, port: number): readonly Observation[] =>
  twice(
    anObservation(isWeb(port) ? 'http' : 'smtp', {
      id: `over-six/${port}`,
      endpoint: at(SERVER6, port),
      failure: aFailure(code),
    }),
  );

/** Ports that are closed over IPv6 and open over IPv4, each a finding, on a machine that answers over IPv6 on others. */
function server({
  ports,
  how = 'connection_refused',
  open: others = [25, 993],
  seen = [],
  ...rest
}: Server): World {
  const dead = ports.map((port) => over(how, port));
  return {
    provider: pack,
    ...rest,
    observations: [
      anchorsOf(6),
      ...dead,
      ports.map((port) => open(at(SERVER, port))),
      others.map((port) => open(at(SERVER6, port))),
      ...seen,
    ],
    findings: ports.map((port, index) =>
      aFinding('closed-ipv6-port', `${HOST}:${port} (${SERVER6})`, dead[index], { level: 'warning' }),
    ),
  };
}

/** The same certificate at both addresses. */
const oneMachine = [aSecurePage(), aSecurePage({}, at(SERVER6, 443))];
const wayOpen = (...ports: readonly number[]): readonly Observation[] =>
  ports.flatMap((port) => samePortOpen6(port));
const shell = (address: string, sha256: string): Observation =>
  anObservation('ssh', {
    id: `ssh/${address}`,
    endpoint: at(address, 22),
    data: { connectMs: 10, hostKeys: [{ type: 'ssh-ed25519', sha256 }] },
  });
const stationsOverIpv6 = (port: number, ...outcomes: readonly StationOutcome[]): Observation => ({
  ...stations(port, ...outcomes),
  endpoint: at(SERVER6, port),
});
const sending = {
  cause: 'service.ipv6_closed',
  subject: `${HOST} (587)`,
  explains: [`closed-ipv6-port ${HOST}:587 (${SERVER6})`],
} as const;
const provider = { domain: 'hosting_provider', confidence: 'likely', missing: [] } as const;
const nobody = { domain: 'undetermined', confidence: 'possible' } as const;

describe('R109, a port that is closed over IPv6 alone', () => {
  fires(
    'R109',
    'the same machine answers on other ports, and the port works towards others over IPv6',
    server({ ports: [587], seen: [wayOpen(587), oneMachine] }),
    { ...sending, ...provider },
  );
  fires(
    'R109',
    'silence there is no other thing',
    server({ ports: [587], how: 'timed_out', seen: [wayOpen(587), oneMachine] }),
    { ...sending, ...provider },
  );
  fires(
    'R109',
    'ports of one service are one problem',
    server({ ports: [465, 587], seen: [wayOpen(465, 587), oneMachine] }),
    { ...provider, subject: `${HOST} (465, 587)` },
  );
  fires(
    'R109',
    'the same host key shows the same machine',
    server({ ports: [587], seen: [wayOpen(587), shell(SERVER, 'one'), shell(SERVER6, 'one')] }),
    { ...sending, ...provider },
  );
  fires(
    'R109',
    'the name is one of the provider’s own servers, so its addresses are the provider’s too',
    server({ ports: [587], seen: [wayOpen(587)], provider: { ...pack, mailHosts: [HOST] } }),
    { ...sending, ...provider },
  );
  fires(
    'R109',
    'nothing shows that both addresses are one machine: the record may be wrong',
    server({ ports: [587], seen: [wayOpen(587), shell(SERVER, 'one'), shell(SERVER6, 'another')] }),
    { ...sending, ...nobody, missing: ['C9 other_machine_over_ipv6'] },
  );
  fires(
    'R109',
    'a certificate for many names may stand on several machines',
    server({
      ports: [587],
      seen: [
        ...wayOpen(587),
        ...[SERVER, SERVER6].map((address) =>
          aSecurePage({ chain: [aCertificate({ dnsNames: ['*.hoster.test'] })] }, at(address, 443)),
        ),
      ],
    }),
    { ...sending, ...nobody, missing: ['C9 other_machine_over_ipv6'] },
  );
  fires(
    'R109',
    'no neutral host is known to take this port over IPv6: a filter on the way would look alike',
    server({ ports: [587], seen: [samePortOpen(587), oneMachine] }),
    { ...sending, ...nobody, missing: ['C2 port_blocked_on_the_way'] },
  );
  fires(
    'R109',
    'without a pack nobody knows whose the address is',
    server({ ports: [587], seen: [wayOpen(587), oneMachine], provider: {} }),
    { ...sending, ...nobody, missing: ['C9 record_points_elsewhere'] },
  );
  fires(
    'R109',
    'the whole set of a login guard is closed: it may have shut out this IPv6 network',
    server({ ports: [587], open: [80], seen: [wayOpen(587), oneMachine] }),
    { ...sending, ...nobody, missing: ['C5 login_guard'] },
  );
  fires(
    'R109',
    'two networks elsewhere find it closed as well',
    server({
      ports: [587],
      open: [80],
      seen: [wayOpen(587), oneMachine, stationsOverIpv6(587, 'refused', 'refused')],
    }),
    { ...sending, ...provider },
  );
  fires(
    'R109',
    'it works elsewhere: who shuts this seat out is not known',
    server({
      ports: [587],
      open: [80],
      seen: [wayOpen(587), oneMachine, stationsOverIpv6(587, 'works', 'works')],
    }),
    { ...sending, ...nobody },
  );
  fires(
    'R109',
    'that it works on a phone says nothing: phones turn to IPv4 as well',
    server({
      ports: [587],
      open: [80],
      seen: [wayOpen(587), oneMachine],
      request: { ...told({ works_elsewhere: 'no' }), symptom: 'everything' },
    }),
    { ...sending, ...nobody, missing: ['C5 login_guard'] },
  );
  fires(
    'R109',
    'the web server was never told to use IPv6: no guard watches the web',
    server({
      ports: [80, 443],
      open: [22],
      seen: [wayOpen(80, 443), shell(SERVER, 'one'), shell(SERVER6, 'one')],
    }),
    {
      cause: 'service.ipv6_closed',
      subject: `${HOST} (80, 443)`,
      domain: 'hosting_provider',
      confidence: 'possible',
      missing: ['C5 login_guard'],
    },
  );
  trap(
    'R109',
    'the port fails over IPv6 towards everybody: it is filtered here or on the line',
    server({ ports: [587], seen: [samePortClosed6(587), oneMachine] }),
    ['R46'],
  );
});

describe('R46, a port that is filtered over IPv6 alone', () => {
  fires(
    'R46',
    'it fails towards everybody, and other ports get out over IPv6',
    server({
      ports: [25, 587],
      open: [993],
      seen: [samePortClosed6(587), samePortClosed6(25), oneMachine],
    }),
    {
      ...nobody,
      cause: 'network.port_filtered.ipv6',
      subject: `${HOST} (25, 587)`,
      missing: ['C5 filter_here_or_further'],
    },
  );
  trap(
    'R46',
    'one neutral host of several takes it over IPv6',
    server({ ports: [587], seen: [samePortClosed6(587).slice(0, 2), samePortOpen6(587)[1]!, neighbour] }),
    ['R109'],
  );
});

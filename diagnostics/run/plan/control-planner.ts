/** Controls that grow out of a failure: made only when a rule needs them to tell one side from another (C2, C3, C4, C8). */
import type { Job } from '../../model/job.ts';
import type { AddressFamily } from '../../model/schema-kit.ts';
import type { Facts } from '../../model/view/facts.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { familyOf, isAddressLiteral } from '../../model/view/addresses.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import {
  allSessions,
  connected,
  connectionJobs,
  connectionTries,
  triesAt,
} from '../../model/view/sessions.ts';
import { dnsHonestyControls } from './dns-honesty-controls.ts';
import { flightControls } from './flight-controls.ts';
import { systemLookupJob, tcpJob, tlsJob } from './job-kit.ts';
import { mailControls } from './mail-controls.ts';
import { pathControls } from './path-controls.ts';
import { sharingControls } from './sharing-controls.ts';
import { always, type Planner } from './planner.ts';
import { gatewayControls } from './gateway-controls.ts';
import { statusControls } from './status-controls.ts';
import { steadinessControls } from './steadiness-controls.ts';
import { ftpPlanner } from './ftp-planner.ts';
import { mailPlanner, webPlanner } from './service-planners.ts';
import { shellPlanner } from './shell-planner.ts';

interface FailedPort {
  readonly address: string;
  readonly port: number;
  readonly family: AddressFamily;
}

/** Ports of the target where TCP never stood. */
function failedPorts(facts: Facts): readonly FailedPort[] {
  const seen = new Map<string, FailedPort>();
  for (const job of connectionJobs(facts)) {
    const { address, port } = job.best.endpoint;
    if (job.best.control !== undefined || address === undefined || port === undefined) continue;
    if (triesAt(facts, address, port).some(connected)) continue;
    seen.set(`${address} ${port}`, { address, port, family: familyOf(address) });
  }
  return [...seen.values()];
}

/** Every run asks the anchors, so where they listen on the port nobody else need be asked. */
const anchorsListen = ({ networkData }: Facts, port: number, family: AddressFamily): boolean =>
  networkData.anchors.filter((each) => each.family === family && each.port === port).length >= 2;

/** C2: does this port work towards anyone else from this seat? Two operators, same family. */
const samePortControls = (facts: Facts): readonly Job[] =>
  failedPorts(facts)
    .filter(({ port, family }) => !anchorsListen(facts, port, family))
    .flatMap(({ port, family }) =>
      facts.networkData.portListeners
        .filter((each) => each.family === family && each.ports.includes(port))
        .slice(0, 2)
        .map((each) =>
          tcpJob({ operator: each.operator, name: each.name, address: each.address, port }, 'C2'),
        ),
    );

const otherPorts = [443, 80, 22] as const;
const servicePlanners = [webPlanner, mailPlanner, ftpPlanner, shellPlanner];

/** Ports that the services are tried at anyway: their outcome may be on its way. */
const triedAnyway = (facts: Facts): ReadonlySet<string> =>
  new Set(
    servicePlanners
      .filter((planner) => planner.isWanted(facts))
      .flatMap((planner) => planner.plan(facts))
      .map(({ endpoint }) => `${endpoint.address} ${endpoint.port}`),
  );

/** C3: is anything else on that host alive? Only where nothing of it has answered yet. */
const otherPortControls = (facts: Facts): readonly Job[] =>
  failedPorts(facts).flatMap(({ address }) => {
    const tries = connectionTries(facts).filter((each) => each.endpoint.address === address);
    if (tries.some(connected)) return [];
    const own = triedAnyway(facts);
    return otherPorts
      .filter((port) => !own.has(`${address} ${port}`) && triesAt(facts, address, port).length === 0)
      .map((port) => tcpJob({ address, port }, 'C3'));
  });

const NEIGHBOURS_PER_FAMILY = 2;

/** C4: other servers of the same provider, as the pack names them, else the zone's name servers over TCP. */
function neighbourControls(facts: Facts): readonly Job[] {
  if (failedPorts(facts).length === 0) return [];
  const hosts = (facts.provider?.hostNames ?? []).filter((name) => !name.includes('*')).slice(0, 2);
  const targets = new Set(failedPorts(facts).map((each) => each.address));
  const named = hosts.flatMap((host): readonly Job[] => {
    const address = dialAddresses(facts, host)[0];
    if (address === undefined) return isAddressLiteral(host) ? [] : [systemLookupJob(host, 'C4')];
    return targets.has(address) ? [] : [tcpJob({ name: host, address, port: 443 }, 'C4')];
  });
  const families = [...new Set(failedPorts(facts).map((each) => each.family))];
  const others = delegationOf(facts).servers.filter((server) => !targets.has(server.address));
  const servers = families.flatMap((family) =>
    others.filter((server) => familyOf(server.address) === family).slice(0, NEIGHBOURS_PER_FAMILY),
  );
  return [
    ...named,
    ...servers.map((server) => tcpJob({ name: server.serverName, address: server.address, port: 53 }, 'C4')),
  ];
}

/** C8: are unrelated sites signed by somebody else too? Needed when a chain does not lead to a bundled root. */
function trustControls(facts: Facts): readonly Job[] {
  const isDoubtful = allSessions(facts).some(
    (each) =>
      each.observation.control === undefined &&
      (each.session.trust?.bundled.trusted === false ||
        each.observation.failure?.operation === 'tls_handshake'),
  );
  if (!isDoubtful) return [];
  return facts.networkData.tlsControlSites.slice(0, 2).map((site) => tlsJob(site, site.name, 'C8'));
}

export const controlPlanner: Planner = {
  id: 'controls',
  isWanted: always,
  plan: (facts) => [
    ...samePortControls(facts),
    ...otherPortControls(facts),
    ...neighbourControls(facts),
    ...trustControls(facts),
    ...flightControls(facts),
    ...steadinessControls(facts),
    ...statusControls(facts),
    ...gatewayControls(facts),
    ...dnsHonestyControls(facts),
    ...pathControls(facts),
    ...mailControls(facts),
    ...sharingControls(facts),
  ],
};

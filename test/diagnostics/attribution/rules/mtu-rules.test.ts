import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aSession,
  at,
  fires,
  HOST,
  open,
  pack,
  SERVER,
  SERVER6,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';

const timedOut = aFailure('timed_out', 'tls_handshake');
/** TCP stands, the handshake hears nothing. */
const stalled = (address: string, port: number): readonly Observation[] =>
  twice(anObservation('tls', { endpoint: at(address, port), data: { connectMs: 10 }, failure: timedOut }));
/** A greeting in clear, then the upgrade hears nothing. */
const greetedThenStalled = (address: string, port: number): readonly Observation[] =>
  twice(
    anObservation('smtp', {
      endpoint: at(address, port),
      data: { connectMs: 10, greeting: '220 mail', upgrade: 'failed', transcript: [] },
      failure: timedOut,
    }),
  );
const redirect = (address: string): Observation =>
  anObservation('http', { endpoint: at(address, 80), data: { connectMs: 10, status: 301 } });

const neutral = (family: 4 | 6) =>
  ['alpha', 'beta'].map((operator, index) => ({
    ...at(family === 4 ? `45.0.2.${index + 1}` : `2a00::${index + 1}`, 443, `anchor.${operator}.test`),
    operator,
  }));
const neutralStall = (family: 4 | 6): readonly Observation[] =>
  neutral(family).flatMap((endpoint) =>
    twice(anObservation('tls', { control: 'C8', endpoint, data: { connectMs: 10 }, failure: timedOut })),
  );
const neutralManage = (family: 4 | 6): readonly Observation[] =>
  neutral(family).map((endpoint) =>
    anObservation('tls', { control: 'C8', endpoint, data: { connectMs: 10, tls: aSession() } }),
  );
const neighbour = anObservation('tls', {
  control: 'C4',
  endpoint: at('45.0.3.9', 443, 'panel.hoster.test'),
  data: { connectMs: 10, tls: aSession() },
});

function world(
  stalls: readonly (readonly Observation[])[],
  others: readonly (Observation | readonly Observation[])[],
): World {
  return {
    provider: pack,
    observations: [...stalls, ...others],
    findings: stalls.map((tries) =>
      aFinding(
        'failed-tls-handshake',
        `${HOST}:${tries[0]!.endpoint.port} (${tries[0]!.endpoint.address})`,
        tries,
      ),
    ),
  };
}

const web = stalled(SERVER, 443);
const webAndMail = [web, greetedThenStalled(SERVER, 587)];
const vpn = anEnvironment({
  interfaces: [
    { name: 'tun0', family: 4, address: '10.8.0.2', prefixLength: 24, scope: 'private', isTunnel: true },
  ],
  defaultRoutes: [{ family: 4, gateway: '10.8.0.1', interface: 'tun0' }],
});

describe('R50, packets of full size that vanish', () => {
  fires(
    'R50',
    'unrelated hosts stall alike, on mail ports too',
    world(webAndMail, [redirect(SERVER), neutralStall(4)]),
    {
      cause: 'network.mtu.near_here',
      subject: `${HOST} (443, 587)`,
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 small_packets_where'],
      explains: [
        `failed-tls-handshake ${HOST}:443 (${SERVER})`,
        `failed-tls-handshake ${HOST}:587 (${SERVER})`,
      ],
    },
  );
  fires(
    'R50',
    'only secure web pages were tried: a filter for them stays open',
    world([web], [redirect(SERVER), neutralStall(4)]),
    {
      cause: 'network.mtu.near_here',
      domain: 'undetermined',
      missing: ['C3 secure_web_filtered', 'C5 small_packets_where'],
    },
  );
  fires(
    'R50',
    'through a VPN, which makes packets larger',
    world(webAndMail, [vpn, redirect(SERVER), neutralStall(4)]),
    {
      cause: 'network.mtu.in_tunnel',
      domain: 'customer_device',
      confidence: 'possible',
    },
  );
  fires(
    'R50',
    'only this server stalls, a neighbour and neutral hosts manage',
    world(webAndMail, [redirect(SERVER), neutralManage(4), neighbour]),
    { cause: 'network.mtu.at_server', domain: 'hosting_provider', confidence: 'likely', missing: [] },
  );
  fires(
    'R50',
    'no neighbour was seen to manage: nobody is named',
    world(webAndMail, [redirect(SERVER), neutralManage(4)]),
    {
      cause: 'network.mtu.at_server',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C4 path_loses_large'],
    },
  );
  fires(
    'R50',
    'over IPv6 alone, as with tunnels: neutral hosts stall there too',
    world([stalled(SERVER6, 443)], [redirect(SERVER6), neutralStall(6), neutralManage(4)]),
    { cause: 'network.mtu.near_here', domain: 'undetermined' },
  );
  trap(
    'R50',
    'the server says nothing at all: it hangs',
    world(webAndMail.slice(0, 1), [neutralManage(4), neighbour]),
    ['R94'],
  );
  trap(
    'R50',
    'one daemon hangs, another of the same address sends its certificate',
    world(
      [web, stalled(SERVER, 993)],
      [
        redirect(SERVER),
        neutralManage(4),
        anObservation('tls', { endpoint: at(SERVER, 465), data: { connectMs: 10, tls: aSession() } }),
      ],
    ),
    ['R94'],
  );
  trap(
    'R50',
    'one port alone stalls: a slow or broken TLS',
    world([web], [redirect(SERVER), neutralManage(4)]),
    ['R94'],
  );
  trap(
    'R50',
    'neutral hosts of the other family say nothing of this one',
    world([stalled(SERVER6, 443)], [open(at(SERVER6, 80)), neutralStall(4)]),
    ['R94'],
  );
});

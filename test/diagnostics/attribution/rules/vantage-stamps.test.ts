import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { EnvironmentData } from '../../../../diagnostics/model/observations/machine.ts';
import { vantageStampSchema, type VantageStamp } from '../../../../diagnostics/model/report.ts';
import { silentServers } from '../../../../diagnostics/model/view/dns-honesty.ts';
import { vantageOf } from '../../../../diagnostics/model/view/vantage.ts';
import {
  aFinding,
  at,
  closed,
  controlSites,
  fires,
  HOST,
  neighbour,
  open,
  pack,
  problemsOf,
  SERVER,
  timeSources,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, fromServer, fromSystem, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, anObservation } from '../../../support/factories.ts';
import { anchorsOf, anEnvironment, offline } from '../../../support/network-factories.ts';

const anInterface = (name: string, isTunnel: boolean): EnvironmentData['interfaces'][number] => ({
  name,
  family: 4,
  address: isTunnel ? '10.8.0.2' : '192.168.1.20',
  prefixLength: 24,
  scope: 'private',
  isTunnel,
});
const interfaces = [anInterface('eth0', false), anInterface('tun0', true)];
const line = { family: 4, gateway: '192.168.1.1', interface: 'eth0' } as const;
const throughTunnel = { family: 4, gateway: null, interface: 'tun0' } as const;
const six = { ...throughTunnel, family: 6 } as const;
const machine = (defaultRoutes: EnvironmentData['defaultRoutes']): Observation =>
  anEnvironment({ interfaces, defaultRoutes });

const portalPage = (operator: string): Observation =>
  anObservation('http', {
    id: `http/${operator}`,
    control: 'C1',
    endpoint: { operator },
    input: { url: `http://portal.${operator}.test/x`, method: 'GET' },
    data: { connectMs: 5, status: 302 },
  });

/** What marks a seat, one world for each mark. */
const marked: Readonly<Record<VantageStamp, readonly Observation[]>> = {
  tunnel: [machine([throughTunnel, line])],
  proxy: [anEnvironment({ proxies: [{ source: 'env http_proxy', value: '10.0.0.1:3128' }] })],
  interception: controlSites('systemOnly'),
  clock_wrong: timeSources(900_000),
  captive_portal: ['alpha', 'beta'].map(portalPage),
  dns_interception: [fromSystem(HOST, 'A', { rcode: 'REFUSED' }, silentServers[4])],
  offline,
};

/** The zone itself gives an address of nowhere: nothing but the seat could take this proof back. */
const bogus = fromServer(NS1, HOST, 'A', [aRecord(HOST, 'A', '10.0.0.5')]);
const bogusIn = (observations: readonly Observation[]): World => ({
  observations: [bogus, observations],
  findings: [
    aFinding('bogus-address-record', HOST, [bogus], {
      evidence: [{ observation: bogus.id, pointer: '/data/response/answers/0/value', excerpt: '10.0.0.5' }],
    }),
  ],
});
const saidWith = (observations: readonly Observation[]) => {
  const [problem] = problemsOf(bogusIn(observations));
  return { domain: problem!.faultDomain, confidence: problem!.confidence, how: problem!.missingControls };
};

const stamps = vantageStampSchema.options;
const capping = stamps.filter((stamp) => stamp !== 'offline');

describe('marks of the seat', () => {
  it.each(stamps)('%s is seen in its own world, and in no other', (stamp) => {
    expect(vantageOf(aFacts({ observations: marked[stamp] })).stamps).toEqual([stamp]);
  });

  it('are absent from a plain seat', () => {
    const plain = [machine([line]), ...anchorsOf(4), ...timeSources(), ...controlSites('everybody')];
    expect(vantageOf(aFacts({ observations: plain })).stamps).toEqual([]);
    expect(saidWith(plain)).toEqual({ domain: 'customer_configuration', confidence: 'proven', how: [] });
  });

  it.each(capping)('%s keeps what lies beyond the seat at likely, and says how to take it away', (stamp) => {
    const { domain, confidence, how } = saidWith(marked[stamp]);
    expect({ domain, confidence }).toEqual({ domain: 'customer_configuration', confidence: 'likely' });
    expect(how.map((each) => each.how.key)).toEqual([`stamp.${stamp}.how`]);
  });

  it.each(capping)('%s is no problem of its own when nothing else is wrong', (stamp) => {
    expect(problemsOf({ observations: marked[stamp], findings: [] })).toEqual([]);
  });

  it.each([
    ['an idle tunnel beside the line', machine([line]), false],
    ['a tunnel that holds only what the line does not win', machine([line, throughTunnel]), false],
    ['a tunnel that holds IPv6 alone', machine([line, six]), true],
    ['routes that cannot be read', machine(null), false],
  ])('tells whether %s carries everything', (_, environment, isTunnelled) => {
    expect(vantageOf(aFacts({ observations: [environment] })).stamps.includes('tunnel')).toBe(isTunnelled);
  });
});

const dead = [443, 80].map((port) => closed(at(SERVER, port)));
const silentServer = (environment: Observation, others: readonly Observation[] = []): World => ({
  provider: pack,
  observations: [environment, ...dead, others, anchorsOf(4), neighbour],
  findings: dead.map((tries, index) =>
    aFinding('unreachable-web-port', `${HOST}:${index === 0 ? 443 : 80}`, tries),
  ),
});

describe('R10, a tunnel', () => {
  fires(
    'R10',
    'a silent server is said of the tunnel, and nobody is named',
    silentServer(machine([throughTunnel])),
    {
      cause: 'server.unreachable_here.through_tunnel',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 ban_or_outage', 'C5 works_without_vpn', 'C5 tunnel'],
    },
  );
  trap('R10', 'the tunnel is idle, so the silence is the line’s own', silentServer(machine([line])), ['R41']);
  trap(
    'R10',
    'another port of the server answers through the tunnel',
    silentServer(machine([throughTunnel]), [open(at(SERVER, 22))]),
  );
});

describe('R13, a shared address', () => {
  const carrier = anObservation('router-address', {
    id: 'router-address/1',
    data: { externalAddress: '100.64.7.2' },
  });
  const rivalsWith = (others: readonly Observation[]) =>
    problemsOf(silentServer(machine([line]), others)).flatMap(({ faultDomain, confidence, rivals }) => [
      `${faultDomain} ${confidence}`,
      ...rivals.map(({ because }) => because.key),
    ]);

  it('is said where a ban is possible, and moves no blame', () => {
    const plain = rivalsWith([]);
    expect(plain).toContain('undetermined possible');
    expect(rivalsWith([carrier])).toEqual([...plain, 'rival.shared_address_banned.open']);
  });
});

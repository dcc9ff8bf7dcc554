import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import {
  aFinding,
  aSession,
  at,
  ELSEWHERE,
  fires,
  HOST,
  nobody,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { anchorsOf, anEnvironment } from '../../../support/network-factories.ts';
import { atHome, atHotspot, fromSeat } from '../../../support/view-factories.ts';
import { answered, cameForFtp, ftpWorld, SUBJECT } from '../../../support/ftp-rule-factories.ts';

interface Beside {
  readonly seat?: readonly Observation[];
  readonly minutes?: number;
  readonly facts?: Readonly<Record<string, string>>;
}

const PRIVATE = '192.168.0.5';
const passive: readonly PassiveTry[] = [
  { command: 'PASV', reply: '227', advertisedAddress: PRIVATE, port: 50_000 },
];
const plain = anObservation('ftp', {
  endpoint: at(SERVER, 21),
  data: { connectMs: 10, upgrade: 'not_offered', login: 'accepted', passive, transcript: [] },
});
const implicit = anObservation('ftp', {
  endpoint: at(SERVER, 990),
  input: { security: 'implicit', serverName: HOST, login: 'none' },
  data: {
    connectMs: 10,
    upgrade: 'not_tried',
    tls: aSession(),
    login: 'not_tried',
    passive: [],
    transcript: [],
  },
});
const dead = (port: number): PassiveTry => ({
  command: 'EPSV',
  reply: '229',
  port,
  failure: aFailure('timed_out', 'data_connect'),
});
const silentPorts = (...ports: readonly number[]): World =>
  ftpWorld('closed-passive-port', [
    anObservation('ftp', {
      endpoint: at(SERVER, 21),
      data: {
        connectMs: 10,
        upgrade: 'done',
        tls: aSession(),
        login: 'accepted',
        passive: ports.map(dead),
        transcript: [],
      },
    }),
  ]);

describe('R70 and R71: data connections', () => {
  fires(
    'R71',
    'whoever hides the server’s TLS may have written the address',
    ftpWorld('private-passive-address', [plain, implicit]),
    { ...nobody, cause: 'ftp.passive.private_address', missing: ['C3 router_rewrites_ftp'] },
  );
  trap('R71', 'a neighbour’s address may be a pool', {
    request: cameForFtp(),
    observations: [plain],
    findings: [aFinding('private-passive-address', SUBJECT, [plain], { outcome: 'cantTell' })],
  });
  fires('R70', 'two ports are silent while the server goes on talking', silentPorts(50_000, 50_001), {
    ...nobody,
    cause: 'ftp.passive.range_closed',
    missing: ['C5 own_firewall_data_ports', 'C5 works_elsewhere'],
  });
  trap('R70', 'one data port of two answers', {
    request: cameForFtp(),
    observations: [plain],
    findings: [aFinding('closed-passive-port', SUBJECT, [plain], { outcome: 'passed' })],
  });

  fires('R70', 'it works from elsewhere', answered(silentPorts(50_000, 50_001), { works_elsewhere: 'yes' }), {
    domain: 'customer_network',
    confidence: 'likely',
    missing: [],
  });
  fires(
    'R70',
    'it fails elsewhere as well',
    answered(silentPorts(50_000, 50_001), { works_elsewhere: 'no' }),
    {
      domain: 'hosting_provider',
      confidence: 'likely',
      missing: [],
    },
  );
});

describe('R70 and R72: what a second report saw of the data connections', () => {
  const session = (tries: readonly PassiveTry[], address = SERVER): Observation =>
    anObservation('ftp', {
      endpoint: at(address, 21),
      data: {
        connectMs: 10,
        upgrade: 'done',
        tls: aSession(),
        login: 'accepted',
        passive: tries,
        transcript: [],
      },
    });
  const alive = (port: number): PassiveTry => ({ command: 'EPSV', reply: '229', port, connectMs: 12 });
  const silentHere = session([dead(50_000), dead(50_001)]);
  const inTunnel = anEnvironment({
    interfaces: [
      { name: 'tun0', family: 4, address: '10.8.0.2', prefixLength: 24, scope: 'private', isTunnel: true },
    ],
    defaultRoutes: [{ family: 4, gateway: '10.8.0.1', interface: 'tun0' }],
  });
  const atDesk = anEnvironment({
    interfaces: [
      { name: 'eth0', family: 4, address: '45.0.3.77', prefixLength: 24, scope: 'global', isTunnel: false },
    ],
  });
  const beside = (
    there: readonly Observation[],
    { seat = atHotspot, minutes = 2, facts = {} }: Beside = {},
  ): World => ({
    ...ftpWorld('closed-passive-port', [silentHere]),
    request: cameForFtp(facts),
    provider: pack,
    observations: [silentHere, atHome, ...anchorsOf(4), ...fromSeat([...seat, ...there], { minutes })],
  });
  const nothingSaid = { ...nobody, missing: ['C5 own_firewall_data_ports', 'C5 works_elsewhere'] } as const;

  fires('R70', 'the data ports answer at the phone’s hotspot', beside([session([alive(50_007)])]), {
    domain: 'customer_network',
    confidence: 'likely',
    missing: [],
  });
  fires('R70', 'one of two answers there', beside([session([dead(50_006), alive(50_007)])]), {
    domain: 'customer_network',
    confidence: 'likely',
  });
  fires('R70', 'they are silent there as well', beside([session([dead(50_006), dead(50_007)])]), {
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
  });
  const undecided: readonly (readonly [string, World])[] = [
    ['only one port was tried there', beside([session([dead(50_006)])])],
    ['it was another server', beside([session([alive(50_007)], ELSEWHERE)])],
    ['nobody could log in there', beside([session([])])],
    ['it was an hour later', beside([session([alive(50_007)])], { minutes: 90 })],
    [
      'it failed there inside a tunnel',
      beside([session([dead(1), dead(2)])], { seat: [inTunnel, ...anchorsOf(4)] }),
    ],
    [
      'a desk in the provider’s own network got through',
      beside([session([alive(50_007)])], { seat: [atDesk, ...anchorsOf(4)] }),
    ],
  ];
  for (const [story, world] of undecided) fires('R70', story, world, nothingSaid);
  fires(
    'R70',
    'the report and the person contradict each other',
    beside([session([dead(50_006), dead(50_007)])], { facts: { works_elsewhere: 'yes' } }),
    { ...nobody, missing: ['C5 own_firewall_data_ports'] },
  );

  const listed = (listing: NonNullable<PassiveTry['listing']>): Observation =>
    session([{ ...alive(50_000), listing }]);
  const cut = listed({
    handshake: 'resumed',
    bytes: 0,
    failure: aFailure('connection_reset', 'tls_handshake'),
  });
  const listing = (there: Observation): World => ({
    ...beside([]),
    observations: [cut, atHome, ...anchorsOf(4), ...fromSeat([...atHotspot, there])],
    findings: [aFinding('failed-ftp-data-tls', SUBJECT, [cut])],
  });
  fires('R72', 'a listing comes through at the phone', listing(listed({ handshake: 'resumed', bytes: 90 })), {
    domain: 'customer_network',
    confidence: 'likely',
  });
  fires('R72', 'none comes through there either', listing(cut), {
    domain: 'hosting_provider',
    confidence: 'likely',
  });
});

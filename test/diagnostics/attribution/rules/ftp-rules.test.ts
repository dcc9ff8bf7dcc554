import { describe } from 'vitest';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import {
  aFinding,
  aSession,
  at,
  fires,
  HOST,
  nobody,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { answered, cameForFtp, ftpWorld, SUBJECT } from '../../../support/ftp-rule-factories.ts';

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

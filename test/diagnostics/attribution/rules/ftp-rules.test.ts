import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import {
  aFinding,
  aSession,
  at,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, aRequest } from '../../../support/factories.ts';
import { brokenListing, listed, refusedListing } from '../../../support/service-factories.ts';

const SUBJECT = `${HOST}:21`;
const came = { request: aRequest({ symptom: 'ftp_cannot_connect' }) };
const nobody = { domain: 'undetermined', confidence: 'possible' } as const;

const world = (check: string, observations: readonly Observation[], partial: Partial<World> = {}): World => ({
  ...came,
  observations,
  findings: [
    aFinding(check, SUBJECT, observations.slice(0, 1), {
      level: check.startsWith('required-') ? 'note' : 'error',
    }),
  ],
  ...partial,
});

// ---- R73
const turnedAway = (greeting: string): Observation =>
  anObservation('ftp', {
    endpoint: at(SERVER, 21),
    data: { connectMs: 10, greeting, upgrade: 'not_tried', login: 'not_tried', passive: [], transcript: [] },
    failure: aFailure('rejected', 'greet', greeting),
  });
const refusal = (greeting: string, partial: Partial<World> = {}): World =>
  world('refused-ftp-session', [turnedAway(greeting)], partial);
const perAddress = '421 There are too many connections from your internet address.';
const full = '421 There are too many connected users, please try later.';

describe('R73: connections turned away', () => {
  fires('R73', 'the server names the address, and old connections stay possible', refusal(perAddress), {
    cause: 'ftp.connection_limit.address',
    subject: `${HOST} (21)`,
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C5 dead_sessions_counted'],
    explains: [`refused-ftp-session ${SUBJECT}`],
  });
  fires('R73', 'the server is full for everybody, in its own words', refusal(full, { provider: pack }), {
    cause: 'ftp.connection_limit.server',
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
  });
  fires('R73', 'words that name no limit leave open whom they mean', refusal('421 Service not available.'), {
    cause: 'ftp.connection_limit.other',
    ...nobody,
    missing: ['C5 only_this_address_refused', 'C5 works_elsewhere'],
  });
  const overTls = {
    ...turnedAway(perAddress),
    id: 'ftp/990',
    endpoint: at(SERVER, 990),
    input: { security: 'implicit', serverName: null, login: 'none' },
    failure: aFailure('tls_not_spoken', 'tls_handshake', perAddress),
  } as Observation;
  fires(
    'R73',
    'the same words where TLS should begin are no broken handshake',
    {
      ...refusal(perAddress),
      observations: [turnedAway(perAddress), overTls],
      findings: [
        aFinding('refused-ftp-session', SUBJECT, [turnedAway(perAddress)]),
        aFinding('refused-ftp-session', `${HOST}:990`, [overTls]),
        aFinding('failed-tls-handshake', `${HOST}:990`, [overTls]),
      ],
    },
    {
      subject: `${HOST} (21, 990)`,
      explains: [
        `refused-ftp-session ${SUBJECT}`,
        `refused-ftp-session ${HOST}:990`,
        `failed-tls-handshake ${HOST}:990`,
      ],
    },
  );
  trap(
    'R73',
    'one try was turned away and another taken: nothing failed',
    {
      ...came,
      observations: [turnedAway(perAddress)],
      findings: [aFinding('refused-ftp-session', SUBJECT, [], { outcome: 'cantTell' })],
    },
    [],
  );
});

// ---- R72
const data = (...tries: Parameters<typeof listed>): World =>
  world('failed-ftp-data-tls', [listed(tries[0], tries[1], { endpoint: at(SERVER, 21) })]);
const demand = (partial: Partial<World> = {}): World =>
  world(
    'required-ftp-session-reuse',
    [
      listed({ resumed: 'works', full: refusedListing('522 session reuse required') }, true, {
        endpoint: at(SERVER, 21),
      }),
    ],
    partial,
  );

describe('R72: encrypted data connections', () => {
  fires('R72', 'a reset can come from either end', data({ resumed: brokenListing, full: brokenListing }), {
    cause: 'ftp.data_tls.failed',
    subject: SUBJECT,
    ...nobody,
    missing: ['C5 data_tls_broken_on_the_way', 'C5 works_elsewhere'],
    explains: [`failed-ftp-data-tls ${SUBJECT}`],
  });
  fires(
    'R72',
    'the server itself refuses what it agreed to',
    data({ resumed: refusedListing('425 no'), full: refusedListing('425 no') }),
    { cause: 'ftp.data_tls.failed.said', domain: 'hosting_provider', confidence: 'proven', missing: [] },
  );
  fires('R72', 'only programs without session reuse are refused', demand(), {
    cause: 'ftp.data_tls.reuse_required',
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C0 what_the_program_says', 'C0 ftp_program_says'],
  });
  trap('R72', 'nobody came for file transfer: a policy is no problem', demand({ request: aRequest() }), []);
  const bad = [turnedAway(perAddress)];
  const both = demand();
  trap(
    'R72',
    'something else of file transfer failed, which explains more',
    {
      ...both,
      observations: [...both.observations!, ...bad],
      findings: [...both.findings, aFinding('refused-ftp-session', `${HOST}:990`, bad)],
    },
    ['R73'],
  );
});

// ---- R74
const inClear = (loginReply: string): Observation =>
  anObservation('ftp', {
    id: 'ftp-clear/21',
    control: 'C3',
    endpoint: at(SERVER, 21),
    input: { security: 'plain', serverName: null, login: 'name_only' },
    data: {
      connectMs: 10,
      loginReply,
      upgrade: 'not_tried',
      login: 'not_tried',
      passive: [],
      transcript: [],
    },
    failure: aFailure('rejected', 'authenticate', loginReply),
  });
const secured = anObservation('ftp', {
  endpoint: at(SERVER, 21),
  data: { connectMs: 10, upgrade: 'done', tls: aSession(), login: 'not_tried', passive: [], transcript: [] },
});
const policy = (partial: Partial<World> = {}): World =>
  world('required-ftp-tls', [inClear('530 must use encryption'), secured], partial);

describe('R74: no login in clear', () => {
  fires('R74', 'the program may be set to plain FTP', policy(), {
    cause: 'ftp.tls_required',
    subject: SUBJECT,
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C0 what_the_program_says', 'C0 ftp_program_says'],
    explains: [`required-ftp-tls ${SUBJECT}`],
  });
  trap('R74', 'nobody came for file transfer: a policy is no problem', policy({ request: aRequest() }), []);
});

// ---- R70, R71
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
  world('closed-passive-port', [
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
    world('private-passive-address', [plain, implicit]),
    { ...nobody, cause: 'ftp.passive.private_address', missing: ['C3 router_rewrites_ftp'] },
  );
  trap('R71', 'a neighbour’s address may be a pool', {
    ...came,
    observations: [plain],
    findings: [aFinding('private-passive-address', SUBJECT, [plain], { outcome: 'cantTell' })],
  });
  fires('R70', 'two ports are silent while the server goes on talking', silentPorts(50_000, 50_001), {
    ...nobody,
    cause: 'ftp.passive.range_closed',
    missing: ['C5 own_firewall_data_ports', 'C5 works_elsewhere'],
  });
  trap('R70', 'one data port of two answers', {
    ...came,
    observations: [plain],
    findings: [aFinding('closed-passive-port', SUBJECT, [plain], { outcome: 'passed' })],
  });
});

// ---- answers of the person
const answered = (base: World, facts: Readonly<Record<string, string>>): World => ({
  ...base,
  request: aRequest({ symptom: 'ftp_cannot_connect', facts }),
});

describe('what the person answers', () => {
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
  fires(
    'R74',
    'the program says that encryption is wanted',
    answered(policy(), { ftp_program_says: 'encryption_wanted' }),
    {
      domain: 'customer_device',
      confidence: 'likely',
      missing: [],
    },
  );
  fires(
    'R72',
    'the program says that the session must be reused',
    answered(demand(), { ftp_program_says: 'session_reuse' }),
    {
      cause: 'ftp.data_tls.reuse_required',
      domain: 'customer_device',
      confidence: 'likely',
    },
  );
});

const talking: World = {
  findings: [],
  observations: [
    anObservation('ftp', {
      endpoint: at(SERVER, 21),
      data: {
        connectMs: 10,
        greeting: '220 hello',
        upgrade: 'done',
        login: 'not_tried',
        passive: [],
        transcript: [],
      },
    }),
  ],
};

describe('R75: no room for uploads', () => {
  fires(
    'R75',
    'the program says that the disk is full',
    answered(talking, { ftp_program_says: 'disk_full' }),
    {
      cause: 'ftp.quota_reached',
      subject: HOST,
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 disk_of_the_server_full'],
      explains: [],
    },
  );
  trap('R75', 'it says something else', answered(talking, { ftp_program_says: 'other' }), []);
  trap(
    'R75',
    'the server did not even answer: the words are of another day',
    { ...answered(talking, { ftp_program_says: 'disk_full' }), observations: [] },
    [],
  );
});

import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  addressInZone,
  aFinding,
  at,
  closed,
  ELSEWHERE,
  HOST,
  neighbour,
  nobody,
  open,
  pack,
  samePortOpen,
  SERVER,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { timingKey } from '../../../../diagnostics/model/view/nearby.ts';

const checkOf: Readonly<Record<number, string>> = {
  443: 'unreachable-web-port',
  80: 'unreachable-web-port',
  25: 'unreachable-smtp-port',
  587: 'unreachable-submission-port',
  465: 'unreachable-submission-port',
  22: 'unreachable-ssh-port',
};

interface Reach {
  readonly closed: readonly number[];
  readonly how?: FailureCode;
  readonly open?: readonly number[];
  readonly address?: string;
  readonly controls?: readonly Observation[];
  readonly provider?: World['provider'];
}

/** A server with closed ports, each a finding, and open ones. */
function server({
  closed: ports,
  how = 'timed_out',
  open: openPorts = [],
  address = SERVER,
  controls = [],
  provider,
}: Reach): World {
  const dead = ports.map((port) => closed(at(address, port), how));
  return {
    ...(provider && { provider }),
    observations: [...dead, openPorts.map((port) => open(at(address, port))), controls],
    findings: ports.map((port, index) => aFinding(checkOf[port]!, `${HOST}:${port}`, dead[index])),
  };
}

/** Asked as a neighbour, and run by somebody else. */
const stranger = open(at(ELSEWHERE, 443, 'ns.others.test'), { control: 'C4' });
const web = [`unreachable-web-port ${HOST}:443`, `unreachable-web-port ${HOST}:80`];
const submission = [`unreachable-submission-port ${HOST}:587`];
const subject = `${HOST} (${SERVER})`;
const mailUp = {
  open: [25, 993, 80],
  controls: [...samePortOpen(587), addressInZone()],
  provider: pack,
} as const;
/** Open all the time while the port was refused. */
const besideMany = {
  ...mailUp,
  open: [],
  controls: [...mailUp.open.map((port) => open(at(SERVER, port), { durationMs: 5_000 })), ...mailUp.controls],
};
const refusedAlone = anObservation('tcp', {
  id: timingKey(SERVER, 587),
  endpoint: at(SERVER, 587),
  control: 'C3',
  startedAt: new Date(Date.parse(neighbour.startedAt) + 9_000).toISOString(),
  failure: aFailure('connection_refused'),
});
/** Another port of the server stood once and failed once. */
const atTimes = closed(at(SERVER, 993)).slice(0, 1);
const stopped = {
  rule: 'R93',
  cause: 'service.stopped',
  subject: `${HOST} (587)`,
  domain: 'hosting_provider',
  confidence: 'likely',
  missing: [],
  explains: submission,
} as const;
const silent = { ...stopped, rule: 'R42', cause: 'service.unreachable_here' } as const;

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R41 names nobody when all is silent: ban and outage look alike',
    server({ closed: [443, 80], controls: [...anchorsOf(4), neighbour], provider: pack }),
    {
      ...nobody,
      rule: 'R41',
      cause: 'server.unreachable_here.ban_or_outage',
      subject,
      missing: ['C5 ban_or_outage', 'C5 works_elsewhere'],
      explains: web,
    },
  ],
  [
    'R41 asks for every control that it lacks',
    server({ closed: [443, 80] }),
    {
      ...nobody,
      rule: 'R41',
      cause: 'server.unreachable_here.ban_or_outage',
      subject,
      missing: [
        'C1 own_connection',
        'C4 path_to_provider',
        'C9 record_points_elsewhere',
        'C5 ban_or_outage',
        'C5 works_elsewhere',
      ],
      explains: web,
    },
  ],
  [
    'R41 takes nobody for a neighbour while no pack tells whose it is',
    server({ closed: [443, 80], controls: [...anchorsOf(4), neighbour] }),
    {
      ...nobody,
      rule: 'R41',
      cause: 'server.unreachable_here.ban_or_outage',
      subject,
      missing: [
        'C4 path_to_provider',
        'C9 record_points_elsewhere',
        'C5 ban_or_outage',
        'C5 works_elsewhere',
      ],
      explains: web,
    },
  ],
  [
    'R41 takes no server of others for a neighbour',
    server({ closed: [443, 80], controls: [...anchorsOf(4), stranger], provider: pack }),
    {
      ...nobody,
      rule: 'R41',
      cause: 'server.unreachable_here.ban_or_outage',
      subject,
      missing: ['C4 path_to_provider', 'C5 ban_or_outage', 'C5 works_elsewhere'],
      explains: web,
    },
  ],
  [
    'R41 says so when the address is not the provider’s',
    server({ closed: [443], address: ELSEWHERE, controls: anchorsOf(4), provider: pack }),
    {
      ...nobody,
      rule: 'R41',
      cause: 'server.unreachable_here.foreign_address',
      subject: `${HOST} (${ELSEWHERE})`,
      missing: [
        'C4 path_to_provider',
        'C9 record_points_elsewhere',
        'C5 ban_or_outage',
        'C5 works_elsewhere',
      ],
      explains: web.slice(0, 1),
    },
  ],
  [
    'R93 names the provider when the server itself refuses',
    server({ closed: [587], how: 'connection_refused', ...mailUp }),
    stopped,
  ],
  [
    'R93 tells all refused ports of a service at once',
    server({ closed: [587, 465], how: 'connection_refused', ...mailUp }),
    {
      ...stopped,
      subject: `${HOST} (465, 587)`,
      explains: [...submission, `unreachable-submission-port ${HOST}:465`],
    },
  ],
  [
    'R93 stays at possible without the same port elsewhere',
    server({ closed: [443], how: 'connection_refused', open: [80], provider: pack }),
    {
      ...stopped,
      subject: `${HOST} (443)`,
      confidence: 'possible',
      missing: ['C2 port_blocked_on_the_way'],
      explains: web.slice(0, 1),
    },
  ],
  [
    'R93 stays at possible when the address may be an old one',
    server({ closed: [443], how: 'connection_refused', open: [80], controls: samePortOpen(443) }),
    {
      ...stopped,
      subject: `${HOST} (443)`,
      confidence: 'possible',
      missing: ['C9 record_points_elsewhere'],
      explains: web.slice(0, 1),
    },
  ],
  [
    'R93 names nobody while it was refused only beside more open connections than any other stood beside: a limit',
    server({ closed: [587], how: 'connection_refused', ...besideMany }),
    { ...stopped, ...nobody, missing: ['C3 too_many_at_once'] },
  ],
  [
    'R93 names the provider once it was refused with nothing beside it as well',
    server({
      closed: [587],
      how: 'connection_refused',
      ...besideMany,
      controls: [...besideMany.controls, refusedAlone],
    }),
    stopped,
  ],
  [
    'R42 names nobody where the server fails at times and the port was not tried in a turn of its own',
    server({ closed: [587], ...mailUp, controls: [...mailUp.controls, ...atTimes] }),
    { ...silent, ...nobody, missing: ['C3 too_many_at_once'] },
  ],
  [
    'R93 names nobody where people log in and one explanation is open',
    server({ closed: [587], how: 'connection_refused', ...mailUp, controls: [] }),
    { ...stopped, ...nobody, missing: ['C2 port_blocked_on_the_way'] },
  ],
  [
    'R93 keeps a login guard possible for a port that is a jail of its own',
    server({
      closed: [22],
      how: 'connection_refused',
      open: [80],
      controls: samePortOpen(22),
      provider: pack,
    }),
    {
      ...stopped,
      subject: `${HOST} (22)`,
      ...nobody,
      missing: ['C5 login_guard', 'C5 works_elsewhere'],
      explains: [`unreachable-ssh-port ${HOST}:22`],
    },
  ],
  [
    'R42 names the provider when every other explanation is out',
    server({ closed: [587], ...mailUp }),
    silent,
  ],
  [
    'R42 names nobody while one explanation is open',
    server({ closed: [587], ...mailUp, controls: [] }),
    { ...silent, ...nobody, missing: ['C2 port_blocked_on_the_way'] },
  ],
  [
    'R42 names nobody when all ports of a login guard’s set are silent',
    server({ closed: [587], open: [80], controls: samePortOpen(587), provider: pack }),
    { ...silent, ...nobody, missing: ['C5 login_guard', 'C5 works_elsewhere'] },
  ],
];

describe('rules about reaching the server', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    ['R41 keeps silent when a port of the address answers', server({ closed: [587], open: [80] }), 'R41'],
    [
      'R93 keeps silent where another port of the address refuses at times: it may be chance',
      server({
        closed: [587],
        how: 'connection_refused',
        ...mailUp,
        controls: closed(at(SERVER, 993), 'connection_refused').slice(0, 1),
      }),
      'R93',
    ],
    ['R93 keeps silent on silence', server({ closed: [587], ...mailUp }), 'R93'],
    [
      'R42 leaves refused ports to R93',
      server({ closed: [587], how: 'connection_refused', ...mailUp }),
      'R42',
    ],
  ])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});

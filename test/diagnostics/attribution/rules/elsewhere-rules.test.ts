import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { StationOutcome } from '../../../../diagnostics/model/observations/outside.ts';
import type { Request } from '../../../../diagnostics/model/target.ts';
import {
  addressInZone,
  aFinding,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  neighbour,
  nobody,
  open,
  pack,
  samePortClosed,
  samePortOpen,
  SERVER,
  stations,
  trap,
  verdictsOf,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRequest } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { atHome, atHotspot, fromSeat } from '../../../support/view-factories.ts';

const checkOf: Readonly<Record<number, string>> = {
  443: 'unreachable-web-port',
  80: 'unreachable-web-port',
  993: 'unreachable-imap-port',
  587: 'unreachable-submission-port',
  465: 'unreachable-submission-port',
  21: 'unreachable-ftp-port',
  22: 'unreachable-ssh-port',
};

interface Seen {
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
function server({ closed: ports, how = 'timed_out', address = SERVER, said = {}, ...rest }: Seen): World {
  const dead = ports.map((port) => closed(at(address, port), how));
  const { open: openPorts = [], symptom = 'everything', controls = [], provider = pack } = rest;
  return {
    request: aRequest({ facts: said, symptom }),
    provider,
    observations: [...dead, openPorts.map((port) => open(at(address, port))), controls],
    findings: ports.map((port, index) => aFinding(checkOf[port]!, `${HOST}:${port}`, dead[index])),
  };
}

const yes = { works_elsewhere: 'yes' };
const no = { works_elsewhere: 'no' };
const seat = [...anchorsOf(4), neighbour];
const silent = { closed: [443, 80], controls: seat } as const;
const web = [`unreachable-web-port ${HOST}:443`, `unreachable-web-port ${HOST}:80`];
const subject = `${HOST} (${SERVER})`;
const likely = { domain: 'hosting_provider', confidence: 'likely', missing: [] } as const;
const guard = {
  closed: [22],
  how: 'connection_refused',
  open: [443],
  controls: [...samePortOpen(22), addressInZone()],
} as const;

describe('a silent server that another place was asked about', () => {
  fires('R41', 'it works on the phone: this address is shut out', server({ ...silent, said: yes }), {
    ...likely,
    cause: 'server.client_blocked',
    subject,
    explains: web,
  });
  fires('R41', 'it fails on the phone as well: the server is down', server({ ...silent, said: no }), {
    ...likely,
    cause: 'server.down',
    subject,
    explains: web,
  });
  fires(
    'R41',
    'the desk found the block, whatever answers or not',
    server({ closed: [443, 80], controls: anchorsOf(4), said: { address_blocked: 'yes' } }),
    { ...likely, cause: 'server.client_blocked' },
  );
  fires(
    'R41',
    'a firewall says “prohibited”: that is no missing route',
    server({ ...silent, closed: [443], how: 'permission_denied', said: yes }),
    { ...likely, cause: 'server.client_blocked' },
  );
  fires(
    'R41',
    'down for all, but whose address it is nobody knows: possible',
    server({ ...silent, said: no, provider: {} }),
    { domain: 'hosting_provider', confidence: 'possible', missing: ['C9 record_points_elsewhere'] },
  );

  it('R41 asks nothing more of a person who answered', () => {
    const [verdict] = verdictsOf(server({ closed: [443, 80], said: { known_maintenance: 'no' } }));
    expect(verdict?.missing).toContain('C5 works_elsewhere');
    const [answered] = verdictsOf(server({ closed: [443, 80], symptom: 'ssh_cannot_connect', said: yes }));
    expect([answered?.cause, answered?.missing.includes('C5 works_elsewhere')]).toEqual([
      'server.unreachable_here.ban_or_outage',
      false,
    ]);
  });

  it.each([
    ['the phone was asked about another service', { symptom: 'mail_cannot_send' }, {}],
    ['nothing was said', { said: {} }, {}],
    ['two things fail and it is not said which works', {}, { closed: [443, 80], other: true }],
  ] as const)('R41 does not decide when %s', (_, part, { other = false }: { other?: boolean }) => {
    const world = server({ ...silent, said: yes, ...part });
    const elsewhere = closed(at(ELSEWHERE, 993, 'mail.other.test'));
    const both: World = {
      ...world,
      observations: [...(world.observations ?? []), elsewhere],
      findings: [...world.findings, aFinding('unreachable-imap-port', 'mail.other.test:993', elsewhere)],
    };
    expect(verdictsOf(other ? both : world)[0]).toMatchObject({
      ...nobody,
      cause: 'server.unreachable_here.ban_or_outage',
    });
  });

  it('R41 leaves an address that is not the provider’s to its own words', () => {
    const world = server({ ...silent, address: ELSEWHERE, said: no });
    expect(verdictsOf(world)[0]?.cause).toBe('server.unreachable_here.foreign_address');
  });

  it('R41 names nobody for sure while the own connection was not shown to work', () => {
    expect(verdictsOf(server({ closed: [443], said: yes, controls: [neighbour] }))[0]).toMatchObject({
      cause: 'server.client_blocked',
      confidence: 'possible',
      missing: ['C1 own_connection'],
    });
  });
});

describe('a way that ends on the way', () => {
  const path = { ...nobody, cause: 'network.path_broken', explains: web };
  fires(
    'R51',
    'neighbours fail too, others and the phone do not',
    server({ ...silent, controls: anchorsOf(4), said: yes }),
    {
      ...path,
      missing: ['C9 network_wide_block', 'C9 address_blocked'],
    },
  );
  fires(
    'R51',
    'the provider found no block',
    server({ ...silent, said: { ...yes, address_blocked: 'no' } }),
    { cause: 'network.path_broken', domain: 'internet_path', confidence: 'likely', missing: [] },
  );
  fires(
    'R51',
    'a router says that there is no way',
    server({ ...silent, how: 'host_unreachable', said: yes }),
    path,
  );
  trap('R51', 'neighbours answer and the server is silent: a block', server({ ...silent, said: yes }), [
    'R41',
  ]);
  trap('R51', 'nobody looked from elsewhere', server({ ...silent, controls: anchorsOf(4) }), ['R41']);
  trap('R51', 'it fails elsewhere as well', server({ ...silent, controls: anchorsOf(4), said: no }), ['R41']);
});

describe('a service that other places get through to', () => {
  fires('R42', 'the ports of a login guard: this address is shut out', server({ ...guard, said: yes }), {
    ...likely,
    cause: 'service.client_blocked',
    subject: `${HOST} (22)`,
  });
  fires(
    'R42',
    'web ports alone: a filter at either end may be it',
    server({
      closed: [443, 80],
      open: [22],
      controls: [...samePortOpen(443), ...samePortOpen(80)],
      said: yes,
    }),
    {
      ...nobody,
      cause: 'service.unreachable_here.only_here',
      missing: ['C9 one_address_filtered', 'C9 address_blocked'],
    },
  );
  fires('R42', 'silent for everybody: the server’s side', server({ ...guard, how: 'timed_out', said: no }), {
    ...likely,
    cause: 'service.unreachable_here.everywhere',
  });
  fires('R93', 'refused for everybody, so no guard shut out this address', server({ ...guard, said: no }), {
    ...likely,
    cause: 'service.stopped',
  });
  trap('R93', 'it works elsewhere: nothing is stopped', server({ ...guard, said: yes }), ['R42']);
  trap(
    'R42',
    'the port fails towards everybody here: a filter near by',
    server({ ...guard, how: 'timed_out', controls: samePortClosed(22), said: yes }),
    ['R46'],
  );
});

describe('what stations elsewhere see', () => {
  const seenBy = (...outcomes: readonly StationOutcome[]): Seen => ({
    ...silent,
    controls: [...seat, stations(443, ...outcomes)],
  });
  fires('R41', 'a station gets through: this address is shut out', server(seenBy('silent', 'works')), {
    ...likely,
    cause: 'server.client_blocked',
  });
  fires(
    'R41',
    'stations of two networks get no answer: the server is down',
    server(seenBy('silent', 'silent')),
    {
      ...likely,
      cause: 'server.down',
    },
  );
  fires(
    'R41',
    'routers say that there is no way, here and elsewhere: the way or the server',
    server({ ...seenBy('unreachable', 'unreachable'), how: 'host_unreachable' }),
    { ...nobody, cause: 'server.down', missing: ['C9 route_missing'] },
  );
  fires(
    'R93',
    'refused elsewhere too',
    server({ ...guard, controls: [...guard.controls, stations(22, 'refused', 'refused')] }),
    {
      ...likely,
      cause: 'service.stopped',
    },
  );

  it.each([
    ['only one network says so', [stations(443, 'silent')], {}],
    ['one network says so twice', [stations(443, 'silent'), { ...stations(443, 'silent'), id: 'again' }], {}],
    ['the stations cannot tell', [stations(443, 'unknown', 'unknown', 'unknown')], {}],
    ['another port was tried', [stations(8443, 'silent', 'silent')], {}],
    ['the phone says the contrary', [stations(443, 'silent', 'silent')], yes],
  ] as const)('R41 does not decide when %s', (_, seen, said) => {
    const world = server({ ...silent, said, controls: [...seat, ...(seen as readonly Observation[])] });
    expect(verdictsOf(world)[0]).toMatchObject({ ...nobody, cause: 'server.unreachable_here.ban_or_outage' });
  });

  it('R41 believes a station that gets through more than a phone that does not', () => {
    const world = server({ ...silent, said: no, controls: [...seat, stations(443, 'works')] });
    expect(verdictsOf(world)[0]?.cause).toBe('server.client_blocked');
  });
});

describe('what another seat sees', () => {
  const hotspot = (...seen: readonly (Observation | readonly Observation[])[]): readonly Observation[] =>
    fromSeat([...atHotspot, ...seen.flat()]);
  const beside = (there: readonly Observation[], part: Partial<Seen> = {}): World =>
    server({ ...silent, ...part, controls: [atHome, ...(part.controls ?? silent.controls), ...there] });

  fires('R41', 'the phone gets through: this address is shut out', beside(hotspot(open(at(SERVER, 443)))), {
    ...likely,
    confidence: 'proven',
    cause: 'server.client_blocked',
  });
  fires(
    'R41',
    'only one port was tried, and a filter on the way may drop one port: no proof',
    beside(hotspot(open(at(SERVER, 443))), { closed: [443] }),
    { ...likely, cause: 'server.client_blocked' },
  );
  it('R41 is not about a machine that refuses on a port tried as a control: it is up, and answers this address', () => {
    const refusing = closed(at(SERVER, 22), 'connection_refused', { control: 'C3' });
    const world = beside(hotspot(open(at(SERVER, 443))), { controls: [...silent.controls, ...refusing] });
    expect(verdictsOf(world).map(({ rule }) => rule)).not.toContain('R41');
  });
  fires(
    'R41',
    'the phone gets no answer either: the server is down',
    beside(hotspot(closed(at(SERVER, 443)))),
    {
      ...likely,
      cause: 'server.down',
    },
  );
  fires(
    'R51',
    'neighbours fail here, the phone gets through',
    beside(hotspot(open(at(SERVER, 80))), { controls: anchorsOf(4) }),
    {
      ...nobody,
      cause: 'network.path_broken',
    },
  );
  fires('R42', 'the guarded port answers the phone', beside(hotspot(open(at(SERVER, 22))), guard), {
    ...likely,
    cause: 'service.client_blocked',
  });
  fires(
    'R93',
    'the port refuses the phone too',
    beside(hotspot(closed(at(SERVER, 22), 'connection_refused')), guard),
    {
      ...likely,
      cause: 'service.stopped',
    },
  );
  fires(
    'R41',
    'one of two seats gets through: the server is up',
    beside([
      ...hotspot(closed(at(SERVER, 443))),
      ...fromSeat([...atHotspot, open(at(SERVER, 443))], { view: 'view-2' }),
    ]),
    { ...likely, cause: 'server.client_blocked' },
  );

  it.each([
    ['it was one failed try', hotspot(closed(at(SERVER, 443))[0]!)],
    ['its own line was not shown to work', fromSeat([atHotspot[0]!, ...closed(at(SERVER, 443))])],
    ['the port fails there towards others too', hotspot(closed(at(SERVER, 80)), samePortClosed(80))],
    ['it was made an hour later', fromSeat([...atHotspot, open(at(SERVER, 443))], { minutes: 60 })],
    ['it looked at another address', hotspot(open(at(ELSEWHERE, 443)))],
  ])('decides nothing when %s', (_, there) => {
    expect(verdictsOf(beside(there))[0]).toMatchObject({
      ...nobody,
      cause: 'server.unreachable_here.ban_or_outage',
    });
  });

  it('asks about the connection where the reports do not show it', () => {
    const same = fromSeat([atHome, ...anchorsOf(4), open(at(SERVER, 443))]);
    const [unclear] = verdictsOf(beside(same));
    expect(unclear?.missing).toEqual(['C5 ban_or_outage', 'C5 works_elsewhere', 'C5 other_connection']);
    const [told] = verdictsOf(beside(same, { said: { other_connection: 'yes' } }));
    expect(told?.cause).toBe('server.client_blocked');
  });
});

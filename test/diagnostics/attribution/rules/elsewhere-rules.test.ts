import { describe, expect, it } from 'vitest';
import {
  aFinding,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  neighbour,
  nobody,
  samePortClosed,
  samePortOpen,
  SERVER,
  trap,
  verdictsOf,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  guard,
  likelyProvider,
  failsElsewhere,
  shutServer,
  silent,
  worksElsewhere,
} from '../../../support/elsewhere-factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const web = [`unreachable-web-port ${HOST}:443`, `unreachable-web-port ${HOST}:80`];
const subject = `${HOST} (${SERVER})`;

describe('a silent server that another place was asked about', () => {
  fires(
    'R41',
    'it works on the phone: this address is shut out',
    shutServer({ ...silent, said: worksElsewhere }),
    {
      ...likelyProvider,
      cause: 'server.client_blocked',
      subject,
      explains: web,
    },
  );
  fires(
    'R41',
    'it fails on the phone as well: the server is down',
    shutServer({ ...silent, said: failsElsewhere }),
    {
      ...likelyProvider,
      cause: 'server.down',
      subject,
      explains: web,
    },
  );
  fires(
    'R41',
    'the desk found the block, whatever answers or not',
    shutServer({ closed: [443, 80], controls: anchorsOf(4), said: { address_blocked: 'yes' } }),
    { ...likelyProvider, cause: 'server.client_blocked' },
  );
  fires(
    'R41',
    'a firewall says “prohibited”: that is no missing route',
    shutServer({ ...silent, closed: [443], how: 'permission_denied', said: worksElsewhere }),
    { ...likelyProvider, cause: 'server.client_blocked' },
  );
  fires(
    'R41',
    'down for all, but whose address it is nobody knows: possible',
    shutServer({ ...silent, said: failsElsewhere, provider: {} }),
    { domain: 'hosting_provider', confidence: 'possible', missing: ['C9 record_points_elsewhere'] },
  );

  it('R41 asks nothing more of a person who answered', () => {
    const [verdict] = verdictsOf(shutServer({ closed: [443, 80], said: { known_maintenance: 'no' } }));
    expect(verdict?.missing).toContain('C5 works_elsewhere');
    const [answered] = verdictsOf(
      shutServer({ closed: [443, 80], symptom: 'ssh_cannot_connect', said: worksElsewhere }),
    );
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
    const world = shutServer({ ...silent, said: worksElsewhere, ...part });
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
    const world = shutServer({ ...silent, address: ELSEWHERE, said: failsElsewhere });
    expect(verdictsOf(world)[0]?.cause).toBe('server.unreachable_here.foreign_address');
  });

  it('R41 names nobody for sure while the own connection was not shown to work', () => {
    expect(
      verdictsOf(shutServer({ closed: [443], said: worksElsewhere, controls: [neighbour] }))[0],
    ).toMatchObject({
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
    shutServer({ ...silent, controls: anchorsOf(4), said: worksElsewhere }),
    {
      ...path,
      missing: ['C9 network_wide_block', 'C9 address_blocked'],
    },
  );
  fires(
    'R51',
    'the provider found no block',
    shutServer({ ...silent, said: { ...worksElsewhere, address_blocked: 'no' } }),
    { cause: 'network.path_broken', domain: 'internet_path', confidence: 'likely', missing: [] },
  );
  fires(
    'R51',
    'a router says that there is no way',
    shutServer({ ...silent, how: 'host_unreachable', said: worksElsewhere }),
    path,
  );
  trap(
    'R51',
    'neighbours answer and the server is silent: a block',
    shutServer({ ...silent, said: worksElsewhere }),
    ['R41'],
  );
  trap('R51', 'nobody looked from elsewhere', shutServer({ ...silent, controls: anchorsOf(4) }), ['R41']);
  trap(
    'R51',
    'it fails elsewhere as well',
    shutServer({ ...silent, controls: anchorsOf(4), said: failsElsewhere }),
    ['R41'],
  );
});

describe('a service that other places get through to', () => {
  fires(
    'R42',
    'the ports of a login guard: this address is shut out',
    shutServer({ ...guard, said: worksElsewhere }),
    {
      ...likelyProvider,
      cause: 'service.client_blocked',
      subject: `${HOST} (22)`,
    },
  );
  fires(
    'R42',
    'web ports alone: a filter at either end may be it',
    shutServer({
      closed: [443, 80],
      open: [22],
      controls: [...samePortOpen(443), ...samePortOpen(80)],
      said: worksElsewhere,
    }),
    {
      ...nobody,
      cause: 'service.unreachable_here.only_here',
      missing: ['C9 one_address_filtered', 'C9 address_blocked'],
    },
  );
  fires(
    'R42',
    'silent for everybody: the server’s side',
    shutServer({ ...guard, how: 'timed_out', said: failsElsewhere }),
    {
      ...likelyProvider,
      cause: 'service.unreachable_here.everywhere',
    },
  );
  fires(
    'R93',
    'refused for everybody, so no guard shut out this address',
    shutServer({ ...guard, said: failsElsewhere }),
    {
      ...likelyProvider,
      cause: 'service.stopped',
    },
  );
  trap('R93', 'it works elsewhere: nothing is stopped', shutServer({ ...guard, said: worksElsewhere }), [
    'R42',
  ]);
  trap(
    'R42',
    'the port fails towards everybody here: a filter near by',
    shutServer({ ...guard, how: 'timed_out', controls: samePortClosed(22), said: worksElsewhere }),
    ['R46'],
  );
});

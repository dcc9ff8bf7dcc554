import { describe, expect, it } from 'vitest';
import type { Job } from '../../../diagnostics/model/job.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Facts } from '../../../diagnostics/model/view/facts.ts';
import { planners, wantedPlanners } from '../../../diagnostics/run/plan/index.ts';
import { ftpPlanner } from '../../../diagnostics/run/plan/ftp-planner.ts';
import { mailPlanner, webPlanner } from '../../../diagnostics/run/plan/service-planners.ts';
import { shellPlanner } from '../../../diagnostics/run/plan/shell-planner.ts';
import { controlPlanner } from '../../../diagnostics/run/plan/control-planner.ts';
import { namesPlanner } from '../../../diagnostics/run/plan/names-planner.ts';
import { zonePlanner } from '../../../diagnostics/run/plan/zone-planner.ts';
import { retryPlanner } from '../../../diagnostics/run/plan/retry-planner.ts';
import type { Planner } from '../../../diagnostics/run/plan/planner.ts';
import { services } from '../../../diagnostics/model/vocabulary.ts';
import {
  aZone,
  fromPublic,
  fromServer,
  fromSystem,
  mx,
  NS1,
  aRecord,
  soa,
} from '../../support/dns-factories.ts';
import {
  aFacts,
  aFailure,
  anObservation,
  aTarget,
  twice,
  type FactsPartial,
} from '../../support/factories.ts';
import { anEnvironment } from '../../support/network-factories.ts';
import { aJob } from '../../support/run-factories.ts';

const WEB = '45.0.3.1';
const lookup = (name: string, ...addresses: readonly string[]): Observation =>
  anObservation('system-lookup', {
    id: `system-lookup/${name}`,
    endpoint: { name },
    input: { name },
    data: { addresses },
  });
const factsOf = (partial: FactsPartial = {}): Facts =>
  aFacts({ ...partial, request: { services: [...services], ...partial.request } });
const planOf = (planner: Planner, partial: FactsPartial): readonly Job[] => planner.plan(factsOf(partial));
const keysOf = (planner: Planner, partial: FactsPartial): readonly string[] => [
  ...new Set(planOf(planner, partial).map((job) => job.key)),
];
const dialled = (partial: FactsPartial): readonly string[] => {
  const facts = factsOf(partial);
  return [
    ...new Set(
      wantedPlanners(facts)
        .flatMap((planner) => planner.plan(facts))
        .flatMap((job) => job.endpoint.address ?? []),
    ),
  ];
};

const page = (url: string, redirectsTo?: string, address = WEB): Observation => {
  const { hostname, protocol, port } = new URL(url);
  return anObservation('http', {
    id: `http/${address}/${url}`,
    endpoint: {
      name: hostname,
      address,
      family: address.includes(':') ? 6 : 4,
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
    },
    input: { url, method: 'GET' },
    data: {
      connectMs: 5,
      status: redirectsTo === undefined ? 200 : 302,
      headers: [],
      bodyStart: '',
      ...(redirectsTo !== undefined && { redirectsTo }),
    },
  });
};
const onlyApex = { target: aTarget({ domain: 'shop.example.test', registrableDomain: 'example.test' }) };
const apexLookup = lookup('shop.example.test', WEB);

describe('web planner', () => {
  it('asks each address of each family on both ports, with the path that was typed', () => {
    const request = { target: aTarget({ path: '/login' }) };
    expect(keysOf(webPlanner, { request, observations: [lookup('example.test', WEB, '2a00::3')] })).toEqual([
      `http/${WEB}/https://example.test/login`,
      'http/2a00::3/https://example.test/login',
      `http/${WEB}/http://example.test/login`,
      'http/2a00::3/http://example.test/login',
    ]);
  });

  it.each<readonly [string, string, string | undefined]>([
    [
      'to another port of the host',
      'https://shop.example.test:8443/',
      `http/${WEB}/https://shop.example.test:8443/`,
    ],
    ['to another host, looked up first', 'https://login.test/', 'system-lookup/login.test'],
    ['to a public address', 'http://45.0.8.8/', 'http/45.0.8.8/http://45.0.8.8/'],
    ['without its fragment', 'http://shop.example.test/new#2', `http/${WEB}/http://shop.example.test/new`],
    ['to a private address', 'http://192.168.1.1/admin', undefined],
    ['to this machine', 'http://127.0.0.1:631/', undefined],
    ['to this machine, disguised', 'http://2130706433/', undefined],
    ['to this machine over IPv6', 'http://[::1]/', undefined],
    ['to this machine, mapped', 'http://[::ffff:7f00:1]/', undefined],
    ['to a private address through a translator', 'http://[64:ff9b::a00:1]/', undefined],
    ['to the metadata service of a cloud', 'http://169.254.169.254/latest', undefined],
    ['to another protocol', 'ftp://shop.example.test/', undefined],
    ['to port 0', 'http://shop.example.test:0/', undefined],
    ['to itself', 'http://shop.example.test/', undefined],
    ['to a name that is too long', `http://${'a'.repeat(300)}.test/`, undefined],
    ['to nowhere', 'http://', undefined],
  ])('follows a redirect %s', (_, target, expected) => {
    const without = new Set(
      keysOf(webPlanner, {
        request: onlyApex,
        observations: [apexLookup, page('http://shop.example.test/')],
      }),
    );
    const after = keysOf(webPlanner, {
      request: onlyApex,
      observations: [apexLookup, page('http://shop.example.test/', target)],
    });
    expect(after.filter((key) => !without.has(key))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('dials no private address that a redirect leads to by name', () => {
    const observations = [
      apexLookup,
      page('http://shop.example.test/', 'http://router.test/'),
      lookup('router.test', '192.168.1.1', '::1'),
    ];
    expect(
      keysOf(webPlanner, { request: onlyApex, observations }).filter((key) => key.includes('router')),
    ).toEqual(['system-lookup/router.test']);
  });

  it('follows five hops and no further, whichever way the names sort', () => {
    const hop = (index: number) => `http://shop.example.test/${String.fromCharCode(122 - index)}`;
    const chain = [
      page('http://shop.example.test/', hop(0)),
      ...Array.from({ length: 20 }, (_, index) => page(hop(index), hop(index + 1))),
    ];
    expect(keysOf(webPlanner, { request: onlyApex, observations: [apexLookup, ...chain] }).slice(2)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `http/${WEB}/${hop(index)}`),
    );
  });

  it('gives long addresses a bounded key', () => {
    const observations = [
      apexLookup,
      page('http://shop.example.test/', `http://shop.example.test/?${'q'.repeat(3_000)}`),
    ];
    expect(
      Math.max(...keysOf(webPlanner, { request: onlyApex, observations }).map((key) => key.length)),
    ).toBeLessThan(400);
  });
});

describe('mail planner', () => {
  const mailHost = lookup('mail.example.test', '45.0.3.2');
  const observations = (...exchanges: readonly string[]) => [
    ...aZone(),
    fromServer(
      NS1,
      'example.test',
      'MX',
      exchanges.map((name) => mx('example.test', 10, name)),
    ),
    lookup('in.relay.test', '45.0.6.1'),
    mailHost,
  ];
  const ports = (partial: FactsPartial) =>
    planOf(mailPlanner, partial).map((job) => `${job.endpoint.address} ${job.endpoint.port}`);

  it('takes mail programs to the customary name, and port 25 alone to the MX host', () => {
    expect(ports({ observations: observations('in.relay.test') })).toEqual([
      '45.0.6.1 25',
      ...[587, 465, 993, 143, 995, 110].map((port) => `45.0.3.2 ${port}`),
    ]);
  });

  it('tries in a survey of the domain’s own mail name one port for reading and one for sending', () => {
    expect(ports({ observations: observations('in.relay.test'), request: { depth: 'survey' } })).toEqual([
      '45.0.6.1 25',
      ...[587, 993].map((port) => `45.0.3.2 ${port}`),
    ]);
  });

  it('never takes mail programs to an MX host', () => {
    expect(
      ports({ observations: observations('in.relay.test').filter((each) => each !== mailHost) }),
    ).toEqual(['45.0.6.1 25']);
  });

  it.each<readonly [string, readonly string[]]>([
    ['a null MX', ['.']],
    ['an MX that is a private address', ['10.0.0.25']],
    ['an MX without an address', ['lost.example.test']],
  ])('dials no port 25 for %s', (_, exchanges) => {
    expect(
      ports({ observations: observations(...exchanges) }).filter((port) => port.endsWith(' 25')),
    ).toEqual([]);
    expect(
      keysOf(namesPlanner, { observations: observations(...exchanges) }).filter((key) =>
        /\/\.$|10\.0\.0\.25/.test(key),
      ),
    ).toEqual([]);
  });

  it("uses the provider's mail hosts, without its patterns", () => {
    const partial = {
      provider: { mailHosts: ['mail1.hoster.test', '*.hoster.test'] },
      observations: [lookup('mail1.hoster.test', '45.0.6.9'), mailHost],
    };
    expect(new Set(planOf(mailPlanner, partial).map((job) => job.endpoint.address))).toEqual(
      new Set(['45.0.6.9']),
    );
  });
});

describe('FTP and SSH planners', () => {
  const logins = (partial: FactsPartial) =>
    planOf(ftpPlanner, partial).flatMap((job) =>
      job.kind === 'ftp' && job.input.login !== 'none'
        ? [`${job.input.login} ${job.endpoint.address}:${job.endpoint.port}`]
        : [],
    );

  it.each<readonly [string, FactsPartial, readonly string[]]>([
    [
      'to the first IPv4 address',
      { observations: [lookup('ftp.example.test', '45.0.3.5', '45.0.3.6', '2a00::3')] },
      ['anonymous 45.0.3.5:21'],
    ],
    [
      'to IPv6 where there is nothing else',
      { observations: [lookup('ftp.example.test', '2a00::3')] },
      ['anonymous 2a00::3:21'],
    ],
    [
      'to nothing while only IPv6 is known and the lookup runs',
      {
        observations: [
          fromPublic('ftp.example.test', 'AAAA', [aRecord('ftp.example.test', 'AAAA', '2a00::3')]),
        ],
      },
      [],
    ],
    [
      'with the credentials that were given',
      {
        request: { facts: { 'ftp.login': 'given' } },
        observations: [lookup('ftp.example.test', '45.0.3.5')],
      },
      ['given 45.0.3.5:21'],
    ],
    [
      'at a typed address',
      { request: { target: aTarget({ domain: '2a00::3', isAddress: true }) } },
      ['anonymous 2a00::3:21'],
    ],
  ])('give one login %s', (_, partial, expected) => {
    expect(logins(partial)).toEqual(expected);
  });

  const secured = anObservation('ftp', {
    id: 'ftp/45.0.3.5/21',
    endpoint: { name: 'ftp.example.test', address: '45.0.3.5', family: 4, port: 21 },
    data: { connectMs: 1, upgrade: 'done', login: 'not_tried', passive: [], transcript: [] },
  });
  const asked = (request: FactsPartial['request'], observations: readonly Observation[] = [secured]) =>
    planOf(ftpPlanner, {
      ...(request && { request }),
      observations: [lookup('ftp.example.test', '45.0.3.5'), ...observations],
    }).flatMap((job) => (job.kind === 'ftp' ? [{ key: job.key, ...job.input }] : []));

  it('ask for listings only where the person came for file transfer', () => {
    const lists = (request: FactsPartial['request']) =>
      asked(request).flatMap(({ key, lists: wanted }) => (wanted === true ? [key] : []));
    expect(lists({ symptom: 'ftp_cannot_connect' })).toEqual(['ftp/45.0.3.5/21']);
    expect(lists({ services: ['ftp'] })).toEqual(['ftp/45.0.3.5/21']);
    expect(lists({ services: [...services] })).toEqual([]);
  });

  it('ask whether a name is taken in clear only for that symptom, once TLS has worked, and without a password', () => {
    const inClear = (...given: Parameters<typeof asked>) =>
      asked(...given).filter(({ key }) => key.startsWith('ftp-clear/'));
    const symptom = 'ftp_cannot_connect';
    const user = aTarget({ user: 'web4711' });
    expect(inClear({ symptom, target: user })).toEqual([
      {
        key: 'ftp-clear/45.0.3.5/21',
        security: 'plain',
        serverName: 'ftp.example.test',
        login: 'name_only',
        user: 'web4711',
      },
    ]);
    expect(inClear({ symptom })).toMatchObject([{ login: 'name_only' }]);
    expect(inClear({ services: ['ftp'] })).toEqual([]);
    expect(inClear({ symptom }, [])).toEqual([]);
  });

  it('tell no user name that was not typed', () => {
    const users = (user: string | null) =>
      planOf(shellPlanner, {
        request: { target: aTarget({ user }) },
        observations: [lookup('example.test', WEB)],
      }).map((job) => job.kind === 'ssh' && job.input.user);
    expect([users(null), users('anna')]).toEqual([[null], ['anna']]);
  });
});

describe('every planner', () => {
  it.each<readonly [string, FactsPartial]>([
    [
      'private addresses from a public zone',
      {
        observations: [
          ...aZone(),
          fromServer(NS1, 'example.test', 'A', [aRecord('example.test', 'A', '10.0.0.7')]),
          lookup('example.test', '10.0.0.7'),
          lookup('mail.example.test', '192.168.7.7'),
          lookup('ftp.example.test', '127.0.0.1'),
        ],
      },
    ],
    [
      'private name servers',
      { observations: aZone({ servers: { 'ns1.example.test': ['10.0.0.53'], 'ns2.example.test': [NS1] } }) },
    ],
  ])('dials no %s', (_, partial) => {
    expect(dialled(partial).filter((address) => /^(10|127|192\.168)\./.test(address))).toEqual([]);
  });

  it.each([
    ['as the target', { target: aTarget({ domain: '192.168.1.7', isAddress: true }) }],
    ['as a host', { hosts: ['192.168.1.7'] }],
  ])('dials a private address that the person typed %s', (_, request) => {
    expect(dialled({ request })).toContain('192.168.1.7');
  });

  it('plans no DNS for a typed address', () => {
    const facts = factsOf({ request: { target: aTarget({ domain: '45.0.3.1', isAddress: true }) } });
    expect(
      wantedPlanners(facts)
        .flatMap((planner) => planner.plan(facts))
        .filter((job) => job.kind === 'dns' || (job.kind === 'system-lookup' && job.control === undefined)),
    ).toEqual([]);
  });

  it.each(services.map((service) => [service] as const))(
    'keeps to the services that were asked for: %s',
    (service) => {
      const addresses = ['example.test', 'www.example.test', 'mail.example.test', 'ftp.example.test'].map(
        (name) => lookup(name, WEB),
      );
      const facts = aFacts({
        request: { services: [service] },
        observations: [
          ...aZone(),
          fromServer(NS1, 'example.test', 'MX', [mx('example.test', 10, 'mail.example.test')]),
          ...addresses,
        ],
      });
      const kinds = new Set(
        wantedPlanners(facts)
          .flatMap((planner) => planner.plan(facts))
          .filter((job) => job.control === undefined && job.kind !== 'dns' && job.kind !== 'system-lookup')
          .map((job) => job.kind),
      );
      const expected = { dns: [], web: ['http'], mail: ['smtp', 'imap', 'pop3'], ftp: ['ftp'], ssh: ['ssh'] }[
        service
      ];
      expect([...kinds]).toEqual(expected);
    },
  );

  it('is idempotent, and names no job twice with another meaning', () => {
    const failing = twice(
      anObservation('http', {
        id: `http/${WEB}/https://example.test/`,
        endpoint: { name: 'example.test', address: WEB, family: 4, port: 443 },
        input: { url: 'https://example.test/', method: 'GET' },
        failure: aFailure('timed_out'),
      }),
    ).flat();
    const partial: FactsPartial = {
      provider: { hostNames: ['web1.hoster.test'] },
      observations: [
        anEnvironment(),
        ...aZone(),
        lookup('example.test', WEB, '2a00::3'),
        ...failing,
        fromSystem('example.test', 'A', [aRecord('example.test', 'A', WEB)]),
      ],
    };
    for (const planner of [
      ...planners,
      retryPlanner(new Map([[failing[0]!.id, aJob({ key: failing[0]!.id })]])),
    ]) {
      const facts = factsOf(partial);
      const [first, second, fresh] = [
        planner.plan(facts),
        planner.plan(facts),
        planner.plan(factsOf(partial)),
      ];
      expect([second, fresh]).toEqual([first, first]);
      const inputs = new Map<string, string>();
      for (const job of first) {
        const meaning = JSON.stringify([job.kind, job.endpoint.address, job.endpoint.port, job.input]);
        expect(inputs.get(job.key) ?? meaning).toBe(meaning);
        inputs.set(job.key, meaning);
      }
    }
  });
});

describe('names and zone planners', () => {
  const toSystem = (observations: readonly Observation[]) =>
    keysOf(namesPlanner, { observations: [anEnvironment(), ...observations] }).filter((key) =>
      key.startsWith('resolver/udp/192.168.1.1'),
    );

  it('ask a resolver a few questions first, and the rest once it answered', () => {
    const answer = anObservation('dns', {
      id: 'resolver/udp/192.168.1.1/example.test/A',
      endpoint: { address: '192.168.1.1', port: 53 },
      input: { name: 'example.test', type: 'A', recursion: true, transport: 'udp' },
      data: {
        response: {
          rcode: 'NOERROR',
          flags: { aa: false, tc: false, rd: true, ra: true, ad: false, cd: false },
          answers: [],
          authorities: [],
          additionals: [],
          edns: true,
          extendedErrors: [],
          size: 1,
        },
      },
    });
    expect([toSystem([]).length, toSystem([answer]).length > 6]).toEqual([3, true]);
  });

  it('ask a name server for its zone first, and the rest once it showed authority', () => {
    const toNs1 = (observations: readonly Observation[]) =>
      keysOf(zonePlanner, { observations }).filter((key) => key.includes(`/${NS1}/`));
    const [root, tld] = aZone();
    expect(toNs1([root!, tld!])).toEqual([
      `dns/udp/${NS1}/example.test/SOA`,
      `dns/udp/${NS1}/example.test/NS`,
      `dns/tcp/${NS1}/example.test/SOA`,
    ]);
    expect(
      toNs1([root!, tld!, fromServer(NS1, 'example.test', 'SOA', [soa('example.test')])]).length,
    ).toBeGreaterThan(8);
  });

  it('stop walking after three hundred questions', () => {
    const noise = Array.from({ length: 300 }, (_, index) =>
      fromServer('45.0.0.9', `n${index}.test`, 'A', { rcode: 'NXDOMAIN' }),
    );
    const keys = (observations: readonly Observation[]) =>
      keysOf(zonePlanner, { observations }).filter((key) => key.includes('45.0.0.1'));
    expect([keys([]).length, keys(noise).length]).toEqual([1, 0]);
  });
});

describe('control planner', () => {
  const failed = (port: number, url: string) =>
    anObservation('http', {
      id: `http/${WEB}/${url}`,
      endpoint: { name: 'example.test', address: WEB, family: 4, port },
      input: { url, method: 'GET' },
      failure: aFailure('timed_out'),
    });
  const observations = [lookup('example.test', WEB), failed(443, 'https://example.test/')];
  const ports = (request: FactsPartial['request']) =>
    keysOf(controlPlanner, { request: request!, observations }).filter((key) => key.startsWith(`tcp/${WEB}`));

  it('tries other ports of a dead host, but none that a service tries anyway', () => {
    expect([ports({ services: ['web'] }), ports({ services: ['web', 'ssh'] })]).toEqual([
      [`tcp/${WEB}/22`],
      [],
    ]);
  });

  it("asks neighbours by the provider's names, patterns left out", () => {
    const keys = keysOf(controlPlanner, {
      provider: { hostNames: ['web1.hoster.test', '*.hoster.test'] },
      observations,
    });
    expect(keys.filter((key) => key.includes('hoster'))).toEqual(['system-lookup/web1.hoster.test']);
  });
});

describe('retry planner', () => {
  const job = aJob<'ftp'>({
    kind: 'ftp',
    key: 'ftp/45.0.3.5/21',
    endpoint: { address: '45.0.3.5', port: 21 },
    input: { security: 'plain', serverName: null, login: 'anonymous' },
  });
  type Login = 'accepted' | 'refused' | 'not_tried';
  const tried = (attempt: number, login: Login, failure?: ReturnType<typeof aFailure>) =>
    anObservation('ftp', {
      id: attempt === 1 ? job.key : `${job.key}#${attempt}`,
      attempt,
      endpoint: job.endpoint,
      data: { connectMs: 5, login, upgrade: 'done', passive: [], transcript: [] },
      ...(failure && { failure }),
    });
  const next = (...observations: readonly Observation[]) =>
    retryPlanner(new Map([[job.key, job]]))
      .plan(aFacts({ observations }))
      .map((each) => `${each.attempt} ${each.kind === 'ftp' ? each.input.login : ''}`);

  it.each<readonly [string, readonly Observation[], readonly string[]]>([
    ['nothing after a success', [tried(1, 'refused')], []],
    ['a second time after a failure', [tried(1, 'not_tried', aFailure('timed_out'))], ['2 anonymous']],
    [
      'without login after a login',
      [tried(1, 'accepted', aFailure('timed_out', 'data_connect'))],
      ['2 none'],
    ],
    [
      'without login after a login that was cut off',
      [tried(1, 'not_tried', aFailure('connection_reset', 'authenticate'))],
      ['2 none'],
    ],
    [
      'without login in a third try, when the first had logged in',
      [tried(1, 'accepted', aFailure('timed_out', 'data_connect')), tried(2, 'not_tried')],
      ['3 none'],
    ],
    ['nothing after own words', [tried(1, 'refused', aFailure('rejected', 'authenticate'))], []],
    [
      'once more after a server that had no room: our own connections may have been too many',
      [tried(1, 'not_tried', aFailure('rejected', 'greet', '421 too many'))],
      ['2 anonymous'],
    ],
    [
      'nothing after two failures',
      [tried(1, 'not_tried', aFailure('timed_out')), tried(2, 'not_tried', aFailure('timed_out'))],
      [],
    ],
  ])('tries %s', (_, observations, expected) => {
    expect(next(...observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { cameFor, isExpectedPort } from '../../../../diagnostics/model/view/expected.ts';
import {
  ftpHosts,
  hostsToResolve,
  mailClientHosts,
  mxTargets,
  shellHosts,
  webHosts,
} from '../../../../diagnostics/model/view/hosts.ts';
import { dialAddresses, trueAddresses } from '../../../../diagnostics/model/view/host-addresses.ts';
import { portState } from '../../../../diagnostics/model/view/sessions.ts';
import { isOffline, vantageOf } from '../../../../diagnostics/model/view/vantage.ts';
import { services } from '../../../../diagnostics/model/vocabulary.ts';
import { aRecord, fromPublic, fromServer, fromSystem, mx, NS1, NS2 } from '../../../support/dns-factories.ts';
import {
  aFacts,
  aFailure,
  anObservation,
  aTarget,
  twice,
  type FactsPartial,
} from '../../../support/factories.ts';
import {
  anchorsOf,
  anchorsSilent,
  anEnvironment,
  ipv6Interface,
  offline,
} from '../../../support/network-factories.ts';

const a = (name: string, ...values: readonly string[]) =>
  values.map((value) => aRecord(name, value.includes(':') ? 'AAAA' : 'A', value));
const lookup = (name: string, ...addresses: readonly string[]) =>
  anObservation('system-lookup', {
    id: `system-lookup/${name}`,
    endpoint: { name },
    input: { name },
    data: { addresses },
  });
const sub = aTarget({ domain: 'shop.example.test', registrableDomain: 'example.test' });
const literal = aTarget({ domain: '45.0.3.1', isAddress: true });

describe('hosts', () => {
  it.each<readonly [string, FactsPartial['request'], readonly (readonly string[])[]]>([
    [
      'a registered domain',
      {},
      [['example.test', 'www.example.test'], ['mail.example.test'], ['ftp.example.test'], ['example.test']],
    ],
    [
      'a name below it',
      { target: sub },
      [['shop.example.test'], ['mail.example.test'], ['ftp.example.test'], ['shop.example.test']],
    ],
    ['an address', { target: literal }, [['45.0.3.1'], ['45.0.3.1'], ['45.0.3.1'], ['45.0.3.1']]],
    [
      'hosts with a part to play',
      { hosts: ['imap.example.test', 'sftp.example.test', 'blog.example.test'] },
      [
        ['example.test', 'www.example.test', 'blog.example.test'],
        ['imap.example.test'],
        ['sftp.example.test'],
        ['sftp.example.test'],
      ],
    ],
  ])('of %s: web, mail, files, shell', (_, request, expected) => {
    const facts = aFacts({ request: request! });
    expect([webHosts(facts), mailClientHosts(facts), ftpHosts(facts), shellHosts(facts)]).toEqual(expected);
  });

  it('takes MX records from the zone before any resolver, by preference', () => {
    const observations = [
      fromPublic('example.test', 'MX', [mx('example.test', 5, 'old.test')]),
      fromServer(NS1, 'example.test', 'MX', [
        mx('example.test', 20, 'b.test'),
        mx('example.test', 10, 'c.test'),
        mx('example.test', 10, 'a.test'),
      ]),
    ];
    expect(mxTargets(aFacts({ observations }))!.map((each) => each.exchange)).toEqual([
      'a.test',
      'c.test',
      'b.test',
    ]);
    expect([
      mxTargets(aFacts()),
      mxTargets(aFacts({ observations: [fromServer(NS1, 'example.test', 'MX', [])] })),
    ]).toEqual([null, []]);
  });

  it('resolves names only, once each, for the services that were asked for', () => {
    const observations = [
      fromServer(
        NS1,
        'example.test',
        'MX',
        ['.', 'localhost', '45.0.3.9', 'mail.example.test', 'in.relay.test'].map((name) =>
          mx('example.test', 10, name),
        ),
      ),
    ];
    expect(
      hostsToResolve(aFacts({ observations, request: { services: [...services], hosts: ['45.0.3.7'] } })),
    ).toEqual(['example.test', 'ftp.example.test', 'in.relay.test', 'mail.example.test', 'www.example.test']);
    expect(hostsToResolve(aFacts({ observations, request: { services: ['web'] } }))).toEqual([
      'example.test',
      'www.example.test',
    ]);
    expect(hostsToResolve(aFacts({ request: { target: literal } }))).toEqual([]);
  });
});

describe('addresses of a host', () => {
  it.each<readonly [string, readonly Observation[], readonly string[]]>([
    [
      'the zone before resolvers',
      [
        fromServer(NS1, 'example.test', 'A', a('example.test', '45.0.3.1')),
        fromPublic('example.test', 'A', a('example.test', '45.0.3.9')),
      ],
      ['45.0.3.1'],
    ],
    [
      'all servers of the zone together',
      [
        fromServer(NS1, 'example.test', 'A', a('example.test', '45.0.3.2')),
        fromServer(NS2, 'example.test', 'A', a('example.test', '45.0.3.1')),
      ],
      ['45.0.3.1', '45.0.3.2'],
    ],
    [
      'resolvers where an alias leaves the zone',
      [
        fromServer(NS1, 'example.test', 'A', [aRecord('example.test', 'CNAME', 'cdn.test')]),
        fromPublic('example.test', 'A', [
          aRecord('example.test', 'CNAME', 'cdn.test'),
          ...a('cdn.test', '45.0.3.9'),
        ]),
      ],
      ['45.0.3.9'],
    ],
    ['no system resolver', [fromSystem('example.test', 'A', a('example.test', '45.0.3.8'))], []],
    [
      'no answer without authority',
      [fromServer(NS1, 'example.test', 'A', { aa: false, answers: a('example.test', '45.0.3.8') })],
      [],
    ],
  ])('are, in truth, %s', (_, observations, expected) => {
    expect(trueAddresses(aFacts({ observations }), 'example.test')).toEqual(expected);
  });

  it('are dialled as this machine would, two of a family, none that is private', () => {
    const observations = [
      lookup('example.test', '45.0.3.9', '10.0.0.1', '2a00::9'),
      fromServer(NS1, 'example.test', 'A', a('example.test', '45.0.3.1', '45.0.3.2', '192.168.0.1')),
    ];
    expect(dialAddresses(aFacts({ observations }), 'example.test')).toEqual([
      '45.0.3.9',
      '45.0.3.1',
      '2a00::9',
    ]);
  });

  it.each<readonly [string, string, FactsPartial['request'], readonly string[]]>([
    ['a public literal', '2A00::1', {}, ['2a00::1']],
    ['a private literal that somebody else gave', '10.0.0.1', {}, []],
    [
      'the private address that was typed',
      '10.0.0.1',
      { target: aTarget({ domain: '10.0.0.1', isAddress: true }) },
      ['10.0.0.1'],
    ],
    ['a private host that was typed', 'fd00::1', { hosts: ['FD00:0::1'] }, ['fd00::1']],
  ])('of %s', (_, name, request, expected) => {
    expect(dialAddresses(aFacts({ request: request! }), name)).toEqual(expected);
  });
});

describe('ports', () => {
  const tries = (...codes: readonly (FailureCode | 'ok')[]) =>
    codes.map((code, index) =>
      anObservation('tcp', {
        durationMs: 2,
        id: `tcp/45.0.3.1/80${index === 0 ? '' : `#${index + 1}`}`,
        attempt: index + 1,
        endpoint: { address: '45.0.3.1', port: 80 },
        ...(code !== 'ok' && { failure: aFailure(code) }),
      }),
    );

  it.each<readonly [string, readonly (FailureCode | 'ok')[]]>([
    ['unknown', []],
    ['unconfirmed', ['timed_out']],
    ['silent', ['timed_out', 'timed_out']],
    ['refused', ['connection_refused', 'connection_refused']],
    ['refused', ['timed_out', 'connection_refused']],
    ['open', ['timed_out', 'ok']],
    ['unreachable', ['host_unreachable', 'host_unreachable']],
    ['blocked_locally', ['permission_denied', 'permission_denied']],
    ['unconfirmed', ['timed_out', 'aborted']],
  ])('are %s after %j', (expected, codes) => {
    expect(portState(aFacts({ observations: tries(...codes) }), '45.0.3.1', 80)).toBe(expected);
  });

  const openAt = (port: number) => anObservation('tcp', { endpoint: { address: '45.0.3.1', port } });
  const web = lookup('example.test', '45.0.3.1');
  it.each<readonly [string, FactsPartial, string, number, boolean]>([
    ['443 of the site', {}, 'example.test', 443, true],
    ['80 of the site', {}, 'example.test', 80, true],
    ['80 where 443 answers', { observations: [web, openAt(443)] }, 'example.test', 80, false],
    ['22 that nobody came for', {}, 'example.test', 22, false],
    ['22 that somebody came for', { request: { symptom: 'ssh_cannot_connect' } }, 'example.test', 22, true],
    ['21 that the pack promises', { provider: { ports: { ftp: [21] } } }, 'ftp.example.test', 21, true],
    ['25 of no MX host', {}, 'mail.example.test', 25, false],
    [
      '993 where 143 answers',
      { observations: [lookup('mail.example.test', '45.0.3.1'), openAt(143)] },
      'mail.example.test',
      993,
      false,
    ],
    [
      '993 of a host that sends',
      { observations: [lookup('mail.example.test', '45.0.3.1'), openAt(587)] },
      'mail.example.test',
      993,
      true,
    ],
    [
      '995 that the pack does not promise',
      { provider: { ports: { mail: [993, 587] } }, request: { symptom: 'mail_cannot_send' } },
      'mail.example.test',
      995,
      false,
    ],
  ])('are expected or not: %s', (_, partial, host, port, expected) => {
    expect(
      isExpectedPort(
        aFacts({ ...partial, request: { services: [...services], ...partial.request } }),
        host,
        port,
      ),
    ).toBe(expected);
  });

  it('knows what the person came for', () => {
    const came = (request: FactsPartial['request']) =>
      services.filter((service) => cameFor(aFacts({ request: request! }), service));
    expect([
      came({ services: [...services] }),
      came({ services: [...services], symptom: 'ftp_cannot_connect' }),
      came({ services: ['ssh'] }),
      came({ services: ['dns', 'web'], areServicesUsual: true }),
    ]).toEqual([[], ['ftp'], ['ssh'], []]);
  });
});

describe('the seat', () => {
  it.each<readonly [string, readonly (Observation | readonly Observation[])[], unknown]>([
    ['works', [anEnvironment(), ...anchorsOf(4)], ['works', 'absent', false]],
    ['is offline when every anchor failed twice', [anEnvironment(), ...offline], ['broken', 'absent', true]],
    [
      'is not offline after one try each',
      [...anchorsSilent(4), ...anchorsSilent(6)],
      ['unknown', 'unknown', false],
    ],
    [
      'is not offline while something outside answers',
      [...offline, anObservation('tcp', { endpoint: { address: '45.0.3.1', port: 80 } })],
      ['works', 'broken', false],
    ],
    [
      'is offline although the router answers',
      [...offline, anObservation('tcp', { endpoint: { address: '192.168.1.1', port: 80 } })],
      ['broken', 'broken', true],
    ],
    [
      'has a broken IPv6',
      [anEnvironment({ interfaces: [ipv6Interface] }), ...anchorsSilent(6).flatMap(twice), ...anchorsOf(4)],
      ['works', 'broken', false],
    ],
  ])('%s', (_, observations, expected) => {
    const facts = aFacts({ observations });
    const { ipv4, ipv6 } = vantageOf(facts);
    expect([ipv4, ipv6, isOffline(facts)]).toEqual(expected);
  });
});

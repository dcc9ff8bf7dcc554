import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import {
  aFinding,
  aPage,
  aSession,
  at,
  controlSites,
  ELSEWHERE,
  HOST,
  nobody,
  pack,
  problemsOf,
  SERVER,
  SERVER6,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';

/** One finding about what was seen first; everything else stands beside it. */
const one = (check: string, observations: readonly Observation[], subject = HOST): World => ({
  observations,
  findings: [aFinding(check, subject, observations.slice(0, 1))],
});

function ftp(isEncrypted: boolean, passive: readonly PassiveTry[]): readonly Observation[] {
  const tls = isEncrypted
    ? { tls: aSession(), upgrade: 'done' as const }
    : { upgrade: 'not_offered' as const };
  return [
    anObservation('ftp', {
      endpoint: at(SERVER, 21),
      data: { connectMs: 10, login: 'accepted', transcript: [], passive, ...tls },
    }),
  ];
}
const dead = (port: number, code: FailureCode = 'timed_out'): PassiveTry => ({
  command: 'EPSV',
  reply: '229',
  port,
  failure: aFailure(code, 'data_connect'),
});
const stated = (advertisedAddress: string): PassiveTry => ({
  command: 'PASV',
  reply: '227',
  advertisedAddress,
  port: 50_000,
});
const lie = [stated(SERVER), stated('192.168.0.5')];

const handshake = (code: FailureCode): readonly Observation[] =>
  twice(
    anObservation('tls', {
      endpoint: at(SERVER, 443),
      data: { connectMs: 10 },
      failure: aFailure(code, 'tls_handshake'),
    }),
  );
const broken = (code: FailureCode, controls: readonly Observation[] = []): World =>
  one('failed-tls-handshake', [...handshake(code), ...controls], `${HOST}:443`);
const clean = controlSites('everybody');

const handshakeVerdict = {
  rule: 'R94',
  cause: 'tls.handshake_failed',
  subject: `${HOST} (443)`,
  explains: [`failed-tls-handshake ${HOST}:443`],
} as const;
const cutOnTheWay = { ...handshakeVerdict, ...nobody, missing: ['C5 handshake_cut_on_the_way'] } as const;
const passive = { subject: HOST, domain: 'hosting_provider', confidence: 'proven', missing: [] } as const;
const privateAddress = {
  ...passive,
  rule: 'R71',
  cause: 'ftp.passive.private_address',
  explains: [`private-passive-address ${HOST}`],
} as const;
const closedRange = {
  ...passive,
  ...nobody,
  rule: 'R70',
  cause: 'ftp.passive.range_closed',
  explains: [`closed-passive-port ${HOST}`],
} as const;

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R94 takes an alert for the server’s own word when nobody re-signs on the way',
    broken('tls_alert', clean),
    { ...handshakeVerdict, domain: 'hosting_provider', confidence: 'likely', missing: [] },
  ],
  [
    'R94 takes plain text for the server’s own word when nobody re-signs on the way',
    broken('tls_not_spoken', clean),
    { ...handshakeVerdict, domain: 'hosting_provider', confidence: 'likely', missing: [] },
  ],
  ['R94 names nobody for an alert alone: a filter can say that as well', broken('tls_alert'), cutOnTheWay],
  [
    'R94 names nobody for an alert where connections are re-signed',
    broken('tls_alert', controlSites('systemOnly')),
    { ...cutOnTheWay, missing: [...cutOnTheWay.missing, 'C5 interception'] },
  ],
  [
    'R94 names nobody for a bare reset: a filter on the way does that too',
    broken('connection_reset', clean),
    cutOnTheWay,
  ],
  [
    'R71 names the provider when the address came over TLS',
    one('private-passive-address', ftp(true, lie)),
    privateAddress,
  ],
  [
    'R71 keeps the router possible for plain FTP',
    one('private-passive-address', ftp(false, lie)),
    { ...privateAddress, confidence: 'possible', missing: ['C3 router_rewrites_ftp'] },
  ],
  [
    'R70 names nobody for silence: a firewall at either end does it',
    one('closed-passive-port', ftp(true, [dead(50_000), dead(50_001)])),
    { ...closedRange, missing: ['C5 own_firewall_data_ports', 'C5 works_elsewhere'] },
  ],
  [
    'R70 names nobody for one unlucky port',
    one('closed-passive-port', ftp(true, [dead(50_000)])),
    {
      ...closedRange,
      missing: [
        'C3 one_unlucky_port',
        'C3 ban_during_session',
        'C5 own_firewall_data_ports',
        'C5 works_elsewhere',
      ],
    },
  ],
  [
    'R97 says an unexplained error as such',
    one('resolver-failure', [aPage(200)]),
    {
      rule: 'R97',
      cause: 'unexplained.failure',
      subject: HOST,
      ...nobody,
      missing: [],
      explains: [`resolver-failure ${HOST}`],
    },
  ],
];

describe('rules about dialogues', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    [
      'one server under two names',
      [
        [SERVER, HOST],
        [SERVER, `www.${HOST}`],
      ],
      [`${HOST}, www.${HOST} (443)`],
    ],
    [
      'one name at two addresses',
      [
        [SERVER, HOST],
        [ELSEWHERE, HOST],
      ],
      [`${HOST} (443)`],
    ],
    [
      'two servers of the provider',
      [
        [SERVER, HOST],
        [SERVER6, `mail.${HOST}`],
      ],
      [`${HOST}, mail.${HOST} (443)`],
    ],
    [
      'a server of somebody else apart',
      [
        [SERVER, HOST],
        [ELSEWHERE, 'mail.other.test'],
      ],
      [`${HOST} (443)`, 'mail.other.test (443)'],
    ],
    [
      'servers that a third joins',
      [
        ['45.0.8.1', 'a.test'],
        ['45.0.8.2', 'b.test'],
        ['45.0.8.1', 'b.test'],
      ],
      ['a.test, b.test (443)'],
    ],
  ] satisfies (readonly [string, readonly (readonly [string, string])[], readonly string[]])[])(
    'R94 speaks of %s',
    (_, servers, subjects) => {
      const tries = servers.map(([address, name]) =>
        twice(
          anObservation('tls', {
            id: `tls/${address}/${name}`,
            endpoint: at(address, 443, name),
            data: { connectMs: 10 },
            failure: aFailure('tls_alert', 'tls_handshake'),
          }),
        ),
      );
      const findings = tries.map((each, index) =>
        aFinding('failed-tls-handshake', servers[index]!.join(' '), each),
      );
      const verdicts = verdictsOf({ provider: pack, observations: tries, findings });
      expect(verdicts.map(({ subject }) => subject)).toEqual(subjects);
    },
  );

  it('R71 tells the address that cannot be right, whichever came first', () => {
    for (const tries of [lie, lie.toReversed()]) {
      const [problem] = problemsOf(one('private-passive-address', ftp(true, tries)));
      expect(problem?.reason.values?.['advertised']).toBe('192.168.0.5');
    }
  });

  it('R97 keeps silent on warnings', () => {
    expect(verdictsOf({ findings: [aFinding('silent-resolver', HOST, [], { level: 'warning' })] })).toEqual(
      [],
    );
  });
});

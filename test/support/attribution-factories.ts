/** Worlds for rules: findings with what they point at, ports, pages, sessions, and the controls that speak for or against a side. */
import { attribute } from '../../diagnostics/attribution/attribute.ts';
import type { Check } from '../../diagnostics/checks/check.ts';
import type { Rule } from '../../diagnostics/attribution/rule.ts';
import type { FailureCode } from '../../diagnostics/model/failure.ts';
import type { Finding } from '../../diagnostics/model/finding.ts';
import type { Evidence, Message } from '../../diagnostics/model/message.ts';
import type { Endpoint, Observation, ObservationOf } from '../../diagnostics/model/observation.ts';
import type { StationOutcome } from '../../diagnostics/model/observations/outside.ts';
import type { Certificate, TlsSession } from '../../diagnostics/model/observations/tls.ts';
import type { Attribution } from '../../diagnostics/model/problem.ts';
import type { AddressFamily } from '../../diagnostics/model/schema-kit.ts';
import { familyOf } from '../../diagnostics/model/view/addresses.ts';
import type { ProviderFacts } from '../../diagnostics/model/view/facts.ts';
import { valueAt } from '../../diagnostics/model/view/pointing.ts';
import { expect, it } from 'vitest';
import { expectWorded } from './attribution-words.ts';
import { aRecord, fromPublic, fromServer, NS1 } from './dns-factories.ts';
import { aFacts, aFailure, anObservation, aRequest, twice, type FactsPartial } from './factories.ts';

export const HOST = 'example.test';
export const SERVER = '45.0.3.1';
export const SERVER6 = '2a00:3::1';
/** An address that is not the provider's. */
export const ELSEWHERE = '45.0.8.8';
const NEIGHBOUR = '45.0.3.9';
const NEIGHBOUR6 = '2a00:3::9';

/** The provider whose addresses `SERVER` and `SERVER6` are. */
export const pack: Partial<ProviderFacts> = {
  addressRanges: ['45.0.3.0/24', '2a00:3::/32'],
  nameServers: ['*.example.test'],
};

export interface World extends FactsPartial {
  readonly findings: readonly Finding[];
}

/** A failed finding that points at these observations; a whole world of them is in the facts as well. */
export const aFinding = (
  check: string,
  subject: string,
  behind: readonly Observation[] = [],
  partial: Partial<Finding> = {},
): Finding => ({
  check,
  subject,
  outcome: 'failed',
  level: 'error',
  message: { key: `check.${check}.failed`, values: { subject } },
  evidence: behind.map((each) => ({ observation: each.id, pointer: '/id', excerpt: each.id })),
  ...partial,
});

/** A world in which these checks themselves say what is wrong. */
export function judgedWorld(checks: readonly Check[], partial: FactsPartial): World {
  const facts = aFacts(partial);
  const findings = checks.flatMap((check) =>
    check
      .evaluate(facts)
      .filter((each) => each.outcome === 'failed')
      .map((each): Finding => ({ ...each, check: check.id, level: 'warning' })),
  );
  return { ...partial, findings };
}

/** What a reader needs of a problem, and what a rule must get right. */
export interface Verdict {
  readonly rule: string;
  /** Root cause with its variant. */
  readonly cause: string;
  readonly subject: string;
  readonly domain: string;
  readonly confidence: string;
  /** `C5 own_firewall`: control and rival that it would exclude. */
  readonly missing: readonly string[];
  readonly explains: readonly string[];
}

/** What a verdict says that blames nobody. */
export const nobody = { domain: 'undetermined', confidence: 'possible' } as const;

const part = ({ key }: Message, index: number): string => key.split('.').slice(1, index).join('.');

const verdictOf = (problem: Attribution): Verdict => ({
  rule: problem.rule,
  cause: part(problem.headline, -1),
  subject: problem.subject,
  domain: problem.faultDomain,
  confidence: problem.confidence,
  missing: problem.missingControls.map(({ control, how }) => `${control} ${part(how, -1)}`),
  explains: problem.symptoms,
});

const citedBy = (problem: Attribution): readonly Evidence[] => [
  ...problem.evidence,
  ...problem.evidenceAgainst,
  ...problem.rivals.flatMap((each) => each.evidence),
];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a problem cites stands where it points to, word for word. Gives how much it cites. */
export function expectPointed(problem: Attribution, observations: readonly Observation[]): number {
  const cited = citedBy(problem);
  for (const { observation: id, pointer, excerpt } of cited) {
    const observation = observations.find((each) => each.id === id);
    expect(observation, `${problem.rule} cites ${id}`).toBeDefined();
    expect(textOf(valueAt(observation, pointer)).slice(0, 500), `${problem.rule} ${id} ${pointer}`).toBe(
      excerpt,
    );
  }
  return cited.length;
}

/** The problems of a world; each can be said in all languages, and cites only what stands there. */
export function problemsOf(world: World, catalogue?: readonly Rule[]): readonly Attribution[] {
  const facts = aFacts(world);
  const problems = attribute(facts, world.findings, catalogue);
  for (const problem of problems) {
    expectWorded(problem);
    expectPointed(problem, [...facts.observations, ...facts.fromOtherSeats]);
  }
  return problems;
}

export const verdictsOf = (world: World, catalogue?: readonly Rule[]): readonly Verdict[] =>
  problemsOf(world, catalogue).map(verdictOf);

/** A world in which the rule must speak, with all that it says. `test/registry.test.ts` wants one for every rule. */
export const fires = (
  rule: string,
  story: string,
  world: World,
  expected: Partial<Omit<Verdict, 'rule'>>,
): void =>
  it(`${rule} fires: ${story}`, () => {
    expect(verdictsOf(world)).toContainEqual(expect.objectContaining({ ...expected, rule }));
  });

/** A world that looks as if the rule should speak, and in which it must not; `instead` are the rules that do. */
export const trap = (rule: string, story: string, world: World, instead?: readonly string[]): void =>
  it(`${rule} does not fire: ${story}`, () => {
    const speaking = verdictsOf(world).map((verdict) => verdict.rule);
    expect(speaking).toEqual(instead ?? speaking.filter((each) => each !== rule));
  });

/** Facts that the person gave, as `--fact` does. */
export const told = (facts: Readonly<Record<string, string>>): NonNullable<FactsPartial['request']> =>
  aRequest({ facts });

// ---- connections ---------------------------------------------------------------------------------------

export const at = (address: string, port: number, name: string | undefined = HOST): Endpoint => ({
  address,
  port,
  family: familyOf(address),
  ...(name === undefined ? {} : { name }),
});

export const open = (endpoint: Endpoint, partial: Partial<ObservationOf<'tcp'>> = {}): Observation =>
  anObservation('tcp', { endpoint, ...partial });

/** Two failed tries, as law 5 asks for. */
export const closed = (
  endpoint: Endpoint,
  code: FailureCode = 'timed_out',
  partial: Partial<ObservationOf<'tcp'>> = {},
): readonly Observation[] => twice(anObservation('tcp', { endpoint, failure: aFailure(code), ...partial }));

const listeners = (port: number, family: AddressFamily): readonly Endpoint[] =>
  ['alpha', 'beta'].map((operator, index) => ({
    operator,
    name: `listener.${operator}.test`,
    address: `${family === 4 ? '45.0.4.' : '2a00:4::'}${index + 1}`,
    family,
    port,
  }));
const overFamily = (family: AddressFamily) => ({
  open: (port: number): readonly Observation[] =>
    listeners(port, family).map((each) => open(each, { control: 'C2' })),
  closed: (port: number): readonly Observation[] =>
    listeners(port, family).flatMap((each) => closed(each, 'timed_out', { control: 'C2' })),
});
/** C2: the same port works towards others, or towards nobody. */
export const { open: samePortOpen, closed: samePortClosed } = overFamily(4);
export const { open: samePortOpen6, closed: samePortClosed6 } = overFamily(6);

/** C4: another server of the provider answers. */
export const neighbour = open(at(NEIGHBOUR, 443, 'server2.hoster.test'), { control: 'C4' });
export const neighbour6 = open(at(NEIGHBOUR6, 443, 'server2.hoster.test'), { control: 'C4' });

/** What stations elsewhere see of a port, each in a network of its own. */
export const stations = (port: number, ...outcomes: readonly StationOutcome[]): Observation =>
  anObservation('outside', {
    control: 'C5',
    endpoint: at(SERVER, port),
    data: {
      stations: outcomes.map((outcome, index) => ({
        country: 'BE',
        city: 'Ghent',
        network: `Network ${index}`,
        asn: 100 + index,
        outcome,
      })),
    },
  });

/** C6: the zone's own server states the address of the host. */
export const addressInZone = (address = SERVER, host = HOST): Observation => {
  const type = familyOf(address) === 4 ? 'A' : 'AAAA';
  return fromServer(NS1, host, type, [aRecord(host, type, address)]);
};
export const addressInPublic = (address = SERVER, host = HOST): Observation =>
  fromPublic(host, 'A', [aRecord(host, 'A', address)]);

// ---- certificates --------------------------------------------------------------------------------------

export const aCertificate = (partial: Partial<Certificate> = {}): Certificate => ({
  subject: `CN=${HOST}`,
  issuer: 'CN=Public Authority',
  commonName: HOST,
  dnsNames: [HOST],
  ipAddresses: [],
  serialNumber: '01',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2026-03-30T00:00:00Z',
  fingerprint256: 'AA',
  publicKey: { type: 'ec', bits: 256, curve: 'P-256' },
  signatureAlgorithm: 'ecdsa-with-SHA256',
  isAuthority: false,
  issuerUrl: null,
  pem: '',
  ...partial,
});

const trustedBy = (name: string) => ({ trusted: true, reason: 'trusted', name }) as const;
const unknownRoot = { trusted: false, reason: 'root_unknown', name: 'CN=Shield' } as const;
/** Who trusts the chain: everybody, this system alone, or nobody. */
export const trust = {
  everybody: { bundled: trustedBy('CN=Public Root'), system: trustedBy('CN=Public Root') },
  systemOnly: { bundled: unknownRoot, system: trustedBy('CN=Shield') },
  nobody: { bundled: unknownRoot, system: unknownRoot },
} as const;

export const aSession = (partial: Partial<TlsSession> = {}): TlsSession => ({
  serverName: HOST,
  protocolVersion: 'TLSv1.3',
  chain: [aCertificate()],
  chainSource: 'wire',
  trust: trust.everybody,
  ...partial,
});

/** An HTTPS page with its session. */
export const aSecurePage = (
  session: Partial<TlsSession> = {},
  endpoint: Endpoint = at(SERVER, 443),
): Observation =>
  anObservation('http', { endpoint, data: { connectMs: 10, status: 200, tls: aSession(session) } });

/** C8: two unrelated sites. */
export const controlSites = (how: keyof typeof trust): readonly Observation[] =>
  ['alpha', 'beta'].map((operator, index) =>
    anObservation('tls', {
      control: 'C8',
      endpoint: {
        operator,
        name: `site.${operator}.test`,
        address: `45.0.5.${index + 1}`,
        family: 4,
        port: 443,
      },
      data: {
        connectMs: 10,
        tls: aSession({ trust: trust[how], chain: [aCertificate({ issuer: 'CN=Shield' })] }),
      },
    }),
  );

/** C7: several time sources; an offset of 0 says that this clock is right. */
export const timeSources = (offsetMs = 0, count = 2): readonly Observation[] =>
  ['alpha', 'beta', 'gamma'].slice(0, count).map((operator) =>
    anObservation('clock', {
      id: `clock/${operator}`,
      control: 'C7',
      endpoint: { operator },
      data: { offsetMs },
    }),
  );

/** What the check says of a clock that is a quarter of an hour behind. */
export const wrongClock = (sources: readonly Observation[]): Finding =>
  aFinding('wrong-clock', 'local', sources, {
    message: {
      key: 'check.wrong-clock.failed',
      values: { amount: 15, unit: 'minutes', direction: 'behind' },
    },
  });

// ---- pages ---------------------------------------------------------------------------------------------

export const aPage = (status: number, partial: Partial<ObservationOf<'http'>> = {}): Observation =>
  anObservation('http', {
    endpoint: at(SERVER, 443),
    ...partial,
    data: { connectMs: 10, status, ...partial.data },
  });

import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { TlsSession } from '../../../../diagnostics/model/observations/tls.ts';
import { certificateNameMismatch } from '../../../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { incompleteCertificateChain } from '../../../../diagnostics/checks/tls/incomplete-certificate-chain.ts';
import { uncoveredSiblingName } from '../../../../diagnostics/checks/tls/uncovered-sibling-name.ts';
import {
  judgedWorld,
  aCertificate,
  fires,
  trap,
  addressInZone,
  aFinding,
  aSecurePage,
  aSession,
  at,
  controlSites,
  ELSEWHERE,
  HOST,
  pack,
  problemsOf,
  SERVER,
  timeSources,
  told,
  trust,
  verdictsOf,
  wrongClock,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { anObservation } from '../../../support/factories.ts';

const automatic = { ...pack, renewsCertificates: true };

interface Shown {
  readonly session?: Partial<TlsSession>;
  readonly controls?: readonly Observation[];
  readonly provider?: World['provider'];
  /** Answer to where the certificate was bought. */
  readonly source?: string;
  readonly address?: string;
}

/** One site, one certificate, one finding about it. */
function site(
  check: string,
  { session = {}, controls = [], provider, source, address = SERVER }: Shown = {},
): World {
  const page = aSecurePage(session, at(address, 443));
  return {
    ...(provider && { provider }),
    ...(source && { request: told({ 'certificate.bought_from': source }) }),
    observations: [page, controls],
    findings: [aFinding(check, `${HOST}:443`, [page])],
  };
}

const long = { chain: [aCertificate({ notBefore: '2025-03-01T00:00:00Z' })] };
const verdict = (check: string, rest: Partial<Verdict>): Verdict => ({
  rule: 'R55',
  cause: 'tls.certificate.expired',
  subject: `${HOST} (443)`,
  domain: 'hosting_provider',
  confidence: 'proven',
  missing: [],
  explains: [`${check} ${HOST}:443`],
  ...rest,
});
const expired = (rest: Partial<Verdict>): Verdict => verdict('expired-certificate', rest);

/** Bought of the provider, who renews by itself, and shown at an address that is not the provider's. */
const foreign: Shown = {
  provider: automatic,
  source: 'provider',
  address: ELSEWHERE,
  controls: [...timeSources(), addressInZone(ELSEWHERE)],
};

/** The path of the proof could not be asked for under the host's name, say because the port had been tried often enough. */
const unlookedAt = (session: Partial<TlsSession> = {}): World => {
  const world = site('expired-certificate', { controls: timeSources(), provider: automatic, session });
  const unseen = aFinding('blocked-challenge-path', HOST, [], { outcome: 'untested' });
  return { ...world, findings: [...world.findings, unseen] };
};

/** Another name had a place left. */
const lookedAtBeside = (session: Partial<TlsSession> = {}): World => {
  const world = unlookedAt(session);
  const seen = aFinding('blocked-challenge-path', `www.${HOST}`, timeSources(), { outcome: 'passed' });
  return { ...world, findings: [...world.findings, seen] };
};

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R55 takes the path of the proof under another name of the certificate for its own',
    lookedAtBeside({ chain: [aCertificate({ dnsNames: [HOST, `www.${HOST}`] })] }),
    expired({}),
  ],
  [
    'R55 is not sure of the provider while nobody looked at the path of the proof',
    unlookedAt(),
    expired({ confidence: 'possible', missing: ['C3 challenge_path_unseen'] }),
  ],
  [
    'R55 is not sure either when the answer was for a name that the certificate does not hold',
    lookedAtBeside(),
    expired({ confidence: 'possible', missing: ['C3 challenge_path_unseen'] }),
  ],
  [
    'R55 names the provider that renews by itself',
    site('expired-certificate', { controls: timeSources(), provider: automatic }),
    expired({}),
  ],
  [
    'R55 names the customer who says that the certificate is their own',
    site('expired-certificate', { controls: timeSources(), source: 'other' }),
    expired({ domain: 'customer_configuration' }),
  ],
  [
    'R55 guesses the provider for a short certificate and says so',
    site('expired-certificate', { controls: timeSources() }),
    expired({ confidence: 'possible', missing: ['C9 who_keeps_the_certificate'] }),
  ],
  [
    'R55 guesses the customer for a long certificate and says so',
    site('expired-certificate', { session: long, controls: timeSources() }),
    expired({
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 who_keeps_the_certificate'],
    }),
  ],
  [
    'R55 wants the clock out of doubt',
    site('expired-certificate', { controls: timeSources(0, 1), provider: automatic }),
    expired({ confidence: 'possible', missing: ['C7 own_clock'] }),
  ],
  [
    'R55 wants interception out of doubt',
    site('expired-certificate', {
      session: { trust: trust.systemOnly },
      controls: timeSources(),
      provider: automatic,
    }),
    expired({ confidence: 'possible', missing: ['C8 certificate_replaced_on_the_way'] }),
  ],
  [
    'R55 holds for a certificate that is not valid yet',
    site('not-yet-valid-certificate', { controls: timeSources(), provider: automatic }),
    verdict('not-yet-valid-certificate', { cause: 'tls.certificate.not_yet_valid' }),
  ],
  [
    'R62 names the provider whose certificate leaves the sibling out',
    site('uncovered-sibling-name', { controls: [addressInZone()], provider: automatic }),
    verdict('uncovered-sibling-name', { rule: 'R62', cause: 'tls.certificate.name_uncovered' }),
  ],
  [
    'R61 wants the address out of doubt',
    site('certificate-name-mismatch', { provider: automatic }),
    verdict('certificate-name-mismatch', {
      rule: 'R61',
      cause: 'tls.certificate.name_mismatch',
      confidence: 'possible',
      missing: ['C6 wrong_address', 'C9 site_never_added'],
    }),
  ],
  [
    'R61 stays at possible when the address is right: the site may never have been set up',
    site('certificate-name-mismatch', { controls: [addressInZone()], provider: automatic }),
    verdict('certificate-name-mismatch', {
      rule: 'R61',
      cause: 'tls.certificate.name_mismatch',
      confidence: 'possible',
      missing: ['C9 site_never_added'],
    }),
  ],
  [
    'R64 stays at possible while nobody knows who installed it',
    site('incomplete-certificate-chain', {
      session: { trust: trust.nobody },
      controls: controlSites('everybody'),
    }),
    verdict('incomplete-certificate-chain', {
      rule: 'R64',
      cause: 'tls.chain.incomplete',
      confidence: 'possible',
      missing: ['C5 filter_for_this_site', 'C9 who_keeps_the_certificate'],
    }),
  ],
  [
    'R96 stays at possible even when unrelated sites are clean: a filter may take this site alone',
    site('self-signed-certificate', {
      session: { trust: trust.nobody },
      controls: controlSites('everybody'),
      source: 'other',
    }),
    verdict('self-signed-certificate', {
      rule: 'R96',
      cause: 'tls.certificate.untrusted',
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C5 filter_for_this_site'],
    }),
  ],
  [
    'R96 names nobody while the chain may be replaced on the way',
    site('untrusted-certificate', { session: { trust: trust.nobody }, source: 'provider' }),
    verdict('untrusted-certificate', {
      rule: 'R96',
      cause: 'tls.certificate.untrusted',
      domain: 'undetermined',
      confidence: 'possible',
      missing: [
        'C8 certificate_replaced_on_the_way',
        'C5 filter_for_this_site',
        'C9 who_keeps_the_certificate',
      ],
    }),
  ],
  [
    'R55 names the provider of whom the certificate was bought, on its own addresses',
    site('expired-certificate', { controls: timeSources(), provider: pack, source: 'provider' }),
    expired({}),
  ],
  [
    'R55 names the customer who bought it elsewhere, even where the provider renews by itself',
    site('expired-certificate', { controls: timeSources(), provider: automatic, source: 'other' }),
    expired({ domain: 'customer_configuration' }),
  ],
  [
    'R55 wants to know whose server it is, whatever the person says',
    site('expired-certificate', { controls: timeSources(), source: 'provider' }),
    expired({ confidence: 'possible', missing: ['C9 who_keeps_the_certificate'] }),
  ],
  ...(
    [
      ['expired-certificate', 'R55', 'tls.certificate.expired', []],
      ['certificate-name-mismatch', 'R61', 'tls.certificate.name_mismatch', []],
      ['incomplete-certificate-chain', 'R64', 'tls.chain.incomplete', ['C5 filter_for_this_site']],
      ['self-signed-certificate', 'R96', 'tls.certificate.untrusted', ['C5 filter_for_this_site']],
    ] as const
  ).map(
    ([check, rule, cause, missing]) =>
      [
        `${rule} charges the provider with no server that is not its own`,
        site(check, foreign),
        verdict(check, {
          rule,
          cause,
          domain: 'customer_configuration',
          confidence: 'possible',
          missing: [...missing, 'C9 who_keeps_the_certificate'],
        }),
      ] as const,
  ),
];

describe('rules about certificates', () => {
  it.each(cases)('%s', (_, world, expected) => {
    expect(verdictsOf(world)).toEqual([expected]);
  });

  it('tells one certificate on several ports once, and two certificates twice', () => {
    const page = aSecurePage();
    const mailbox = (fingerprint256: string) =>
      anObservation('imap', {
        endpoint: at(SERVER, 993),
        data: {
          connectMs: 10,
          upgrade: 'not_tried',
          transcript: [],
          tls: aSession({ chain: [aCertificate({ fingerprint256 })] }),
        },
      });
    const world = (fingerprint: string): World => {
      const other = mailbox(fingerprint);
      return {
        observations: [page, other],
        findings: [
          aFinding('expired-certificate', `${HOST}:443`, [page]),
          aFinding('expired-certificate', `${HOST}:993`, [other]),
        ],
      };
    };
    expect(verdictsOf(world('AA')).map((each) => each.subject)).toEqual([`${HOST} (443, 993)`]);
    expect(problemsOf(world('BB')).map((each) => [each.subject, each.service])).toEqual([
      [`${HOST} (443)`, 'web'],
      [`${HOST} (993)`, 'mail'],
    ]);
  });

  it('blames nobody but the clock while the clock is wrong: the certificate alone proves nothing', () => {
    const world = site('expired-certificate', { controls: timeSources(900_000), provider: automatic });
    const verdicts = verdictsOf({
      ...world,
      findings: [...world.findings, wrongClock(timeSources(900_000))],
    });
    expect(verdicts.map((each) => [each.rule, each.domain, each.confidence, each.missing])).toEqual([
      ['R7', 'customer_device', 'proven', []],
      ['R55', 'hosting_provider', 'possible', ['C7 own_clock']],
    ]);
  });
});

describe('R55: who should have renewed it', () => {
  const renewing = { ...pack, renewsCertificates: true };
  fires(
    'R55',
    'an automatic certificate of the provider ended',
    site('expired-certificate', { controls: timeSources(), provider: renewing }),
    expired({}),
  );
  fires(
    'R55',
    'a certificate of a year was bought by somebody, also at a provider that renews by itself',
    site('expired-certificate', { session: long, controls: timeSources(), provider: renewing }),
    expired({
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 who_keeps_the_certificate'],
    }),
  );
  const edge = anObservation('http', {
    endpoint: at(ELSEWHERE, 80),
    data: { connectMs: 5, status: 301, headers: [{ name: 'CF-RAY', value: '8a' }] },
  });
  fires(
    'R55',
    'a network in front of the site keeps what it shows',
    site('expired-certificate', {
      address: ELSEWHERE,
      controls: [...timeSources(), edge],
      provider: renewing,
    }),
    expired({ domain: 'cdn_operator', confidence: 'possible', missing: ['C9 who_keeps_the_certificate'] }),
  );
  trap(
    'R55',
    'a certificate that ends tomorrow has not ended',
    { observations: [aSecurePage(), ...timeSources()], findings: [] },
    [],
  );
});

describe('names and chains', () => {
  const checks = [certificateNameMismatch, uncoveredSiblingName, incompleteCertificateChain];
  const shown = (session: Partial<TlsSession>, host = HOST): World =>
    judgedWorld(checks, {
      provider: automatic,
      observations: [
        addressInZone(),
        addressInZone(SERVER, host),
        aSecurePage(session, at(SERVER, 443, host)),
      ],
    });
  const www = `www.${HOST}`;
  fires(
    'R61',
    'the server shows its own name',
    shown({ chain: [aCertificate({ dnsNames: ['server.hoster.test'] })] }),
    {
      cause: 'tls.certificate.name_mismatch',
      confidence: 'possible',
    },
  );
  trap(
    'R61',
    'a wildcard covers the name',
    shown({ chain: [aCertificate({ dnsNames: [`*.${HOST}`] })] }, www),
    [],
  );
  trap('R61', 'only the twin is covered', shown({ chain: [aCertificate()] }, www), ['R62']);
  fires(
    'R62',
    'a wildcard leaves the bare name out',
    shown({ chain: [aCertificate({ dnsNames: [`*.${HOST}`] })] }),
    {
      cause: 'tls.certificate.name_uncovered',
      domain: 'hosting_provider',
    },
  );
  trap('R62', 'both names are covered', shown({ chain: [aCertificate({ dnsNames: [HOST, www] })] }, www), []);
  trap(
    'R62',
    'neither name is covered',
    shown({ chain: [aCertificate({ dnsNames: ['other.test'] })] }, www),
    ['R61'],
  );
  const missing = { trusted: false, reason: 'issuer_missing', name: 'CN=Public Authority' } as const;
  fires(
    'R64',
    'the intermediate is missing, and this system has it by chance',
    shown({ trust: { bundled: missing, system: trust.everybody.system } }),
    {
      cause: 'tls.chain.incomplete',
      confidence: 'possible',
    },
  );
  trap(
    'R64',
    'a bridge to an older root completes the chain',
    shown({ trust: { bundled: trust.everybody.bundled, system: missing } }),
    [],
  );
});

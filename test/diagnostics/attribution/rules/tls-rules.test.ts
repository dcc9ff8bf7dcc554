import { describe, expect, it } from 'vitest';
import type { TlsSession } from '../../../../diagnostics/model/observations/tls.ts';
import { certificateNameMismatch } from '../../../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { incompleteCertificateChain } from '../../../../diagnostics/checks/tls/incomplete-certificate-chain.ts';
import { uncoveredSiblingName } from '../../../../diagnostics/checks/tls/uncovered-sibling-name.ts';
import {
  aCertificate,
  addressInZone,
  aFinding,
  aSecurePage,
  aSession,
  at,
  controlSites,
  ELSEWHERE,
  fires,
  HOST,
  judgedWorld,
  problemsOf,
  SERVER,
  timeSources,
  trap,
  trust,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  aSite,
  automatic,
  certificateVerdict,
  type Shown,
} from '../../../support/certificate-rule-factories.ts';
import { anObservation } from '../../../support/factories.ts';

/** Bought of the provider, who renews by itself, and shown at an address that is not the provider's. */
const foreign: Shown = {
  provider: automatic,
  source: 'provider',
  address: ELSEWHERE,
  controls: [...timeSources(), addressInZone(ELSEWHERE)],
};

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R62 names the provider whose certificate leaves the sibling out',
    aSite('uncovered-sibling-name', { controls: [addressInZone()], provider: automatic }),
    certificateVerdict('uncovered-sibling-name', { rule: 'R62', cause: 'tls.certificate.name_uncovered' }),
  ],
  [
    'R61 wants the address out of doubt',
    aSite('certificate-name-mismatch', { provider: automatic }),
    certificateVerdict('certificate-name-mismatch', {
      rule: 'R61',
      cause: 'tls.certificate.name_mismatch',
      confidence: 'possible',
      missing: ['C6 wrong_address', 'C9 site_never_added'],
    }),
  ],
  [
    'R61 stays at possible when the address is right: the site may never have been set up',
    aSite('certificate-name-mismatch', { controls: [addressInZone()], provider: automatic }),
    certificateVerdict('certificate-name-mismatch', {
      rule: 'R61',
      cause: 'tls.certificate.name_mismatch',
      confidence: 'possible',
      missing: ['C9 site_never_added'],
    }),
  ],
  [
    'R64 stays at possible while nobody knows who installed it',
    aSite('incomplete-certificate-chain', {
      session: { trust: trust.nobody },
      controls: controlSites('everybody'),
    }),
    certificateVerdict('incomplete-certificate-chain', {
      rule: 'R64',
      cause: 'tls.chain.incomplete',
      confidence: 'possible',
      missing: ['C5 filter_for_this_site', 'C9 who_keeps_the_certificate'],
    }),
  ],
  [
    'R96 stays at possible even when unrelated sites are clean: a filter may take this site alone',
    aSite('self-signed-certificate', {
      session: { trust: trust.nobody },
      controls: controlSites('everybody'),
      source: 'other',
    }),
    certificateVerdict('self-signed-certificate', {
      rule: 'R96',
      cause: 'tls.certificate.untrusted',
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C5 filter_for_this_site'],
    }),
  ],
  [
    'R96 names nobody while the chain may be replaced on the way',
    aSite('untrusted-certificate', { session: { trust: trust.nobody }, source: 'provider' }),
    certificateVerdict('untrusted-certificate', {
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
        aSite(check, foreign),
        certificateVerdict(check, {
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

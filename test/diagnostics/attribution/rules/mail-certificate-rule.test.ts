import { describe, expect, it } from 'vitest';
import { brokenMtaSts } from '../../../../diagnostics/checks/mail/broken-mta-sts.ts';
import { unfitMailServerCertificate } from '../../../../diagnostics/checks/mail/unfit-mail-server-certificate.ts';
import { certificateNameMismatch } from '../../../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { expiredCertificate } from '../../../../diagnostics/checks/tls/expired-certificate.ts';
import { untrustedCertificate } from '../../../../diagnostics/checks/tls/untrusted-certificate.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';
import type { ProviderFacts } from '../../../../diagnostics/model/view/facts.ts';
import {
  addressInZone,
  controlSites,
  fires,
  judgedWorld,
  pack,
  problemsOf,
  timeSources,
  trap,
  trust,
  type World,
} from '../../../support/attribution-factories.ts';
import { exchangers, MX_HOST } from '../../../support/mail-record-factories.ts';
import { aSession } from '../../../support/service-factories.ts';
import { exchangerWith, stsPage, stsRecord } from '../../../support/sts-factories.ts';
import { translatorOf } from '../../report/translators.ts';

const ADDRESS = '45.0.3.25';
const forOthers = { dnsNames: ['server.host.test'], fingerprint256: 'SERVER' };
const expiry = { dnsNames: [MX_HOST], notAfter: '2026-02-20T00:00:00Z', fingerprint256: 'OLD' };

interface Demanded {
  readonly leaf?: Partial<Certificate>;
  readonly session?: Parameters<typeof aSession>[1];
  readonly host?: string;
  readonly mode?: string;
  readonly permitted?: readonly string[];
  /** Further mail servers that the records name. */
  readonly others?: readonly string[];
  /** Further observations; by default the same certificate on a port of mail programs. */
  readonly beside?: readonly Observation[];
  readonly provider?: Partial<ProviderFacts>;
}

/** A mail server with this certificate, below a rule that names it. */
function demanded({
  leaf = forOthers,
  session,
  host = MX_HOST,
  mode = 'enforce',
  permitted = [host],
  others = [],
  beside = [exchangerWith(aSession(leaf, session), leaf.dnsNames?.[0], ADDRESS, 993)],
  provider,
}: Demanded = {}): World {
  const world = judgedWorld(
    [
      brokenMtaSts,
      unfitMailServerCertificate,
      expiredCertificate,
      untrustedCertificate,
      certificateNameMismatch,
    ],
    {
      ...(provider && { provider }),
      observations: [
        stsRecord,
        exchangers(host, ...others),
        stsPage(mode, permitted),
        exchangerWith(aSession(leaf, session), host, ADDRESS),
        addressInZone(ADDRESS, host),
        ...timeSources(),
        ...controlSites('everybody'),
        ...beside,
      ],
    },
  );
  const levelOf = (key: string) => (key.endsWith('.exchange') ? 'note' : 'warning');
  return {
    ...world,
    findings: world.findings.map((each) => ({ ...each, level: levelOf(each.message.key) })),
  };
}

const named = {
  cause: 'mail.sts.certificate_name',
  subject: MX_HOST,
  explains: [
    `unfit-mail-server-certificate ${MX_HOST}`,
    expect.stringContaining(`certificate-name-mismatch ${MX_HOST}:25`),
  ],
};
const promised = {
  ...named,
  domain: 'undetermined',
  confidence: 'possible',
  missing: ['C9 certificate_was_promised'],
} as const;

describe('R108, a certificate in other names where the domain demands one in the mail server’s own', () => {
  fires('R108', 'whoever runs the server may have promised one', demanded(), promised);
  fires('R108', 'so may the provider on its own server', demanded({ provider: pack }), promised);
  fires(
    'R108',
    'the provider’s own server lacks its own name',
    demanded({ host: 'mail.hoster.test', provider: { ...pack, mailHosts: ['mail.hoster.test'] } }),
    { cause: 'mail.sts.certificate_name', domain: 'hosting_provider', confidence: 'proven' },
  );
  fires('R108', 'a mail company’s server lacks its own name', demanded({ host: 'mx.company.test' }), {
    cause: 'mail.sts.certificate_name',
    domain: 'mail_operator',
    confidence: 'proven',
  });
  fires('R108', 'nothing shows that it was the mail server itself', demanded({ beside: [] }), {
    ...promised,
    missing: ['C5 other_server_on_port_25', 'C9 certificate_was_promised'],
  });
  fires(
    'R108',
    'the other mail server is one that the rule leaves out',
    demanded({ others: ['mx2.example.test'] }),
    { cause: 'mail.sts.certificate_name' },
  );

  trap('R108', 'the rule is only tried', demanded({ mode: 'testing' }), []);
  trap('R108', 'the certificate is in the server’s name', demanded({ leaf: { dnsNames: [MX_HOST] } }), []);
  trap(
    'R108',
    'another mail server of the domain takes the mail',
    demanded({ permitted: ['*.example.test'], others: ['mx2.example.test'] }),
    [],
  );
  trap(
    'R108',
    'the rule names no mail server of the domain at all',
    demanded({ permitted: ['mx.old.test'] }),
    ['R105'],
  );
  trap('R108', 'the certificate ended: that is the cause', demanded({ leaf: expiry }), ['R55']);
});

describe('what a certificate that is wrong for everybody does to mail', () => {
  const consequence =
    'Mail systems that keep to the rule of example.test for encrypted delivery (MTA-STS) deliver nothing to this server until that is put right.';
  const said = (world: World) =>
    problemsOf(world).map(({ rule, reason, symptoms }) => ({
      rule,
      saysSo: translatorOf('en')(reason).endsWith(consequence),
      explainsIt: symptoms.includes(`unfit-mail-server-certificate ${MX_HOST}`),
    }));
  const cases: readonly (readonly [string, Demanded, unknown])[] = [
    ['ended, rule in force', { leaf: expiry }, { rule: 'R55', saysSo: true, explainsIt: true }],
    [
      'ended, rule tried',
      { leaf: expiry, mode: 'testing' },
      { rule: 'R55', saysSo: false, explainsIt: true },
    ],
    [
      'ended, rule taken back',
      { leaf: expiry, mode: 'none', permitted: [] },
      { rule: 'R55', saysSo: false, explainsIt: false },
    ],
    [
      'nobody vouches for it',
      { leaf: { dnsNames: [MX_HOST] }, session: { trust: trust.nobody } },
      { rule: 'R96', saysSo: true, explainsIt: true },
    ],
  ];
  it.each(cases)('is said with its cause: %s', (_, how, expected) => {
    expect(said(demanded(how))).toEqual([expected]);
  });
});

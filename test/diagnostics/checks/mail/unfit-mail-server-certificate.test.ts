import { describe } from 'vitest';
import { unfitMailServerCertificate } from '../../../../diagnostics/checks/mail/unfit-mail-server-certificate.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';
import { controlSites, timeSources, trust } from '../../../support/attribution-factories.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { denied, exchangers, MX_HOST, texts, timedOut } from '../../../support/mail-record-factories.ts';
import { aSession } from '../../../support/service-factories.ts';
import { exchangerWith, stsPage, stsRecord } from '../../../support/sts-factories.ts';

/** What the check says of the mail server, which is its subject. */
const of = (outcome: string): string => `${outcome} ${MX_HOST}`;
const own = { dnsNames: [MX_HOST], commonName: MX_HOST };
const enforced = [stsRecord, exchangers(MX_HOST), stsPage('enforce', [MX_HOST])];
const shows = (leaf: Partial<Certificate>, untrusted?: typeof trust.nobody) =>
  exchangerWith(aSession({ ...own, ...leaf }, untrusted ? { trust: untrusted } : {}));
const forOthers = shows({ dnsNames: ['server.host.test'] });

describe('unfit-mail-server-certificate', () => {
  checkCases(unfitMailServerCertificate, [
    ['passes for a valid certificate in the name of the mail server', [...enforced, shows({})], of('passed')],
    ['passes for a pattern in it', [...enforced, shows({ dnsNames: ['*.example.test'] })], of('passed')],
    [
      'fails for one that ended',
      [...enforced, shows({ notAfter: '2026-02-20T00:00:00Z' })],
      of('failed.expired'),
    ],
    [
      'fails for one that has not begun',
      [...enforced, shows({ notBefore: '2026-04-20T00:00:00Z' })],
      of('failed.not_yet_valid'),
    ],
    [
      'judges at true time: it ended by a clock that is ten days fast',
      [...enforced, shows({ notAfter: '2026-02-25T00:00:00Z' }), ...timeSources(-10 * 86_400_000, 3)],
      of('passed'),
    ],
    [
      'fails for one that no public authority vouches for',
      [...enforced, shows({}, trust.nobody)],
      of('failed.untrusted'),
    ],
    ['fails for one in other names', [...enforced, forOthers], of('failed.name')],
    [
      'does not let the common name speak',
      [...enforced, shows({ dnsNames: ['server.host.test'], commonName: MX_HOST })],
      of('failed.name'),
    ],
    [
      'fails where one of two addresses shows it',
      [
        ...enforced,
        shows({}),
        exchangerWith(aSession({ dnsNames: ['server.host.test'] }), MX_HOST, '45.0.3.26'),
      ],
      of('failed.name'),
    ],
    [
      'fails for a rule that is only tried as well: its words say that mail comes',
      [stsRecord, exchangers(MX_HOST), stsPage('testing', [MX_HOST]), forOthers],
      of('failed.name'),
    ],
    [
      'cannot tell where certificates are replaced near this seat',
      [...enforced, ...controlSites('nobody'), shows({}, trust.nobody)],
      of('cantTell'),
    ],
    [
      'does not apply to a rule that is taken back',
      [stsRecord, exchangers(MX_HOST), stsPage('none', []), forOthers],
      of('inapplicable.rule'),
    ],
    [
      'does not apply to a mail server that the rule leaves out',
      [stsRecord, exchangers(MX_HOST), stsPage('enforce', ['mx.old.test']), forOthers],
      of('inapplicable.rule'),
    ],
    [
      'does not apply to a rule that senders cannot read',
      [stsRecord, exchangers(MX_HOST), stsPage('enforce', [MX_HOST], { status: 404 }), forOthers],
      of('inapplicable.rule'),
    ],
    [
      'does not apply to a rule under a certificate that ended',
      [
        stsRecord,
        exchangers(MX_HOST),
        stsPage('enforce', [MX_HOST], {
          tls: aSession({ dnsNames: ['mta-sts.example.test'], notAfter: '2025-01-01T00:00:00Z' }),
        }),
        forOthers,
      ],
      of('inapplicable.rule'),
    ],
    [
      'does not apply to one of two records, which senders ignore',
      [
        texts('_mta-sts.example.test', 'v=STSv1; id=1', 'v=STSv1; id=2'),
        exchangers(MX_HOST),
        stsPage('enforce', [MX_HOST]),
        forOthers,
      ],
      of('inapplicable.rule'),
    ],
    [
      'does not apply without a record',
      [denied('_mta-sts.example.test'), exchangers(MX_HOST), forOthers],
      of('inapplicable.none'),
    ],
    ['is untested where the server was not reached', enforced, of('untested')],
    [
      'is untested where the server does not encrypt',
      [...enforced, exchangerWith(undefined)],
      of('untested'),
    ],
    [
      'is untested where the rule was not fetched',
      [stsRecord, exchangers(MX_HOST), forOthers],
      of('untested'),
    ],
    [
      'looks at port 25 alone',
      [...enforced, exchangerWith(aSession({ dnsNames: ['server.host.test'] }), MX_HOST, '45.0.3.25', 587)],
      of('untested'),
    ],
    [
      'cannot tell after a time-out',
      [timedOut('_mta-sts.example.test'), exchangers(MX_HOST)],
      of('cantTell'),
    ],
    ['is untested when nobody asked', [exchangers(MX_HOST)], of('untested')],
    ['does not apply without mail servers', [denied('example.test', 'MX')], 'inapplicable.domain'],
  ]);
});

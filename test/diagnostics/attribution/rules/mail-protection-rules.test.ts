import { describe } from 'vitest';
import { brokenMtaSts } from '../../../../diagnostics/checks/mail/broken-mta-sts.ts';
import { mismatchedTlsa } from '../../../../diagnostics/checks/mail/mismatched-tlsa.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { ProviderFacts } from '../../../../diagnostics/model/view/facts.ts';
import { fires, HOST, judgedWorld, pack, trap, trust } from '../../../support/attribution-factories.ts';
import { aRecord, aZone, fromPublic } from '../../../support/dns-factories.ts';
import { exchangers, MX_HOST } from '../../../support/mail-record-factories.ts';
import { aMailDialogue, aSession, at } from '../../../support/service-factories.ts';
import { stsPage, stsRecord } from '../../../support/sts-factories.ts';

const customers = { domain: 'customer_configuration', confidence: 'proven', missing: [] } as const;

describe('R105, a policy that forbids the own mail servers', () => {
  const world = (page: Observation, ...hosts: readonly string[]) =>
    judgedWorld([brokenMtaSts], { observations: [stsRecord, exchangers(...hosts), page] });
  fires(
    'R105',
    'it is in force and names the former server',
    world(stsPage('enforce', ['mx.old.test']), MX_HOST),
    {
      ...customers,
      cause: 'mail.sts.contradicts_mx',
      subject: HOST,
      explains: [`broken-mta-sts ${HOST}`],
    },
  );
  trap('R105', 'it is only tried', world(stsPage('testing', ['mx.old.test']), MX_HOST), []);
  trap(
    'R105',
    'one of the servers is permitted',
    world(stsPage('enforce', [MX_HOST]), MX_HOST, 'mx.old.test'),
    [],
  );
  trap('R105', 'nobody can read it', world(stsPage('enforce', []), MX_HOST), []);
  trap(
    'R105',
    'its host shows a certificate of another name, so that senders leave the rule aside',
    world(
      stsPage('enforce', ['mx.old.test'], { tls: aSession({ dnsNames: ['www.example.test'] }) }),
      MX_HOST,
    ),
    [],
  );
});

/** A world whose mail server shows a sound certificate that is not the announced one. */
interface Announced {
  readonly host?: string;
  readonly provider?: Partial<ProviderFacts>;
  readonly session?: ReturnType<typeof aSession>;
  readonly isSigned?: boolean;
  /** Further mail servers, of which nothing is announced. */
  readonly others?: readonly string[];
}

const signed = (observation: Observation, ad: boolean): Observation => {
  const { response } = observation.data as { response: { flags: object } };
  return {
    ...observation,
    data: { response: { ...response, flags: { ...response.flags, ad } } },
  } as Observation;
};

function announced({ host = MX_HOST, provider, session, isSigned = true, others = [] }: Announced) {
  const name = `_25._tcp.${host}`;
  const fields = { usage: 3, selector: 1, matchingType: 1, certificate: '00'.repeat(32) };
  return judgedWorld([mismatchedTlsa], {
    ...(provider === undefined ? {} : { provider }),
    observations: [
      ...aZone(),
      signed(exchangers(host, ...others), isSigned),
      signed(
        fromPublic(name, 'TLSA', [aRecord(name, 'TLSA', Object.values(fields).join(' '), fields)]),
        true,
      ),
      aMailDialogue(
        'smtp',
        25,
        { tls: session ?? aSession({ dnsNames: [host], commonName: host }) },
        { endpoint: at(host, 25, '45.0.3.25') },
      ),
    ],
  });
}

describe('R106, another certificate than the announced one', () => {
  const mismatch = {
    cause: 'mail.dane.mismatch',
    subject: MX_HOST,
    explains: [`mismatched-tlsa ${MX_HOST}`],
  };
  const dnsElsewhere = { ...pack, nameServers: ['*.hoster.test'] };
  fires('R106', 'the zone is kept elsewhere', announced({ provider: dnsElsewhere }), {
    ...customers,
    ...mismatch,
  });
  fires('R106', 'zone and mail server are both the provider’s', announced({ provider: pack }), {
    ...mismatch,
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C9 provider_keeps_the_record'],
  });
  fires('R106', 'nobody knows whose the servers are', announced({}), {
    ...mismatch,
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C9 provider_keeps_the_record'],
  });
  fires(
    'R106',
    'the provider announces its own server wrongly',
    announced({ host: 'mail.hoster.test', provider: { ...pack, mailHosts: ['mail.hoster.test'] } }),
    { cause: 'mail.dane.mismatch', domain: 'hosting_provider', confidence: 'proven' },
  );
  fires(
    'R106',
    'a mail company announces its server wrongly',
    announced({ host: 'mx.company.test', provider: pack }),
    {
      cause: 'mail.dane.mismatch',
      domain: 'mail_operator',
      confidence: 'proven',
    },
  );
  fires(
    'R106',
    'the certificate does not prove whose it is',
    announced({
      provider: dnsElsewhere,
      session: aSession({ dnsNames: [MX_HOST] }, { trust: trust.nobody }),
    }),
    { ...mismatch, domain: 'undetermined', confidence: 'possible', missing: ['C5 other_server_on_port_25'] },
  );
  trap('R106', 'the mail servers are named without signatures', announced({ isSigned: false }), []);
  trap(
    'R106',
    'another mail server of the domain takes the mail',
    announced({ provider: dnsElsewhere, others: ['mx2.example.test'] }),
    [],
  );
});

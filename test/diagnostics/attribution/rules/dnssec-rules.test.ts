import { describe } from 'vitest';
import { bogusDnssecChain } from '../../../../diagnostics/checks/dns/bogus-dnssec-chain.ts';
import { expiredCertificate } from '../../../../diagnostics/checks/tls/expired-certificate.ts';
import { refusedRenewalLookup } from '../../../../diagnostics/checks/tls/refused-renewal-lookup.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aCertificate,
  addressInZone,
  aSecurePage,
  judgedWorld,
  aFinding,
  fires,
  HOST,
  pack,
  timeSources,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aZone, fromSystem, NS2 } from '../../../support/dns-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { anchorsOf, anEnvironment } from '../../../support/network-factories.ts';
import { dsText } from '../../../lab/world/signing-keys.ts';
import type { ZoneLine } from '../../../lab/world/signing.ts';
import {
  aChainAbove,
  answered,
  aSignedZone,
  belowChain,
  refused,
  type ChainAbovePartial,
  type SignedZonePartial,
} from '../../../support/signed-zone.ts';

const HOME = '192.168.1.1';
const OPEN = 'open (45.0.9.9)';
const elsewhere = { ...pack, nameServers: ['*.hoster.test'] };

interface Story {
  readonly zone?: SignedZonePartial;
  /** What the resolver of this seat and the public one say. */
  readonly home?: 'refuses' | 'answers';
  readonly open?: 'refuses' | 'answers';
  readonly provider?: World['provider'];
  readonly offsetMs?: number;
  readonly isBroken?: boolean;
}

/** A domain that some resolver refuses, with what was fetched of its signatures. */
function domain({
  zone = {},
  home = 'refuses',
  open = 'refuses',
  offsetMs = 0,
  isBroken = true,
  ...rest
}: Story): World {
  const provider = 'provider' in rest ? rest.provider : pack;
  return {
    ...(provider && { provider }),
    observations: [
      anEnvironment({ resolvers: [HOME] }),
      aZone(),
      home === 'refuses' ? refused('system', HOST, 6) : answered('system'),
      open === 'refuses' ? refused('public', HOST, 7) : answered('public'),
      timeSources(offsetMs),
      aSignedZone(zone),
    ],
    findings: [
      ...(isBroken ? [aFinding('bogus-dnssec-chain', HOST, aSignedZone(zone).slice(0, 2))] : []),
      ...(home === 'refuses' ? [aFinding('resolver-failure', HOME)] : []),
      ...(open === 'refuses' ? [aFinding('resolver-failure', OPEN)] : []),
      aFinding('missing-address-record', HOST),
    ],
  };
}

const expired = { signing: { fromHours: -900, toHours: -48 } };
const chain = 'bogus-dnssec-chain example.test';
const refusals = [`resolver-failure ${HOME}`, `resolver-failure ${OPEN}`];
const missing = 'missing-address-record example.test';

describe('signed domains (R29)', () => {
  fires(
    'R29',
    'the digest of a former operator stands at the parent of an unsigned zone',
    domain({ zone: { signing: null } }),
    {
      cause: 'dns.dnssec_ds_left',
      subject: HOST,
      domain: 'customer_configuration',
      confidence: 'likely',
      missing: [],
      explains: [chain, ...refusals, missing],
    },
  );
  fires('R29', 'the zone is signed with other keys', domain({ zone: { digestOf: 1 } }), {
    cause: 'dns.dnssec_ds_left',
    domain: 'customer_configuration',
    confidence: 'likely',
  });
  fires(
    'R29',
    'one server of the provider lacks the keys that the other has',
    domain({ zone: { signing: null, only: NS2 } }),
    { cause: 'dns.dnssec_signature', domain: 'hosting_provider', confidence: 'proven' },
  );
  fires('R29', 'signatures of the provider ran out', domain({ zone: expired }), {
    cause: 'dns.dnssec_signature',
    subject: HOST,
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
    explains: [chain, ...refusals, missing],
  });
  fires('R29', 'signatures of another operator ran out', domain({ zone: expired, provider: elsewhere }), {
    cause: 'dns.dnssec_signature',
    domain: 'dns_operator',
    confidence: 'proven',
  });
  fires('R29', 'nobody knows whose name servers they are', domain({ zone: expired, provider: undefined }), {
    cause: 'dns.dnssec_signature',
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C9 who_runs_the_name_servers'],
  });
  fires(
    'R29',
    'the seat’s resolver makes an exception, others refuse',
    domain({ zone: expired, home: 'answers' }),
    {
      cause: 'dns.dnssec_signature',
      domain: 'hosting_provider',
      confidence: 'proven',
    },
  );
  fires(
    'R29',
    'bad signatures were seen here and nobody elsewhere refuses',
    domain({ zone: expired, open: 'answers' }),
    {
      cause: 'dns.dnssec_signature',
      domain: 'hosting_provider',
      confidence: 'possible',
      missing: ['C6 signatures_altered_on_the_way'],
    },
  );
  fires(
    'R29',
    'only this seat’s resolver refuses a sound zone',
    domain({ open: 'answers', isBroken: false }),
    {
      cause: 'dns.dnssec_resolver',
      subject: HOME,
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 router_forwards'],
      explains: [`resolver-failure ${HOME}`, missing],
    },
  );
  fires('R29', 'everybody refuses a sound zone: the break lies above it', domain({ isBroken: false }), {
    cause: 'dns.dnssec_resolver',
    domain: 'undetermined',
    confidence: 'possible',
    explains: [...refusals, missing],
  });

  trap('R29', 'a resolver fails, and fails without validation too', {
    observations: [
      aZone(),
      twice(fromSystem(HOST, 'A', { failure: aFailure('dns_servfail', 'exchange') })),
      aSignedZone(),
    ],
    findings: [aFinding('resolver-failure', HOME)],
  });
  trap(
    'R29',
    'nobody refuses',
    {
      observations: [aZone(), answered('public'), answered('system')],
      findings: [],
    },
    [],
  );
});

describe('signatures above the domain (R29)', () => {
  const observations = (above: ChainAbovePartial): readonly Observation[] =>
    [
      aZone(),
      refused('system', HOST, 6),
      refused('public', HOST, 7),
      timeSources(),
      belowChain(aSignedZone()),
      aChainAbove(above),
    ].flat();
  const seen = (seenThere: readonly Observation[], generation = 0): World =>
    judgedWorld([bogusDnssecChain], {
      provider: pack,
      networkData: { rootTrustAnchors: [dsText('.', { generation })] },
      observations: seenThere,
    });
  const registrys = {
    cause: 'dns.dnssec_above',
    subject: HOST,
    domain: 'registrar',
    confidence: 'proven',
    missing: [],
    explains: [chain],
  } as const;
  const otherKeys = { registry: { generation: 1 } };
  const ranOut = { registry: expired.signing };
  const garbled = (lines: readonly ZoneLine[]): readonly ZoneLine[] =>
    lines.map(([name, ttl, type, value]) => {
      const isMeant = name === `${HOST}.` && type === 'RRSIG' && value.startsWith('DS ');
      return [name, ttl, type, isMeant ? value.replace(/.{20}$/, `${'A'.repeat(18)}==`) : value];
    });

  fires('R29', 'the registry changed its keys', seen(observations(otherKeys)), registrys);
  fires('R29', 'signatures of the registry ran out', seen(observations(ranOut)), registrys);
  fires('R29', 'signatures of the root ran out', seen(observations({ root: expired.signing })), registrys);
  fires(
    'R29',
    'the domain is not signed, and stands below other keys',
    seen(observations({ ...otherKeys, isUnsigned: true })),
    registrys,
  );
  fires(
    'R29',
    'the registry signed the entry of the domain wrongly',
    seen(observations({ registry: { spoil: garbled } })),
    registrys,
  );
  fires(
    'R29',
    'they ran out by a clock that nothing confirms',
    seen(observations(ranOut).filter(({ kind }) => kind !== 'clock')),
    { ...registrys, confidence: 'possible', missing: ['C7 own_clock'] },
  );

  trap('R29', 'all of the chain holds', seen(observations({})), []);
  trap('R29', 'an unsigned domain stands below a sound chain', seen(observations({ isUnsigned: true })), []);
  trap('R29', 'the root has other keys than are known here', seen(observations(otherKeys), 1), []);
  const atAnother = (each: Observation): Observation => ({
    ...each,
    id: each.id.replace('45.0.0.', '45.0.7.'),
    endpoint: { ...each.endpoint, address: each.endpoint.address!.replace('45.0.0.', '45.0.7.') },
  });
  trap(
    'R29',
    'another server of the registry is in order',
    seen([...observations(otherKeys), ...aChainAbove().map(atAnother)]),
    [],
  );
});

const automatic = { ...pack, renewsCertificates: true };
/** A month after the tests' usual time: authorities have to validate by now. */
const inApril = (observation: Observation): Observation => ({
  ...observation,
  startedAt: '2026-04-02T10:00:00.000Z',
});
const ended = aSecurePage({
  chain: [aCertificate({ notBefore: '2025-12-01T00:00:00Z', notAfter: '2026-02-26T00:00:00Z' })],
});
const inTime = { fromHours: -1, toHours: 2000 };

/** The certificate ended; what was fetched of the zone's signatures, and whom it was fetched from. */
const renewal = (zone: SignedZonePartial, home: readonly Observation[] = refused('public', HOST, 7)): World =>
  judgedWorld([expiredCertificate, refusedRenewalLookup, bogusDnssecChain], {
    provider: automatic,
    observations: [anchorsOf(4), aZone(), home, timeSources(), aSignedZone(zone), addressInZone(), ended]
      .flat()
      .map(inApril),
  });

describe('a renewal that signatures hinder (R60)', () => {
  fires('R60', 'the provider’s signatures ran out', renewal(expired), {
    cause: 'tls.renewal.signatures_refused',
    subject: HOST,
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
  });
  fires('R60', 'a former operator’s digest stands at the parent', renewal({ signing: null }), {
    cause: 'tls.renewal.signatures_refused',
    domain: 'customer_configuration',
    confidence: 'likely',
  });
  trap('R60', 'the signatures hold', renewal({ signing: inTime }));
  trap('R60', 'the zone is unsigned', renewal({ digestOf: null }));
});

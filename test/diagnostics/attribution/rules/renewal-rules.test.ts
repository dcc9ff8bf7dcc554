import { describe } from 'vitest';
import { blockedChallengePath } from '../../../../diagnostics/checks/tls/blocked-challenge-path.ts';
import { certificateNameMismatch } from '../../../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { coveredNameElsewhere } from '../../../../diagnostics/checks/tls/covered-name-elsewhere.ts';
import { expiredCertificate } from '../../../../diagnostics/checks/tls/expired-certificate.ts';
import { forbiddingCaa } from '../../../../diagnostics/checks/tls/forbidding-caa.ts';
import { foreignIpv6Address } from '../../../../diagnostics/checks/tls/foreign-ipv6-address.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';
import { challengeUrl } from '../../../../diagnostics/model/view/renewal.ts';
import {
  aCertificate,
  addressInZone,
  aSecurePage,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  judgedWorld,
  pack,
  SERVER,
  SERVER6,
  stations,
  timeSources,
  told,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, aZone, fromPublic, fromServer, NS1 } from '../../../support/dns-factories.ts';
import { aFailure, aNetworkData, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const WWW = `www.${HOST}`;
const ELSEWHERE6 = '2a00:8::8';
const automatic = { ...pack, renewsCertificates: true, certificateAuthorities: ['letsencrypt.org'] };
/** The name servers are not the provider's, so it cannot prove names in DNS. */
const dnsElsewhere = { ...automatic, nameServers: ['*.hoster.test'] };
/** Ended four days before the run. */
const ended = { notBefore: '2025-11-28T00:00:00Z', notAfter: '2026-02-26T00:00:00Z' };
const checks = [
  expiredCertificate,
  certificateNameMismatch,
  forbiddingCaa,
  coveredNameElsewhere,
  foreignIpv6Address,
  blockedChallengePath,
];

const page = (leaf: Partial<Certificate> = {}, host = HOST, address = SERVER): Observation =>
  aSecurePage({ chain: [aCertificate({ ...ended, ...leaf })] }, at(address, 443, host));

const caa = (owner: string, ...records: readonly (readonly [number, string, string])[]): Observation =>
  fromServer(
    NS1,
    owner,
    'CAA',
    records.map(([flags, tag, value]) =>
      aRecord(owner, 'CAA', `${flags} ${tag} "${value}"`, { flags, tag, value }),
    ),
  );
const noCaa = [caa(HOST), fromPublic('test', 'CAA', [])];

/** What the challenge path answers at an address, with a redirect or without. */
const challenge = (status: number, address = SERVER, redirectsTo?: string): Observation => {
  const url = challengeUrl(HOST);
  return anObservation('http', {
    id: `http/${address}/${url}`,
    control: 'C3',
    endpoint: at(address, 80),
    input: { url, method: 'GET' },
    data: { connectMs: 5, status, ...(redirectsTo !== undefined && { redirectsTo }) },
  });
};

/** Test pages of neutral operators, which answer or refuse. */
const portals = (doStand: boolean): readonly Observation[] =>
  aNetworkData().captivePortals.flatMap(({ operator, name, url, expectStatus, expectBody }) => {
    const endpoint = { ...at('45.0.2.1', 80, name), operator };
    const answer = { connectMs: 10, status: expectStatus, bodyStart: expectBody };
    const came = doStand ? { data: answer } : { failure: aFailure('connection_refused') };
    return twice(anObservation('http', { control: 'C1', endpoint, input: { url, method: 'GET' }, ...came }));
  });

const world = (
  observations: readonly (Observation | readonly Observation[])[],
  provider: World['provider'] = automatic,
  request: World['request'] = {},
): World =>
  judgedWorld(checks, {
    request,
    ...(provider && { provider }),
    observations: [...aZone(), ...timeSources(), addressInZone(), ...observations.flat()],
  });

const expired = `expired-certificate ${HOST}:443`;

describe('R58', () => {
  const forbids = caa(HOST, [0, 'issue', 'digicert.com']);
  fires('R58', 'the domain lets only another authority issue', world([page(), forbids]), {
    cause: 'tls.renewal.caa_forbids',
    subject: HOST,
    domain: 'customer_configuration',
    confidence: 'proven',
    missing: [],
    explains: [`forbidding-caa ${HOST}`, expired],
  });
  fires(
    'R58',
    'a critical property that nobody knows forbids everybody',
    world([page(), caa(HOST, [0, 'issue', 'letsencrypt.org'], [128, 'tbs', 'x'])]),
    { cause: 'tls.renewal.caa_forbids', domain: 'customer_configuration', confidence: 'proven' },
  );
  fires(
    'R58',
    'one account only: whose it is cannot be seen',
    world([page(), caa(HOST, [0, 'issue', 'letsencrypt.org; accounturi=https://ca.test/acct/1'])]),
    {
      cause: 'tls.renewal.caa_forbids.limited',
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 limit_fits_the_provider'],
    },
  );
  fires(
    'R58',
    'without a pack the last authority stands for the next one',
    world([page({ issuer: "O=Let's Encrypt, CN=R11" }), forbids], {}),
    {
      cause: 'tls.renewal.caa_forbids',
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 who_keeps_the_certificate', 'C9 which_authority_renews'],
    },
  );
  fires(
    'R58',
    'with a wrong clock the certificate may be sound',
    { ...world([page(), forbids, ...timeSources(0, 1)]), observations: [...aZone(), page(), forbids] },
    { domain: 'customer_configuration', confidence: 'possible', missing: ['C7 own_clock'] },
  );
  trap('R58', 'issuewild alone speaks of wildcards', world([page(), caa(HOST, [0, 'issuewild', ';'])]), [
    'R55',
  ]);
  trap(
    'R58',
    'the provider’s authority is among several',
    world([page(), caa(HOST, [0, 'issue', 'digicert.com'], [0, 'issue', 'LetsEncrypt.org'])]),
    ['R55'],
  );
  trap(
    'R58',
    'the records forbid, and the certificate is sound: nobody waits for a renewal',
    world([page({ notAfter: '2026-05-26T00:00:00Z' }), forbids]),
    [],
  );
  trap(
    'R58',
    'a bought certificate is not renewed by anybody else',
    world([page(), forbids], automatic, told({ 'certificate.bought_from': 'other' })),
    ['R55'],
  );
  trap('R58', 'the lookup failed: nothing is known', world([page()]), ['R55']);
});

describe('R56', () => {
  const leaf = { dnsNames: [HOST, WWW] };
  const away = addressInZone(ELSEWHERE, WWW);
  fires('R56', 'www leads to another company', world([page(leaf), ...noCaa, away], dnsElsewhere), {
    cause: 'tls.renewal.name_elsewhere',
    subject: HOST,
    domain: 'customer_configuration',
    confidence: 'possible',
    missing: ['C9 name_left_out'],
    explains: [`covered-name-elsewhere ${HOST}`, expired],
  });
  fires(
    'R56',
    'a name of the certificate is gone from DNS',
    world([page(leaf), ...noCaa, fromPublic(WWW, 'A', []), fromPublic(WWW, 'AAAA', [])]),
    { domain: 'customer_configuration', confidence: 'possible' },
  );
  trap('R56', 'www leads to the provider as well', world([page(leaf), addressInZone(SERVER, WWW)]), ['R55']);
  trap(
    'R56',
    'a network in front of www may pass the proof on',
    world([
      page(leaf),
      away,
      anObservation('http', {
        endpoint: at(ELSEWHERE, 80, WWW),
        data: { connectMs: 5, status: 301, headers: [{ name: 'cf-ray', value: '8a' }] },
      }),
    ]),
    ['R55'],
  );
});

describe('R57', () => {
  const six = addressInZone(ELSEWHERE6);
  const other = page(
    { dnsNames: ['old.test'], fingerprint256: 'BB', notAfter: '2026-06-01T00:00:00Z' },
    HOST,
    ELSEWHERE6,
  );
  const answering = anObservation('http', {
    endpoint: at(ELSEWHERE6, 80),
    data: { connectMs: 5, status: 200 },
  });
  fires('R57', 'an old machine answers over IPv6', world([page(), six, other, answering], dnsElsewhere), {
    cause: 'tls.renewal.foreign_ipv6',
    subject: HOST,
    domain: 'customer_configuration',
    confidence: 'proven',
    missing: [],
    explains: [
      `foreign-ipv6-address ${HOST}`,
      `expired-certificate ${HOST}:443 (${SERVER})`,
      `certificate-name-mismatch ${HOST}:443 (${ELSEWHERE6})`,
    ],
  });
  fires('R57', 'where the provider runs DNS it may prove names there', world([page(), six, answering]), {
    domain: 'customer_configuration',
    confidence: 'possible',
    missing: ['C9 name_proven_over_dns'],
  });
  trap(
    'R57',
    'a dead IPv6 address: authorities turn to IPv4',
    world([page(), six, ...closed(at(ELSEWHERE6, 80)), ...closed(at(ELSEWHERE6, 443)), ...anchorsOf(6)]),
    ['R55'],
  );
  trap('R57', 'the provider’s own IPv6 address', world([page(), addressInZone(SERVER6), answering]), ['R55']);
});

describe('R59', () => {
  fires(
    'R59',
    'port 80 is closed to this seat',
    world([page(), ...closed(at(SERVER, 80), 'connection_refused'), portals(true)], dnsElsewhere),
    {
      cause: 'tls.renewal.challenge_blocked.closed',
      subject: HOST,
      domain: 'hosting_provider',
      confidence: 'possible',
      missing: ['C5 only_from_here'],
      explains: [`blocked-challenge-path ${HOST}`, expired],
    },
  );
  const closed80 = closed(at(SERVER, 80), 'connection_refused');
  fires(
    'R59',
    'port 80 is closed to stations elsewhere too',
    world([page(), ...closed80, portals(true), stations(80, 'refused', 'refused')], dnsElsewhere),
    {
      cause: 'tls.renewal.challenge_blocked.closed',
      domain: 'hosting_provider',
      confidence: 'likely',
      missing: [],
    },
  );
  trap(
    'R59',
    'port 80 is open to a station elsewhere',
    world([page(), ...closed80, portals(true), stations(80, 'works')], dnsElsewhere),
    ['R55'],
  );
  fires('R59', 'a password stands before the whole site', world([page(), challenge(401)], dnsElsewhere), {
    cause: 'tls.renewal.challenge_blocked.refused',
    domain: 'customer_configuration',
    confidence: 'possible',
  });
  fires('R59', 'a rule turns away, of the site or of the server', world([page(), challenge(403)]), {
    cause: 'tls.renewal.challenge_blocked.refused',
    domain: 'undetermined',
    confidence: 'possible',
  });
  fires(
    'R59',
    'the site leads everybody to its sign-in',
    world([page(), challenge(302, SERVER, `http://${HOST}/wp-login.php?redirect_to=x`)]),
    {
      cause: 'tls.renewal.challenge_blocked.login',
      domain: 'customer_configuration',
      confidence: 'possible',
    },
  );
  trap(
    'R59',
    'this network closes port 80 towards everybody',
    world([page(), ...closed(at(SERVER, 80), 'connection_refused'), portals(false)]),
    ['R55'],
  );
  trap(
    'R59',
    'the whole site turns everybody away, as a suspended account does',
    world([
      page(),
      challenge(403),
      anObservation('http', { endpoint: at(SERVER, 80), data: { connectMs: 5, status: 403 } }),
    ]),
    ['R55'],
  );
  trap('R59', 'an invented token is not found', world([page(), challenge(404)]), ['R55']);
  trap(
    'R59',
    'http leads to https at the same place',
    world([page(), challenge(301, SERVER, challengeUrl(HOST).replace('http:', 'https:'))]),
    ['R55'],
  );
  trap(
    'R59',
    'a program that sends unknown addresses home',
    world([page(), challenge(302, SERVER, `http://${HOST}/`)]),
    ['R55'],
  );
});

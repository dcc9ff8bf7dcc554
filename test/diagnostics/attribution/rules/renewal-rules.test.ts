import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  addressInZone,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  SERVER,
  SERVER6,
  timeSources,
  told,
  trap,
} from '../../../support/attribution-factories.ts';
import { aRecord, aZone, fromPublic, fromServer, NS1 } from '../../../support/dns-factories.ts';
import { anObservation } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import {
  automatic,
  dnsElsewhere,
  endedPage,
  renewalWorld,
  expired,
} from '../../../support/renewal-rule-factories.ts';

const WWW = `www.${HOST}`;
const ELSEWHERE6 = '2a00:8::8';
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

describe('R58', () => {
  const forbids = caa(HOST, [0, 'issue', 'digicert.com']);
  fires('R58', 'the domain lets only another authority issue', renewalWorld([endedPage(), forbids]), {
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
    renewalWorld([endedPage(), caa(HOST, [0, 'issue', 'letsencrypt.org'], [128, 'tbs', 'x'])]),
    { cause: 'tls.renewal.caa_forbids', domain: 'customer_configuration', confidence: 'proven' },
  );
  fires(
    'R58',
    'one account only: whose it is cannot be seen',
    renewalWorld([
      endedPage(),
      caa(HOST, [0, 'issue', 'letsencrypt.org; accounturi=https://ca.test/acct/1']),
    ]),
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
    renewalWorld([endedPage({ issuer: "O=Let's Encrypt, CN=R11" }), forbids], {}),
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
    {
      ...renewalWorld([endedPage(), forbids, ...timeSources(0, 1)]),
      observations: [...aZone(), endedPage(), forbids],
    },
    { domain: 'customer_configuration', confidence: 'possible', missing: ['C7 own_clock'] },
  );
  trap(
    'R58',
    'issuewild alone speaks of wildcards',
    renewalWorld([endedPage(), caa(HOST, [0, 'issuewild', ';'])]),
    ['R55'],
  );
  trap(
    'R58',
    'the provider’s authority is among several',
    renewalWorld([endedPage(), caa(HOST, [0, 'issue', 'digicert.com'], [0, 'issue', 'LetsEncrypt.org'])]),
    ['R55'],
  );
  trap(
    'R58',
    'the records forbid, and the certificate is sound: nobody waits for a renewal',
    renewalWorld([endedPage({ notAfter: '2026-05-26T00:00:00Z' }), forbids]),
    [],
  );
  trap(
    'R58',
    'a bought certificate is not renewed by anybody else',
    renewalWorld([endedPage(), forbids], automatic, told({ 'certificate.bought_from': 'other' })),
    ['R55'],
  );
  trap('R58', 'the lookup failed: nothing is known', renewalWorld([endedPage()]), ['R55']);
});

describe('R56', () => {
  const leaf = { dnsNames: [HOST, WWW] };
  const away = addressInZone(ELSEWHERE, WWW);
  fires(
    'R56',
    'www leads to another company',
    renewalWorld([endedPage(leaf), ...noCaa, away], dnsElsewhere),
    {
      cause: 'tls.renewal.name_elsewhere',
      subject: HOST,
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 name_left_out'],
      explains: [`covered-name-elsewhere ${HOST}`, expired],
    },
  );
  fires(
    'R56',
    'a name of the certificate is gone from DNS',
    renewalWorld([endedPage(leaf), ...noCaa, fromPublic(WWW, 'A', []), fromPublic(WWW, 'AAAA', [])]),
    { domain: 'customer_configuration', confidence: 'possible' },
  );
  trap(
    'R56',
    'www leads to the provider as well',
    renewalWorld([endedPage(leaf), addressInZone(SERVER, WWW)]),
    ['R55'],
  );
  trap(
    'R56',
    'a network in front of www may pass the proof on',
    renewalWorld([
      endedPage(leaf),
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
  const other = endedPage(
    { dnsNames: ['old.test'], fingerprint256: 'BB', notAfter: '2026-06-01T00:00:00Z' },
    HOST,
    ELSEWHERE6,
  );
  const answering = anObservation('http', {
    endpoint: at(ELSEWHERE6, 80),
    data: { connectMs: 5, status: 200 },
  });
  fires(
    'R57',
    'an old machine answers over IPv6',
    renewalWorld([endedPage(), six, other, answering], dnsElsewhere),
    {
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
    },
  );
  fires(
    'R57',
    'where the provider runs DNS it may prove names there',
    renewalWorld([endedPage(), six, answering]),
    {
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 name_proven_over_dns'],
    },
  );
  const shut = closed(at(ELSEWHERE6, 22), 'connection_refused');
  const sound = renewalWorld([endedPage(), six, other, answering, ...shut], dnsElsewhere);
  trap(
    'R109',
    'the machine at the wrong address has other ports closed',
    {
      ...sound,
      findings: [
        ...sound.findings,
        aFinding('closed-ipv6-port', `${HOST}:22 (${ELSEWHERE6})`, shut, { level: 'warning' }),
      ],
    },
    ['R57'],
  );
  trap(
    'R57',
    'a dead IPv6 address: authorities turn to IPv4',
    renewalWorld([
      endedPage(),
      six,
      ...closed(at(ELSEWHERE6, 80)),
      ...closed(at(ELSEWHERE6, 443)),
      ...anchorsOf(6),
    ]),
    ['R55'],
  );
  trap(
    'R57',
    'the provider’s own IPv6 address',
    renewalWorld([endedPage(), addressInZone(SERVER6), answering]),
    ['R55'],
  );
});

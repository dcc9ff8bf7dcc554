/** A domain with every DNS record that a check looks for, all of them sound, as its servers, resolvers and a mail server tell them. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { DnsRecord, RecordType } from '../../diagnostics/model/observations/dns.ts';
import type { Facts } from '../../diagnostics/model/view/facts.ts';
import { reverseName } from '../../diagnostics/model/view/reverse-name.ts';
import { aConduct } from './conduct-factories.ts';
import { aRecord, aZone, fromPublic, fromServer, fromSystem, mx, txt } from './dns-factories.ts';
import { aFacts, aFailure, anEnvironmentData, anObservation } from './factories.ts';
import { timeSources } from './attribution-factories.ts';
import { anAutoconfig } from './mail-record-factories.ts';
import { aMailDialogue, aPage, aSession, at } from './service-factories.ts';
import { aSignedZone } from './signed-zone.ts';
import { dsText } from '../lab/world/signing-keys.ts';

const [domain, www, mail] = ['example.test', 'www.example.test', 'mail.example.test'];
const [ns1, ns2] = ['ns1.example.test', 'ns2.example.test'];
const [one, two, web, post] = ['45.0.1.1', '45.0.2.1', '45.0.3.1', '45.0.1.10'];
const servers = { [ns1]: [one], [ns2]: [two] };

const address = (name: string, value: string): DnsRecord => aRecord(name, 'A', value);
const service = (name: string, port: number): DnsRecord =>
  aRecord(name, 'SRV', `0 1 ${port} ${mail}`, { priority: 0, weight: 1, port, target: mail });
const sts = `mta-sts.${domain}`;
const autoconfig = `autoconfig.${domain}`;

/** Owner and type to records; an empty list is a denial by a server that knows the zone. */
const records: readonly (readonly [string, RecordType, readonly DnsRecord[]])[] = [
  [domain, 'A', [address(domain, web)]],
  [domain, 'AAAA', []],
  [www, 'A', [address(www, web)]],
  [www, 'AAAA', []],
  [mail, 'A', [address(mail, post)]],
  [mail, 'AAAA', []],
  [ns1, 'A', [address(ns1, one)]],
  [ns1, 'AAAA', []],
  [ns2, 'A', [address(ns2, two)]],
  [ns2, 'AAAA', []],
  [domain, 'NS', [aRecord(domain, 'NS', ns1), aRecord(domain, 'NS', ns2)]],
  [domain, 'MX', [mx(domain, 10, mail)]],
  [domain, 'TXT', [txt(domain, 'v=spf1 include:spf.host.test mx -all')]],
  ['spf.host.test', 'TXT', [txt('spf.host.test', `v=spf1 ip4:${post} -all`)]],
  [`_dmarc.${domain}`, 'TXT', [txt(`_dmarc.${domain}`, 'v=DMARC1; p=reject; rua=mailto:d@reports.test')]],
  [
    `${domain}._report._dmarc.reports.test`,
    'TXT',
    [txt(`${domain}._report._dmarc.reports.test`, 'v=DMARC1')],
  ],
  [`_mta-sts.${domain}`, 'TXT', [txt(`_mta-sts.${domain}`, 'v=STSv1; id=1')]],
  [sts, 'A', [address(sts, web)]],
  [autoconfig, 'A', [address(autoconfig, web)]],
  [`_smtp._tls.${domain}`, 'TXT', [txt(`_smtp._tls.${domain}`, 'v=TLSRPTv1; rua=mailto:t@example.test')]],
  [
    `default._bimi.${domain}`,
    'TXT',
    [txt(`default._bimi.${domain}`, 'v=BIMI1; l=https://example.test/mark.svg')],
  ],
  [`_imaps._tcp.${domain}`, 'SRV', [service(`_imaps._tcp.${domain}`, 993)]],
  [`_submissions._tcp.${domain}`, 'SRV', [service(`_submissions._tcp.${domain}`, 465)]],
  [reverseName(post), 'PTR', [aRecord(reverseName(post), 'PTR', mail)]],
  [domain, 'CAA', []],
];

const isOwn = (name: string): boolean => name === domain || name.endsWith(`.${domain}`);
const faithful = (each: Observation): Observation =>
  each.kind === 'dns' ? { ...each, data: { ...each.data, caseEchoed: true } } : each;

const answers: readonly Observation[] = records.flatMap(([name, type, found]) => [
  fromPublic(name, type, found),
  ...(isOwn(name) ? [one, two].map((server) => fromServer(server, name, type, found)) : []),
  ...(type === 'A' || type === 'AAAA' || type === 'MX' ? [fromSystem(name, type, found)] : []),
]);
const signer = aRecord(domain, 'DS', '1 13 2 ab', { keyTag: 1, algorithm: 13, digestType: 2, digest: 'ab' });
const refusal = { response: { rcode: 'REFUSED' }, failure: aFailure('dns_refused', 'exchange') } as const;

export const wellKeptWorld = (): Facts =>
  aFacts({
    request: { services: ['dns', 'web', 'mail'] },
    observations: [
      ...aZone({ servers }),
      ...[one, two].map((server) => fromServer(server, domain, 'SOA', aZoneAnswer(server), 'tcp')),
      ...answers,
      fromPublic(domain, 'DS', [signer]),
      ...timeSources(0),
      ...aSignedZone({
        questions: ['A', 'CDS', 'CDNSKEY'],
        records: [[`${domain}.`, 'CDS', dsText(domain)]],
      }),
      ...[one, two].flatMap((server) => [
        aConduct('recursion', server, refusal),
        aConduct('transfer', server, refusal),
      ]),
      anObservation('environment', { data: anEnvironmentData() }),
      anObservation('system-lookup', {
        id: `system-lookup/${domain}`,
        endpoint: { name: domain },
        input: { name: domain },
        data: { addresses: [web] },
      }),
      aMailDialogue(
        'smtp',
        25,
        { tls: aSession({ dnsNames: [mail], commonName: mail }) },
        { endpoint: at(mail, 25, post) },
      ),
      aPage(`https://${sts}/.well-known/mta-sts.txt`, {
        address: web,
        control: 'C6',
        data: {
          tls: aSession({ dnsNames: [sts], commonName: sts }),
          bodyStart: `version: STSv1\nmode: enforce\nmx: ${mail}\nmax_age: 86400\n`,
        },
      }),
      aPage(`https://${autoconfig}/mail/config-v1.1.xml`, {
        address: web,
        control: 'C6',
        data: {
          tls: aSession({ dnsNames: [autoconfig], commonName: autoconfig }),
          bodyStart: anAutoconfig(['imap', mail, 993, 'SSL']),
        },
      }),
    ].map(faithful),
  });

/** What the zone's servers say of it, over TCP too. */
function aZoneAnswer(server: string): readonly DnsRecord[] {
  const udp = aZone({ servers }).find(
    (each): each is Observation & { kind: 'dns' } => each.kind === 'dns' && each.endpoint.address === server,
  );
  return udp?.data.response?.answers ?? [];
}

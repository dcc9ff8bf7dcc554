import { describe, expect, it } from 'vitest';
import { dnssecPlanner } from '../../../diagnostics/run/plan/dnssec-planner.ts';
import { mailHealthPlanner } from '../../../diagnostics/run/plan/mail-health-planner.ts';
import { wantedPlanners } from '../../../diagnostics/run/plan/index.ts';
import {
  plainQuestionPlanner,
  zoneHealthPlanner,
} from '../../../diagnostics/run/plan/zone-health-planner.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { services } from '../../../diagnostics/model/vocabulary.ts';
import { aRecord, aZone, fromPublic, NS1, NS2 } from '../../support/dns-factories.ts';
import { aFacts, anEnvironmentData, anObservation, aTarget } from '../../support/factories.ts';
import { anAutoconfig, exchangers, MX_HOST, texts } from '../../support/mail-record-factories.ts';
import { aPage, aSession } from '../../support/service-factories.ts';

const healthPlanners = (request: Parameters<typeof aFacts>[0]) =>
  wantedPlanners(aFacts(request))
    .map(({ id }) => id)
    .filter((id) => id.endsWith('-health'));
const all = [...services];
const domain = 'example.test';

describe('what only somebody who asks for it in particular is shown', () => {
  it.each<readonly [string, Parameters<typeof aFacts>[0], readonly string[]]>([
    ['nothing of it in the usual run', { request: { services: all } }, []],
    ['DNS by name', { request: { services: ['dns'] } }, ['zone-health']],
    ['mail by name', { request: { services: ['mail'] } }, ['mail-health']],
    ['DNS by symptom', { request: { services: all, symptom: 'domain_not_found' } }, ['zone-health']],
    ['mail by symptom', { request: { services: all, symptom: 'mail_cannot_send' } }, ['mail-health']],
    ['neither for the web site', { request: { services: ['web'] } }, []],
    [
      'neither for an address',
      { request: { services: ['dns'], target: aTarget({ domain: '45.0.3.3', isAddress: true }) } },
      [],
    ],
  ])('%s', (_, request, expected) => {
    expect(healthPlanners(request)).toEqual(expected);
  });

  it('asks each server that answers for its zone three questions, each once', () => {
    const silentTwo = aZone({ soa: (address) => (address === NS2 ? null : [aRecord(domain, 'SOA', '')]) });
    const jobs = zoneHealthPlanner.plan(aFacts({ request: { services: ['dns'] }, observations: silentTwo }));
    expect(jobs.map(({ key }) => key)).toEqual(
      ['recursion', 'transfer', 'identity'].map((question) => `server-conduct/${question}/${NS1}`),
    );
  });

  it('asks a silent server once without EDNS, and no other', () => {
    const silentTwo = aZone({ soa: (address) => (address === NS2 ? null : [aRecord(domain, 'SOA', '')]) });
    expect(plainQuestionPlanner.plan(aFacts({ observations: silentTwo })).map(({ key }) => key)).toEqual([
      `server-conduct/plain/${NS2}`,
    ]);
  });

  it('looks at signatures of a signed zone, and at the proof that a made-up name is missing', () => {
    const signed = fromPublic(domain, 'DS', [aRecord(domain, 'DS', '1 13 2 ab')]);
    const facts = (record: typeof signed) =>
      aFacts({
        request: { services: ['dns'] },
        observations: [...aZone(), record, anObservation('environment', { data: anEnvironmentData() })],
      });
    const keys = dnssecPlanner.plan(facts(signed)).map(({ key }) => key);
    expect(
      keys.filter((key) => key.includes(NS1)).map((key) => key.replace(/faultline-\w+/, 'made-up')),
    ).toEqual([
      `dns/udp/${NS1}/${domain}/DNSKEY/signed`,
      `dns/udp/${NS1}/${domain}/SOA/signed`,
      `dns/udp/${NS1}/made-up.${domain}/A/signed`,
      `dns/udp/${NS1}/${domain}/CDS/signed`,
      `dns/udp/${NS1}/${domain}/CDNSKEY/signed`,
    ]);
    // of an unsigned one only whether it asks its registry to be, at one server
    expect(dnssecPlanner.plan(facts(fromPublic(domain, 'DS', []))).map(({ key }) => key)).toEqual([
      `dns/udp/${NS1}/${domain}/CDS/signed`,
      `dns/udp/${NS1}/${domain}/CDNSKEY/signed`,
    ]);
  });

  it('fetches the settings of mail programs from their own host, once and without a mail address, then looks their servers up', () => {
    const [name, address] = ['autoconfig.example.test', '45.0.1.21'];
    const url = `https://${name}/mail/config-v1.1.xml`;
    const host = fromPublic(name, 'A', [aRecord(name, 'A', address), aRecord(name, 'A', '45.0.1.22')]);
    const tls = aSession({ dnsNames: [name], commonName: name });
    const file = aPage(url, {
      address,
      data: { tls, bodyStart: anAutoconfig(['imap', 'imap.host.test', 993, 'SSL']) },
    });
    const planned = (...observations: readonly Observation[]) =>
      mailHealthPlanner
        .plan(aFacts({ request: { services: ['mail'] }, observations }))
        .map((job) => (job.kind === 'dns' ? `${job.input.name} ${job.input.type}` : job.key));
    expect(planned(host).filter((each) => each.startsWith('http/'))).toEqual([`http/${address}/${url}`]);
    expect(planned(host, file)).toEqual(expect.arrayContaining(['imap.host.test A', 'imap.host.test AAAA']));
  });

  it('asks for mail records, for the policy file only where a record announces one, and elsewhere whether reports are wanted', () => {
    const policy = { name: 'mta-sts.example.test', address: '45.0.1.20' };
    const host = fromPublic(policy.name, 'A', [aRecord(policy.name, 'A', policy.address)]);
    const namesFor = (...extra: Parameters<typeof texts>[]) =>
      mailHealthPlanner
        .plan(
          aFacts({
            request: { services: ['mail'] },
            observations: [exchangers(MX_HOST), host, ...extra.map((each) => texts(...each))],
          }),
        )
        .map((job) => (job.kind === 'dns' ? `${job.input.name} ${job.input.type}` : job.key));
    const usual = namesFor();
    expect(usual).toEqual(
      expect.arrayContaining([
        '_mta-sts.example.test TXT',
        '_smtp._tls.example.test TXT',
        'default._bimi.example.test TXT',
        `_25._tcp.${MX_HOST} TLSA`,
        '_imaps._tcp.example.test SRV',
        'autodiscover.example.test A',
        'autoconfig.example.test A',
      ]),
    );
    expect(usual.filter((each) => each.startsWith('http/'))).toEqual([]);
    const more = namesFor(
      ['_mta-sts.example.test', 'v=STSv1; id=1'],
      ['_dmarc.example.test', 'v=DMARC1; p=none; rua=mailto:d@reports.test'],
    );
    expect(more.filter((each) => !usual.includes(each))).toEqual([
      'mta-sts.example.test A',
      'mta-sts.example.test AAAA',
      'example.test._report._dmarc.reports.test TXT',
      `http/${policy.address}/https://mta-sts.example.test/.well-known/mta-sts.txt`,
    ]);
  });
});

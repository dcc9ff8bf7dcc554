import { describe, expect, it } from 'vitest';
import { doubledRecordName } from '../../../../diagnostics/checks/dns/doubled-record-name.ts';
import { inventedNames } from '../../../../diagnostics/model/view/dns-honesty.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aRecord, aZone, fromServer, mx, NS1, soa, txt, type Reply } from '../../../support/dns-factories.ts';
import { aFacts, aRequest } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const host = 'shop.example.test';
const twice = `${host}.${domain}`;
const request = aRequest({ hosts: [host], services: ['web'] });
const seat = anEnvironment();
const probe = inventedNames(aFacts({ observations: [seat] })).find((name) => name.endsWith(`.${domain}`))!;
const says = (name: string, type: 'A' | 'AAAA' | 'TXT' | 'MX', reply: Reply) =>
  fromServer(NS1, name, type, reply);
const none = { rcode: 'NXDOMAIN', authorities: [soa(domain)] };
const missing = [says(host, 'A', none), says(host, 'AAAA', none)];
const site = [domain, `www.${domain}`].map((name) => says(name, 'A', [aRecord(name, 'A', '45.0.3.1')]));
const base = [seat, ...aZone(), ...site];

describe('doubled-record-name', () => {
  it.each([
    [
      'fails when the record stands under the doubled name',
      [...missing, says(twice, 'A', [aRecord(twice, 'A', '45.0.3.1')]), says(probe, 'A', none)],
      [`failed ${host} A`],
    ],
    ['passes when it stands nowhere', [...missing, says(twice, 'A', none)], [`passed ${host} A`]],
    [
      'passes when a wildcard answers for the doubled name',
      [
        ...missing,
        says(twice, 'A', [aRecord(twice, 'A', '45.0.3.1')]),
        says(probe, 'A', [aRecord(probe, 'A', '45.0.3.1')]),
      ],
      [`passed.wildcard ${host} A`],
    ],
    ['is untested before the zone was asked', missing, [`untested ${host} A`]],
    [
      'does not apply when nothing is missing',
      [says(host, 'A', [aRecord(host, 'A', '45.0.3.1')])],
      [`inapplicable ${domain}`],
    ],
  ] satisfies (readonly [string, readonly Observation[], readonly string[]])[])(
    '%s',
    (_, observations, expected) => {
      expect(judge(doubledRecordName, aFacts({ request, observations: [...base, ...observations] }))).toEqual(
        expected,
      );
    },
  );

  it('looks for lists of permitted senders as well', () => {
    const doubled = `${domain}.${domain}`;
    const observations = [
      ...base,
      says(domain, 'MX', [mx(domain, 10, `mail.${domain}`)]),
      says(domain, 'TXT', [txt(domain, 'hello')]),
      says(doubled, 'TXT', [txt(doubled, 'v=spf1 -all')]),
      says(probe, 'TXT', none),
    ];
    expect(judge(doubledRecordName, aFacts({ observations }))).toEqual([`failed ${domain} TXT`]);
  });
});

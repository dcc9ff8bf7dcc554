import { describe, expect, it } from 'vitest';
import { missingAddressRecord } from '../../../../diagnostics/checks/dns/missing-address-record.ts';
import { services } from '../../../../diagnostics/model/vocabulary.ts';
import { aRecord, fromPublic, fromServer, fromSystem, mx, NS1, soa } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [apex, www] = ['example.test', 'www.example.test'];
const has = (name: string) => fromPublic(name, 'A', [aRecord(name, 'A', '45.0.3.3')]);
const lacks = (name: string) => [
  fromPublic(name, 'A', { rcode: 'NXDOMAIN' }),
  fromPublic(name, 'AAAA', { authorities: [soa('example.test')] }),
];
const fails = (name: string) =>
  (['A', 'AAAA'] as const).flatMap((type) =>
    twice(
      fromPublic(name, type, {
        failure: aFailure('dns_servfail', 'exchange'),
        response: { rcode: 'SERVFAIL' },
      }),
    ),
  );
const toOtherZone = fromServer(NS1, www, 'A', [aRecord(www, 'CNAME', 'shop.cdn.test')]);

describe('missing-address-record', () => {
  it.each([
    [
      'passes for hosts with an address of either family',
      [has(apex), fromPublic(www, 'AAAA', [aRecord(www, 'AAAA', '2a00:3::3')])],
      [`passed ${apex}`, `passed ${www}`],
    ],
    [
      'fails for the apex when both families are denied',
      [...lacks(apex), has(www)],
      [`failed ${apex}`, `passed ${www}`],
    ],
    ['says it more softly of www', [has(apex), ...lacks(www)], [`passed ${apex}`, `failed.www ${www}`]],
    [
      'believes an authoritative denial',
      [fromServer(NS1, apex, 'A', []), fromServer(NS1, apex, 'AAAA', []), has(www)],
      [`failed ${apex}`, `passed ${www}`],
    ],
    [
      'cannot tell when one family is denied and the other failed',
      [lacks(apex)[0]!, ...fails(apex).slice(2), has(www)],
      [`cantTell ${apex}`, `passed ${www}`],
    ],
    ['cannot tell after lookup errors', [...fails(apex), has(www)], [`cantTell ${apex}`, `passed ${www}`]],
    [
      'does not take an alias into another zone for an absence',
      [has(apex), toOtherZone],
      [`passed ${apex}`, `cantTell ${www}`],
    ],
    [
      'does not believe a denial by the system’s resolver alone',
      [
        has(apex),
        fromSystem(www, 'A', { rcode: 'NXDOMAIN' }),
        fromSystem(www, 'AAAA', { rcode: 'NXDOMAIN' }),
      ],
      [`passed ${apex}`, `cantTell ${www}`],
    ],
    ['is untested when nothing was asked', [], [`untested ${apex}`, `untested ${www}`]],
  ])('%s', (_, observations, expected) => {
    expect(judge(missingAddressRecord, aFacts({ observations }))).toEqual(expected);
  });

  it('looks at hosts that the person named, and not at web names when only mail is wanted', () => {
    const request = { services: ['mail'], hosts: ['mail.example.test'] } as const;
    expect(
      judge(missingAddressRecord, aFacts({ request, observations: lacks('mail.example.test') })),
    ).toEqual(['failed mail.example.test']);
    expect(judge(missingAddressRecord, aFacts({ request: { services: ['mail'] } }))).toEqual([
      'inapplicable example.test',
    ]);
  });

  it.each([
    ['takes a domain with mail and no web name for whole', 'everything', [], 'failed.mailOnly example.test'],
    ['and for whoever came for its mail', 'mail_app_cannot_connect', [], 'failed.mailOnly example.test'],
    ['not for whoever came for the site', 'site_down', [], 'failed example.test'],
    ['not when the person named the host', 'everything', [apex], 'failed example.test'],
  ] as const)('%s', (_, symptom, hosts, expected) => {
    const exchanger = fromPublic(apex, 'MX', [mx(apex, 10, `mail.${apex}`)]);
    const observations = [...lacks(apex), ...lacks(www), exchanger];
    expect(
      judge(missingAddressRecord, aFacts({ request: { symptom, hosts, services }, observations }))[0],
    ).toBe(expected);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        missingAddressRecord,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

import { describe, expect, it } from 'vitest';
import { bogusAddressRecord } from '../../../../diagnostics/checks/dns/bogus-address-record.ts';
import { aRecord, fromPublic, fromSystem } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const request = {
  services: ['web'],
  target: aTarget({ domain: 'www.example.test', registrableDomain: 'example.test' }),
} as const;
const name = 'www.example.test';
const has = (...addresses: readonly string[]) =>
  fromPublic(
    name,
    'A',
    addresses.map((each) => aRecord(name, 'A', each)),
  );

describe('bogus-address-record', () => {
  it.each([
    ['passes for a public address', [has('45.0.3.3')], `passed ${name}`],
    ['fails for a private address', [has('192.168.1.10')], `failed ${name}`],
    ['fails when one of several leads nowhere', [has('45.0.3.3', '127.0.0.1')], `failed ${name}`],
    [
      'does not judge what only the system’s resolver says',
      [fromSystem(name, 'A', [aRecord(name, 'A', '0.0.0.0')])],
      `untested ${name}`,
    ],
    [
      'does not apply to a name without addresses',
      [fromPublic(name, 'A', []), fromPublic(name, 'AAAA', [])],
      `inapplicable ${name}`,
    ],
    ['is untested when nothing is known', [], `untested ${name}`],
  ])('%s', (_, observations, expected) => {
    expect(judge(bogusAddressRecord, aFacts({ request, observations }))).toEqual([expected]);
  });

  it.each([
    ['127.0.0.1', 'this_computer'],
    ['10.0.0.1', 'home_network'],
    ['fd00::1', 'home_network'],
    ['192.0.2.1', 'reserved'],
  ])('says of %s what kind it is', (address, kind) => {
    const type = address.includes(':') ? 'AAAA' : 'A';
    const [assertion] = assertionsOf(
      bogusAddressRecord,
      aFacts({ request, observations: [fromPublic(name, type, [aRecord(name, type, address)])] }),
    );
    expect(assertion?.message.values).toEqual({ subject: name, address, kind });
    expect(assertion?.evidence).toEqual([
      {
        observation: `dns/https/45.0.9.9/${name}/${type}`,
        pointer: '/data/response/answers/0/value',
        excerpt: address,
      },
    ]);
  });

  it('does not apply when the address itself was typed', () => {
    expect(
      judge(
        bogusAddressRecord,
        aFacts({ request: { target: aTarget({ domain: '192.168.1.10', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable.address 192.168.1.10']);
  });
});

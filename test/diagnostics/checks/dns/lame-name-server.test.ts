import { describe, expect, it } from 'vitest';
import { lameNameServer } from '../../../../diagnostics/checks/dns/lame-name-server.ts';
import { aRecord, aZone, fromServer, NS1, NS2, soa, type Reply } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const [first, second] = [`ns1.example.test (${NS1})`, `ns2.example.test (${NS2})`];
const refused: Reply = { failure: aFailure('dns_refused', 'exchange'), response: { rcode: 'REFUSED' } };
const failing: Reply = { failure: aFailure('dns_servfail', 'exchange'), response: { rcode: 'SERVFAIL' } };
const unaware: Reply = { aa: false };
/** The second server says this, twice over; the first is proper. */
const secondSays = (reply: Reply) => [
  ...aZone({ soa: (address) => (address === NS1 ? [soa('example.test')] : reply) }),
  fromServer(NS2, 'example.test', 'NS', reply),
];

describe('lame-name-server', () => {
  it.each([
    ['passes for servers that answer with authority', aZone(), [`passed ${first}`, `passed ${second}`]],
    [
      'fails for one that refuses twice',
      [...secondSays(refused).slice(0, -1), ...twice(fromServer(NS2, 'example.test', 'NS', refused))],
      [`passed ${first}`, `failed.refused ${second}`],
    ],
    [
      'fails for one that fails on both questions',
      secondSays(failing),
      [`passed ${first}`, `failed.servfail ${second}`],
    ],
    [
      'fails for one that is not authoritative',
      secondSays(unaware),
      [`passed ${first}`, `failed.not-authoritative ${second}`],
    ],
    [
      'fails for one that answers with another error',
      secondSays({ failure: aFailure('dns_other_rcode', 'exchange'), response: { rcode: 'NOTAUTH' } }),
      [`passed ${first}`, `failed.other ${second}`],
    ],
    [
      'cannot tell after one refusal',
      aZone({ soa: (address) => (address === NS1 ? [soa('example.test')] : refused) }),
      [`passed ${first}`, `cantTell ${second}`],
    ],
    [
      'cannot tell when a server does both',
      [
        ...secondSays(refused),
        fromServer(NS2, 'example.test', 'NS', [aRecord('example.test', 'NS', 'ns1.example.test')], 'tcp'),
      ],
      [`passed ${first}`, `cantTell.mixed ${second}`],
    ],
    [
      'is untested for a silent server',
      aZone({ soa: (address) => (address === NS1 ? [soa('example.test')] : null) }),
      [`passed ${first}`, `untested ${second}`],
    ],
    [
      'ignores referrals for names below the zone',
      [...aZone(), fromServer(NS1, 'shop.example.test', 'SOA', unaware)],
      [`passed ${first}`, `passed ${second}`],
    ],
    ['is untested without a delegation', [], ['untested.no-servers example.test']],
  ])('%s', (_, observations, expected) => {
    expect(judge(lameNameServer, aFacts({ observations }))).toEqual(expected);
  });

  it('names zone, server and address', () => {
    expect(
      assertionsOf(lameNameServer, aFacts({ observations: secondSays(refused) }))[1]?.message.values,
    ).toEqual({
      subject: second,
      zone: 'example.test',
      server: 'ns2.example.test',
      address: NS2,
    });
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        lameNameServer,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

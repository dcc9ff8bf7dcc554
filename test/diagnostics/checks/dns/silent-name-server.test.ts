import { describe, expect, it } from 'vitest';
import { silentNameServer } from '../../../../diagnostics/checks/dns/silent-name-server.ts';
import { aZone, fromServer, NS1, NS2, soa } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { anchorsOf, anEnvironment, ipv6Interface } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const [first, second] = [`ns1.example.test (${NS1})`, `ns2.example.test (${NS2})`];
const answering = [soa('example.test')];
const oneSilent = aZone({ soa: (address) => (address === NS1 ? answering : null) });
const refusing = aZone({
  soa: () => ({ failure: aFailure('dns_refused', 'exchange'), response: { rcode: 'REFUSED' } }),
});
const six = '2a00:2::53';
const sixSilent = aZone({
  servers: { 'ns1.example.test': [NS1, six] },
  soa: (address) => (address === NS1 ? answering : null),
});
const dualStack = anEnvironment({ interfaces: [ipv6Interface] });

describe('silent-name-server', () => {
  it.each([
    ['passes for servers that answer', aZone(), [`passed ${first}`, `passed ${second}`]],
    ['fails for one that is silent twice', oneSilent, [`passed ${first}`, `failed ${second}`]],
    [
      'fails for each when all are silent',
      aZone({ soa: () => null }),
      [`failed ${first}`, `failed ${second}`],
    ],
    ['counts a refusal as an answer', refusing, [`passed ${first}`, `passed ${second}`]],
    ['cannot tell after one try', oneSilent.slice(0, -1), [`passed ${first}`, `cantTell ${second}`]],
    [
      'is untested for a server that was not asked',
      oneSilent.slice(0, -2),
      [`passed ${first}`, `untested ${second}`],
    ],
    [
      'never charges an IPv6 address when IPv6 does not work here',
      [...sixSilent, ...anchorsOf(4)],
      [`passed ${first}`, `untested.no-path ns1.example.test (${six})`],
    ],
    [
      'fails for an IPv6 address when IPv6 works here',
      [...sixSilent, dualStack, ...anchorsOf(6)],
      [`passed ${first}`, `failed ns1.example.test (${six})`],
    ],
    [
      'ignores what was asked over TCP',
      [...oneSilent, fromServer(NS2, 'example.test', 'SOA', answering, 'tcp')],
      [`passed ${first}`, `failed ${second}`],
    ],
    ['is untested without a delegation', [], ['untested.no-servers example.test']],
  ])('%s', (_, observations, expected) => {
    expect(judge(silentNameServer, aFacts({ observations }))).toEqual(expected);
  });

  it('takes a truncated answer for an answer', () => {
    const truncated = {
      ...fromServer(NS2, 'example.test', 'TXT', { failure: aFailure('timed_out', 'exchange') }),
      data: { truncatedOverUdp: true },
    };
    expect(
      judge(silentNameServer, aFacts({ observations: [...oneSilent, ...twice(truncated as never)] }))[1],
    ).toBe(`passed ${second}`);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        silentNameServer,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

import { describe, expect, it } from 'vitest';
import { nameServerWithoutAddress } from '../../../../diagnostics/checks/dns/name-server-without-address.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { RecordType } from '../../../../diagnostics/model/observations/dns.ts';
import { aRecord, aZone, fromServer, NS1, soa, type Reply } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [one, elsewhere] = ['ns1.example.test', 'ns.gone.test'];
const zone = aZone({ servers: { [one]: [NS1], [elsewhere]: [] } });
const denial: Reply = { rcode: 'NXDOMAIN', authorities: [soa('test')] };
/** What the servers of `test` say about the other name server. */
const tldSays = (reply: Reply): readonly Observation[] =>
  (['A', 'AAAA'] as const satisfies readonly RecordType[]).flatMap((type) => [
    fromServer('45.0.0.1', elsewhere, type, {
      aa: false,
      authorities: [aRecord('test', 'NS', 'ns.nic.test')],
      additionals: [aRecord('ns.nic.test', 'A', '45.0.0.2')],
    }),
    ...twice(fromServer('45.0.0.2', elsewhere, type, reply)),
  ]);

describe('name-server-without-address', () => {
  it.each([
    ['passes for servers with addresses', aZone(), [`passed ${one}`, 'passed ns2.example.test']],
    [
      'fails for a server inside the zone without glue',
      aZone({ servers: { [one]: [NS1], 'ns2.example.test': [] } }),
      [`passed ${one}`, 'failed.no-glue ns2.example.test'],
    ],
    [
      'fails for a name elsewhere that does not exist',
      [...zone, ...tldSays(denial)],
      [`passed ${one}`, `failed ${elsewhere}`],
    ],
    [
      'cannot tell when the lookup fails',
      [...zone, ...tldSays({ failure: aFailure('timed_out', 'exchange') })],
      [`passed ${one}`, `cantTell ${elsewhere}`],
    ],
    ['is untested while the lookup is open', zone, [`passed ${one}`, `untested ${elsewhere}`]],
    ['is untested without a delegation', [], ['untested example.test']],
  ])('%s', (_, observations, expected) => {
    expect(judge(nameServerWithoutAddress, aFacts({ observations }))).toEqual(expected);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        nameServerWithoutAddress,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

import { describe } from 'vitest';
import { differingGlue } from '../../../../diagnostics/checks/dns/differing-glue.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, aZone, fromPublic, NS1 } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';

const name = 'ns1.example.test';
const zone = aZone({ servers: { [name]: [NS1] } });
const own = (address: string) => fromPublic(name, 'A', [aRecord(name, 'A', address)]);

describe('differing-glue', () => {
  checkCases(differingGlue, [
    ['passes where the registry knows the address of the server', [...zone, own(NS1)], `passed ${name}`],
    ['fails for an address that the server has given up', [...zone, own('45.0.1.9')], `failed ${name}`],
    [
      'fails for a server that has no address of its own any more',
      [...zone, fromPublic(name, 'A', { rcode: 'NXDOMAIN' })],
      `failed ${name}`,
    ],
    [
      'looks at the family that the registry keeps, and at no other',
      [...zone, own(NS1), fromPublic(name, 'AAAA', [aRecord(name, 'AAAA', '2a00:1::1')])],
      `passed ${name}`,
    ],
    [
      'cannot tell after a time-out',
      [...zone, fromPublic(name, 'A', { failure: aFailure('timed_out', 'exchange') })],
      `cantTell ${name}`,
    ],
    ['is untested when nobody asked for the server', zone, `untested ${name}`],
    ['does not apply without glue', aZone({ servers: { 'ns1.host.test': [] } }), 'inapplicable.none'],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

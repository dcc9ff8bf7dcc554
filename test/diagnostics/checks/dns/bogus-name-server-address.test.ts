import { describe } from 'vitest';
import { bogusNameServerAddress } from '../../../../diagnostics/checks/dns/bogus-name-server-address.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, aZone, fromPublic, NS1 } from '../../../support/dns-factories.ts';

const name = 'ns1.example.test';
const zone = aZone({ servers: { [name]: [NS1] } });

describe('bogus-name-server-address', () => {
  checkCases(bogusNameServerAddress, [
    ['passes for a public address', zone, `passed ${name}`],
    [
      'fails for a private one at the registry',
      aZone({ servers: { [name]: ['192.168.0.53'] } }),
      `failed ${name}`,
    ],
    [
      'fails for a private one in DNS, beside a public one',
      [...zone, fromPublic(name, 'A', [aRecord(name, 'A', '10.0.0.53')])],
      `failed ${name}`,
    ],
    [
      'is untested where no address is known',
      aZone({ servers: { 'ns1.host.test': [] } }),
      'untested ns1.host.test',
    ],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

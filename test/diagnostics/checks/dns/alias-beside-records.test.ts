import { describe } from 'vitest';
import { aliasBesideRecords } from '../../../../diagnostics/checks/dns/alias-beside-records.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, aZone, fromServer, mx, NS1, NS2 } from '../../../support/dns-factories.ts';

const [domain, www] = ['example.test', 'www.example.test'];
const alias = (name: string) => aRecord(name, 'CNAME', 'site.builder.test');

describe('alias-beside-records', () => {
  checkCases(aliasBesideRecords, [
    ['passes for names with addresses', aZone(), 'passed'],
    [
      'passes for an alias that stands alone',
      [...aZone(), fromServer(NS1, www, 'A', [alias(www)])],
      'passed',
    ],
    [
      'passes for an alias with its own target in one answer',
      [...aZone(), fromServer(NS1, www, 'A', [alias(www), aRecord('site.builder.test', 'A', '45.0.3.1')])],
      'passed',
    ],
    [
      'fails for an alias at the top of the zone, which always has other data',
      [...aZone(), fromServer(NS1, domain, 'A', [alias(domain)])],
      'failed.apex',
    ],
    [
      'fails for an alias beside other data',
      [
        ...aZone(),
        fromServer(NS1, www, 'A', [alias(www)]),
        fromServer(NS1, www, 'MX', [mx(www, 10, 'm.test')]),
      ],
      `failed.other ${www}`,
    ],
    [
      'does not mix what two servers say',
      [
        ...aZone(),
        fromServer(NS1, www, 'A', [alias(www)]),
        fromServer(NS2, www, 'A', [aRecord(www, 'A', '45.0.3.1')]),
      ],
      'passed',
    ],
    ['is untested where no server answered', aZone({ soa: () => null }), 'untested'],
  ]);
});

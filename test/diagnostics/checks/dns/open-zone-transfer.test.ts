import { describe } from 'vitest';
import { openZoneTransfer } from '../../../../diagnostics/checks/dns/open-zone-transfer.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aConduct } from '../../../support/conduct-factories.ts';
import { aZone, NS1, soa } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';

const subject = `ns1.example.test (${NS1})`;
const zone = aZone({ servers: { 'ns1.example.test': [NS1] } });
const after = (answer: Parameters<typeof aConduct>[2]) => [...zone, aConduct('transfer', NS1, answer)];

describe('open-zone-transfer', () => {
  checkCases(openZoneTransfer, [
    [
      'fails for a transfer that begins',
      after({ response: { answers: [soa('example.test')] } }),
      `failed ${subject}`,
    ],
    [
      'passes for a refusal',
      after({ response: { rcode: 'REFUSED' }, failure: aFailure('dns_refused', 'exchange') }),
      `passed ${subject}`,
    ],
    ['passes for an empty answer', after({ response: {} }), `passed ${subject}`],
    [
      'passes for a connection that is hung up',
      after({ failure: aFailure('connection_closed', 'exchange') }),
      `passed ${subject}`,
    ],
    [
      'cannot tell from silence',
      after({ failure: aFailure('timed_out', 'exchange') }),
      `cantTell ${subject}`,
    ],
    [
      'cannot tell from bytes that make no sense',
      after({ failure: aFailure('dns_malformed', 'exchange') }),
      `cantTell ${subject}`,
    ],
    ['is untested when nobody asked', zone, `untested ${subject}`],
  ]);
});

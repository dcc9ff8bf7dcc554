import { describe } from 'vitest';
import { openRecursion } from '../../../../diagnostics/checks/dns/open-recursion.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aConduct } from '../../../support/conduct-factories.ts';
import { aRecord, aZone, NS1 } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';

const subject = `ns1.example.test (${NS1})`;
const zone = aZone({ servers: { 'ns1.example.test': [NS1] } });
const found = { answers: [aRecord('anchor.alpha.test', 'A', '45.0.2.1')] };

describe('open-recursion', () => {
  checkCases(openRecursion, [
    [
      'fails for a server that looks foreign names up',
      [...zone, aConduct('recursion', NS1, { response: found, ra: true })],
      `failed ${subject}`,
    ],
    [
      'passes for a refusal',
      [
        ...zone,
        aConduct('recursion', NS1, {
          response: { rcode: 'REFUSED' },
          failure: aFailure('dns_refused', 'exchange'),
        }),
      ],
      `passed ${subject}`,
    ],
    ['passes for a referral', [...zone, aConduct('recursion', NS1, { response: {} })], `passed ${subject}`],
    [
      'passes for a server that knows the name itself and offers no recursion',
      [...zone, aConduct('recursion', NS1, { response: found })],
      `passed ${subject}`,
    ],
    [
      'cannot tell from silence',
      [...zone, aConduct('recursion', NS1, { failure: aFailure('timed_out', 'exchange') })],
      `cantTell ${subject}`,
    ],
    ['is untested when nobody asked', zone, `untested ${subject}`],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

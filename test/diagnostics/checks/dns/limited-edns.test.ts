import { describe } from 'vitest';
import { limitedEdns } from '../../../../diagnostics/checks/dns/limited-edns.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, aZone, fromServer, NS1, soa, type Reply } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';

const [domain, subject] = ['example.test', `ns1.example.test (${NS1})`];
const servers = { 'ns1.example.test': [NS1] };
const zone = (reply: Reply, more: Reply | null = null) => [
  ...aZone({ servers, soa: () => reply }),
  ...(more ? [fromServer(NS1, domain, 'NS', more)] : []),
];
const plain: Reply = { answers: [soa(domain)], edns: false };
const refused: Reply = {
  failure: aFailure('dns_format_error', 'exchange'),
  response: { rcode: 'FORMERR', edns: false },
};

describe('limited-edns', () => {
  checkCases(limitedEdns, [
    ['passes for an answer with the extension', zone([soa(domain)]), `passed ${subject}`],
    [
      'fails for a server that never has it',
      zone(plain, { ...plain, answers: [aRecord(domain, 'NS', 'ns1.example.test')] }),
      `failed.absent ${subject}`,
    ],
    ['fails for a server that turns it away', zone(refused, refused), `failed.refused ${subject}`],
    ['cannot tell from one answer', zone(plain), `cantTell ${subject}`],
    ['is untested where the server is silent', aZone({ servers, soa: () => null }), `untested ${subject}`],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

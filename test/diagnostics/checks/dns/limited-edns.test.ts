import { describe } from 'vitest';
import { limitedEdns } from '../../../../diagnostics/checks/dns/limited-edns.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aConduct } from '../../../support/conduct-factories.ts';
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

/** As a resolver's way out: refused with the extension, answered without. */
const afterRefusal = zone(plain, plain).map((seen): Observation =>
  seen.kind === 'dns' && seen.endpoint.address === NS1
    ? { ...seen, data: { ...seen.data, ednsRefused: true } }
    : seen,
);
const silent = aZone({ servers, soa: () => null });

describe('limited-edns', () => {
  checkCases(limitedEdns, [
    ['passes for an answer with the extension', zone([soa(domain)]), `passed ${subject}`],
    [
      'fails for a server that never has it',
      zone(plain, { ...plain, answers: [aRecord(domain, 'NS', 'ns1.example.test')] }),
      `failed.absent ${subject}`,
    ],
    ['fails for a server that turns it away', zone(refused, refused), `failed.refused ${subject}`],
    ['fails for a server that turns it away and answers without', afterRefusal, `failed.refused ${subject}`],
    [
      'fails for a server that answers only without it',
      [...silent, aConduct('plain', NS1, { response: { answers: [soa(domain)], edns: false } })],
      `failed.dropped ${subject}`,
    ],
    [
      'is untested where it answers in no way',
      [...silent, aConduct('plain', NS1, { failure: aFailure('timed_out', 'exchange') })],
      `untested ${subject}`,
    ],
    ['cannot tell from one answer', zone(plain), `cantTell ${subject}`],
    ['is untested where the server is silent', aZone({ servers, soa: () => null }), `untested ${subject}`],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

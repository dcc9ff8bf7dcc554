import { describe } from 'vitest';
import {
  aFinding,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, aResponse, aZone, fromServer, NS1, soa } from '../../../support/dns-factories.ts';
import { anObservation } from '../../../support/factories.ts';

const a = (address: string) => [aRecord(HOST, 'A', address)];
const copyOf = (type: 'SOA' | 'A', answers: ReturnType<typeof a>) =>
  anObservation('zone-copy', {
    id: `zone-copy/45.0.3.53/${HOST}/${type}`,
    endpoint: { address: '45.0.3.53', port: 53 },
    input: { name: HOST, type, recursion: false, transport: 'udp' },
    data: { response: aResponse({ answers }) },
  });

/** The live zone leads elsewhere; the provider's copy as given. */
function world(copied: string, hasErrors = true): World {
  const failing = closed(at(ELSEWHERE, 443));
  const answer = copyOf('A', a(copied));
  return {
    provider: { ...pack, nameServers: ['ns1.hoster.test'] },
    observations: [
      ...aZone(),
      fromServer(NS1, HOST, 'A', a(ELSEWHERE)),
      copyOf('SOA', [soa(HOST)]),
      answer,
      ...failing,
    ],
    findings: [
      aFinding('differing-zone-copy', HOST, [answer], {
        level: 'note',
        message: {
          key: 'check.differing-zone-copy.failed',
          values: { subject: HOST, records: `${HOST} A ${copied}`, servers: 'ns1.hoster.test' },
        },
      }),
      ...(hasErrors ? [aFinding('unreachable-web-port', `${HOST}:443`, failing)] : []),
    ],
  };
}

describe('R26', () => {
  fires('R26', 'what fails would be different with the copy', world(SERVER), {
    cause: 'dns.operated_elsewhere.differs',
    subject: HOST,
    domain: 'customer_configuration',
    confidence: 'possible',
    missing: ['C9 copy_left_behind'],
    explains: [`differing-zone-copy ${HOST}`, `unreachable-web-port ${HOST}:443`],
  });
  trap('R26', 'nothing fails: the copy is left over', world(SERVER, false), []);
  trap('R26', 'what fails would not be different with the copy', world(ELSEWHERE));
});

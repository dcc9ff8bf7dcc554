import { describe } from 'vitest';
import { caseChangingNameServer } from '../../../../diagnostics/checks/dns/case-changing-name-server.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, aZone, fromServer, NS1 } from '../../../support/dns-factories.ts';

const [domain, subject] = ['example.test', `ns1.example.test (${NS1})`];
const zone = [
  ...aZone({ servers: { 'ns1.example.test': [NS1] } }),
  fromServer(NS1, domain, 'NS', [aRecord(domain, 'NS', 'ns1.example.test')]),
];
/** The server's own answers, the first ones faithful or not. */
const echoing = (...isEchoed: readonly boolean[]): readonly Observation[] => {
  let at = 0;
  return zone.map((each) =>
    each.endpoint.address === NS1
      ? ({ ...each, data: { ...each.data, caseEchoed: isEchoed[at++] } } as Observation)
      : each,
  );
};

describe('case-changing-name-server', () => {
  checkCases(caseChangingNameServer, [
    ['passes where the question comes back as it was asked', echoing(true, true), `passed ${subject}`],
    ['fails where it never does', echoing(false, false), `failed ${subject}`],
    [
      'passes where it does at times: somebody on the way changed it',
      echoing(false, true),
      `passed ${subject}`,
    ],
    ['is untested where nobody looked', zone, `untested ${subject}`],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

import { describe } from 'vitest';
import { clusteredNameServers } from '../../../../diagnostics/checks/dns/clustered-name-servers.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aZone } from '../../../support/dns-factories.ts';

const zone = (one: readonly string[], two: readonly string[]) =>
  aZone({ servers: { 'ns1.example.test': one, 'ns2.example.test': two } });

describe('clustered-name-servers', () => {
  checkCases(clusteredNameServers, [
    ['passes for two networks', zone(['45.0.1.1'], ['45.0.2.1']), 'passed'],
    ['fails for one network', zone(['45.0.1.1'], ['45.0.1.2']), 'failed'],
    [
      'fails for one network of each family',
      zone(['45.0.1.1', '2a00:1:1::1'], ['45.0.1.2', '2a00:1:1::2']),
      'failed',
    ],
    [
      'passes where one family is spread',
      zone(['45.0.1.1', '2a00:1:1::1'], ['45.0.1.2', '2a00:1:2::1']),
      'passed',
    ],
    [
      'cannot tell where a server has no known address',
      aZone({
        servers: { 'ns1.example.test': ['45.0.1.1'], 'ns2.example.test': ['45.0.1.2'], 'ns3.host.test': [] },
      }),
      'cantTell',
    ],
    [
      'does not apply to a single server',
      aZone({ servers: { 'ns1.example.test': ['45.0.1.1'] } }),
      'inapplicable.one',
    ],
    ['is untested without a delegation', [], 'untested'],
  ]);
});

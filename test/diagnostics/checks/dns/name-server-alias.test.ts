import { describe, expect, it } from 'vitest';
import { nameServerAlias } from '../../../../diagnostics/checks/dns/name-server-alias.ts';
import { aRecord, aZone, fromPublic, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const name = 'ns1.example.test';
const zone = aZone({ servers: { [name]: [NS1] } });

describe('name-server-alias', () => {
  it.each([
    [
      'fails for an alias',
      [
        ...zone,
        fromPublic(name, 'A', [aRecord(name, 'CNAME', 'dns.host.test'), aRecord('dns.host.test', 'A', NS1)]),
      ],
      `failed ${name}`,
    ],
    [
      'passes for a name with an address of its own',
      [...zone, fromPublic(name, 'A', [aRecord(name, 'A', NS1)])],
      `passed ${name}`,
    ],
    ['is untested when nobody asked for the name', zone, `untested ${name}`],
    ['is untested without a delegation', [], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(nameServerAlias, aFacts({ observations }))).toEqual([expected]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        nameServerAlias,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

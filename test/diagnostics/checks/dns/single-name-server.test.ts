import { describe, expect, it } from 'vitest';
import { singleNameServer } from '../../../../diagnostics/checks/dns/single-name-server.ts';
import { aZone, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [one, two] = ['ns1.example.test', 'ns2.example.test'];

describe('single-name-server', () => {
  it.each([
    ['passes with two servers at two addresses', aZone(), 'passed example.test'],
    ['fails with one server', aZone({ servers: { [one]: [NS1] } }), 'failed example.test'],
    [
      'fails when two names share one address',
      aZone({ servers: { [one]: [NS1], [two]: [NS1] } }),
      'failed.same-address example.test',
    ],
    [
      'cannot tell when the second address is not known',
      aZone({ servers: { [one]: [NS1], [two]: [] } }),
      'cantTell example.test',
    ],
    ['is untested without a delegation', [], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(singleNameServer, aFacts({ observations }))).toEqual([expected]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        singleNameServer,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

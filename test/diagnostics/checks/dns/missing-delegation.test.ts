import { describe, expect, it } from 'vitest';
import { missingDelegation } from '../../../../diagnostics/checks/dns/missing-delegation.ts';
import { aRecord, aZone, fromPublic, fromServer, soa } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [toTld] = aZone();
const denial = { rcode: 'NXDOMAIN', authorities: [soa('test')] };
const denied = fromServer('45.0.0.2', 'example.test', 'SOA', denial);
const unsigned = fromServer('45.0.0.2', 'example.test', 'SOA', { ...denial, aa: false });
const silent = twice(
  fromServer('45.0.0.2', 'example.test', 'SOA', { failure: aFailure('timed_out', 'exchange') }),
);
const resolved = fromPublic('example.test', 'A', [aRecord('example.test', 'A', '45.0.3.3')]);

describe('missing-delegation', () => {
  it.each([
    ['passes when the parent refers to name servers', aZone(), 'passed example.test'],
    [
      'passes when one server holds parent and zone and answers for both',
      [toTld!, fromServer('45.0.0.2', 'example.test', 'SOA', [soa('example.test')])],
      'passed example.test',
    ],
    ['fails when the parent denies the name with authority', [toTld!, denied], 'failed example.test'],
    [
      'cannot tell when the denial is not authoritative',
      [toTld!, unsigned],
      'cantTell.contradicted example.test',
    ],
    [
      'cannot tell when a public resolver still knows the name',
      [toTld!, denied, resolved],
      'cantTell.contradicted example.test',
    ],
    ['cannot tell when the parent is silent', [toTld!, ...silent], 'cantTell example.test'],
    ['is untested when the walk did not end', [toTld!], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(missingDelegation, aFacts({ observations }))).toEqual([expected]);
  });

  it('does not apply to an address', () => {
    const target = aTarget({ domain: '45.0.3.3', isAddress: true });
    expect(judge(missingDelegation, aFacts({ request: { target } }))).toEqual(['inapplicable 45.0.3.3']);
  });
});

import { describe, expect, it } from 'vitest';
import { parentChildNameServerMismatch } from '../../../../diagnostics/checks/dns/parent-child-name-server-mismatch.ts';
import { aRecord, aZone, fromServer, NS1, NS2 } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const own = (server: string, ...names: readonly string[]) =>
  fromServer(
    server,
    'example.test',
    'NS',
    names.map((each) => aRecord('example.test', 'NS', each)),
  );
const [one, two] = ['ns1.example.test', 'ns2.example.test'];
const failing = fromServer(NS1, 'example.test', 'NS', {
  failure: aFailure('dns_refused', 'exchange'),
  response: { rcode: 'REFUSED' },
});

describe('parent-child-name-server-mismatch', () => {
  it.each([
    ['passes when parent and zone agree', [...aZone(), own(NS1, two, one)], 'passed example.test'],
    [
      'fails when the zone names another server',
      [...aZone(), own(NS1, one, 'ns.old.test')],
      'failed example.test',
    ],
    [
      'fails when one server of the zone names more',
      [...aZone(), own(NS1, one, two), own(NS2, one, two, 'ns3.example.test')],
      'failed example.test',
    ],
    ['cannot tell when the zone names none', [...aZone(), own(NS1)], 'cantTell example.test'],
    ['is untested when the zone gave no answer', [...aZone(), failing], 'untested example.test'],
    ['is untested without a delegation', [], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(parentChildNameServerMismatch, aFacts({ observations }))).toEqual([expected]);
  });

  it('names both sets', () => {
    const [assertion] = assertionsOf(
      parentChildNameServerMismatch,
      aFacts({ observations: [...aZone(), own(NS1, one, 'ns.old.test')] }),
    );
    expect(assertion?.message.values).toEqual({
      subject: 'example.test',
      parent: `${one}, ${two}`,
      child: `ns.old.test, ${one}`,
    });
    expect(assertion?.evidence.map((each) => each.excerpt)).toEqual([one, two, one, 'ns.old.test']);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        parentChildNameServerMismatch,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

import { describe, expect, it } from 'vitest';
import { foreignNameServers } from '../../../../diagnostics/checks/dns/foreign-name-servers.ts';
import { aZone, NS1, NS2 } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const observations = aZone({ servers: { 'ns1.host.test': [NS1], 'ns2.host.test': [NS2] } });
const nowhere = aZone({ servers: { 'ns1.host.test': [NS1], 'ns1.example.test': [] } });

describe('foreign-name-servers', () => {
  it.each([
    [
      'passes when every server is the provider’s',
      { nameServers: ['ns1.host.test', 'ns2.host.test'] },
      observations,
      'passed example.test',
    ],
    ['takes `*.` for any name below', { nameServers: ['*.host.test'] }, observations, 'passed example.test'],
    [
      'knows white-label names by their addresses',
      { nameServers: ['*.panel.test'], addressRanges: ['45.0.1.0/24'] },
      observations,
      'passed example.test',
    ],
    [
      'fails when no server is the provider’s',
      { nameServers: ['*.panel.test'] },
      observations,
      'failed example.test',
    ],
    ['says when only some are', { nameServers: ['ns1.host.test'] }, observations, 'failed.some example.test'],
    [
      'cannot tell when a name may be white-label and has no address',
      { nameServers: ['*.host.test'], addressRanges: ['45.0.1.0/24'] },
      nowhere,
      'cantTell example.test',
    ],
    ['is untested without a delegation', { nameServers: ['*.host.test'] }, [], 'untested example.test'],
    ['does not apply when the provider publishes none', {}, observations, 'inapplicable example.test'],
  ])('%s', (_, provider, seen, expected) => {
    expect(judge(foreignNameServers, aFacts({ provider, observations: seen }))).toEqual([expected]);
  });

  it('does not apply without a provider or to an address', () => {
    expect(judge(foreignNameServers, aFacts({ observations }))).toEqual(['inapplicable example.test']);
    const target = aTarget({ domain: '45.0.3.3', isAddress: true });
    expect(
      judge(foreignNameServers, aFacts({ provider: { nameServers: ['*.host.test'] }, request: { target } })),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});

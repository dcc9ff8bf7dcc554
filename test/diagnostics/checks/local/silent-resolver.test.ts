import { describe, expect, it } from 'vitest';
import { silentResolver } from '../../../../diagnostics/checks/local/silent-resolver.ts';
import { fromSystem } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, twice } from '../../../support/factories.ts';
import { anEnvironment, offline } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const machine = anEnvironment({ resolvers: ['192.168.1.1', '192.168.1.2'] });
const silent = fromSystem('example.test', 'A', { failure: aFailure('timed_out', 'exchange') });
const refusing = fromSystem('example.test', 'A', {
  failure: aFailure('dns_refused', 'exchange'),
  response: { rcode: 'REFUSED' },
});
const garbled = fromSystem('example.test', 'A', { failure: aFailure('dns_malformed', 'exchange') });
const [first, second] = ['192.168.1.1', '192.168.1.2'];

describe('silent-resolver', () => {
  it.each([
    [
      'fails for the one that is silent twice, passes for the other',
      [machine, ...twice(silent), fromSystem('example.test', 'A', [], second)],
      [`failed ${first}`, `passed ${second}`],
    ],
    [
      'counts a refusal as an answer',
      [machine, ...twice(refusing)],
      [`passed ${first}`, `untested ${second}`],
    ],
    ['cannot tell after one try', [machine, silent], [`cantTell ${first}`, `untested ${second}`]],
    [
      'cannot tell when garbage comes back',
      [machine, ...twice(garbled)],
      [`cantTell ${first}`, `untested ${second}`],
    ],
    [
      'is untested when nothing is reachable',
      [machine, ...twice(silent), ...offline],
      [`untested ${first}`, `untested ${second}`],
    ],
    [
      'does not apply when the system has no resolver',
      [anEnvironment({ resolvers: [] })],
      ['inapplicable local'],
    ],
    ['is untested when the resolvers are not known', [], ['untested.unknown local']],
  ])('%s', (_, observations, expected) => {
    expect(judge(silentResolver, aFacts({ observations }))).toEqual(expected);
  });

  it('looks at resolvers that the person gave', () => {
    const facts = aFacts({
      request: { resolvers: ['192.168.1.1'] },
      observations: [anEnvironment({ resolvers: [] }), fromSystem('example.test', 'A', [])],
    });
    expect(judge(silentResolver, facts)).toEqual(['passed 192.168.1.1']);
  });
});

import { describe, expect, it } from 'vitest';
import { unresolvableAnchorNames } from '../../../../diagnostics/checks/local/unresolvable-anchor-names.ts';
import { aFacts, aFailure, anObservation, twice } from '../../../support/factories.ts';
import { offline } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const found = (name: string) =>
  anObservation('system-lookup', {
    id: `system-lookup/${name}`,
    control: 'C1',
    input: { name },
    data: { addresses: ['45.0.2.1'] },
  });
const lost = (name: string) =>
  anObservation('system-lookup', {
    id: `system-lookup/${name}`,
    control: 'C1',
    input: { name },
    data: { addresses: [] },
    failure: aFailure('name_lookup_failed', 'resolve', 'EAI_AGAIN'),
  });
const names = ['anchor.alpha.test', 'anchor.beta.test'] as const;

describe('unresolvable-anchor-names', () => {
  it.each([
    ['passes when all names resolve', names.map(found), 'passed local'],
    ['fails when no name resolves in two tries', names.map(lost).flatMap(twice), 'failed local'],
    [
      'fails after one lookup each, since the system itself asks several times',
      names.map(lost),
      'failed local',
    ],
    [
      'cannot tell when only some resolve',
      [found(names[0]), ...twice(lost(names[1]))],
      'cantTell.some local',
    ],
    [
      'is untested when nothing is reachable',
      [...names.map(lost).flatMap(twice), ...offline],
      'untested local',
    ],
    ['is untested without lookups', [], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(unresolvableAnchorNames, aFacts({ observations }))).toEqual([expected]);
  });
});

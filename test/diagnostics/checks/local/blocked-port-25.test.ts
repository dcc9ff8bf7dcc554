import { describe, expect, it } from 'vitest';
import { blockedPort25 } from '../../../../diagnostics/checks/local/blocked-port-25.ts';
import { aFacts, aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const listener = (operator: string, address: string, port = 25) =>
  ({ control: 'C2', endpoint: { operator, address, family: 4, port } }) as const;
const open = (operator: string, address: string) => anObservation('tcp', listener(operator, address));
const closed = (operator: string, address: string) =>
  twice(anObservation('tcp', { ...listener(operator, address), failure: aFailure('timed_out') }));
const [alpha, beta, gamma] = [
  ['alpha', '45.0.5.1'],
  ['beta', '45.0.5.2'],
  ['gamma', '45.0.5.3'],
] as const;
const otherPort = anObservation('tcp', listener('alpha', '45.0.5.1', 587));

describe('blocked-port-25', () => {
  it.each([
    [
      'fails when two operators are silent and other ports get out',
      [...anchorsOf(4), ...closed(...alpha), ...closed(...beta)],
      'failed local',
    ],
    ['passes when a listener answers', [...anchorsOf(4), open(...alpha), ...closed(...beta)], 'passed local'],
    ['cannot tell from one operator', [...anchorsOf(4), ...closed(...alpha)], 'cantTell local'],
    ['cannot tell without a working anchor', [...closed(...alpha), ...closed(...beta)], 'cantTell local'],
    [
      'cannot tell after one try each',
      [...anchorsOf(4), closed(...alpha)[0]!, closed(...beta)[0]!],
      'cantTell local',
    ],
    [
      'cannot tell when most fail and one answers',
      [...anchorsOf(4), ...closed(...alpha), ...closed(...beta), open(...gamma)],
      'cantTell.mixed local',
    ],
    ['does not apply when only other ports were measured', [otherPort], 'inapplicable local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(blockedPort25, aFacts({ observations }))).toEqual([expected]);
  });
});

import { describe, expect, it } from 'vitest';
import { unreachableInternet } from '../../../../diagnostics/checks/local/unreachable-internet.ts';
import { anchorsOf, anchorsSilent } from '../../../support/network-factories.ts';
import { aFacts, twice } from '../../../support/factories.ts';
import { fromPublic } from '../../../support/dns-factories.ts';
import { judge } from '../../../support/judge.ts';

const silent = [...anchorsSilent(4), ...anchorsSilent(6)];

describe('unreachable-internet', () => {
  it.each([
    [
      'passes when one anchor answers',
      [...anchorsOf(4).slice(0, 1), ...anchorsSilent(6).flatMap(twice)],
      'passed local',
    ],
    ['fails when every anchor of both families failed twice', silent.flatMap(twice), 'failed local'],
    ['cannot tell after one try each', silent, 'cantTell local'],
    [
      'cannot tell when a public resolver still answered',
      [...silent.flatMap(twice), fromPublic('example.test', 'A', [])],
      'cantTell local',
    ],
    ['is untested without anchors', [], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(unreachableInternet, aFacts({ observations }))).toEqual([expected]);
  });
});

import { describe, expect, it } from 'vitest';
import { intermittentConnection } from '../../../../diagnostics/checks/reach/intermittent-connection.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { spacedKey } from '../../../../diagnostics/model/view/steadiness.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';

const address = '45.0.3.1';
const tries = (port: number, ...stood: readonly boolean[]): readonly Observation[] =>
  stood.map((isUp, index) =>
    anObservation('http', {
      id: `http/${address}/${port}${index === 0 ? '' : `#${index + 1}`}`,
      attempt: index + 1,
      endpoint: { name: 'example.test', address, family: 4, port },
      ...(isUp ? {} : { failure: aFailure('timed_out') }),
    }),
  );
const spaced = (turn: number, port: number, isUp: boolean): Observation =>
  anObservation('tcp', {
    id: `${spacedKey(address, turn)}#3`,
    control: 'C3',
    attempt: 3,
    endpoint: { address, family: 4, port },
    ...(isUp ? {} : { failure: aFailure('timed_out') }),
  });

describe('intermittent-connection', () => {
  it.each<readonly [string, readonly Observation[], string]>([
    ['passes when every try stood', [...tries(443, true), ...tries(80, true)], 'passed'],
    [
      'fails when some stood, some did not, and one failed with nothing beside it',
      [...tries(443, false, true, true), spaced(0, 80, true), ...tries(80, true), spaced(1, 443, false)],
      'failed',
    ],
    ['cannot tell after one odd try', tries(443, false, true, true), 'cantTell'],
    [
      'cannot tell when all stood once they were made one by one: a limit',
      [...tries(443, false, true, true), ...tries(80, false, true, true), spaced(0, 443, true)],
      'cantTell.one_by_one',
    ],
    [
      'is not about a port that never answers',
      [...tries(22, false, false), ...tries(443, true), spaced(0, 22, false)],
      'passed',
    ],
    ['is not about a server that never answers', tries(443, false, false), 'untested'],
    [
      'takes a refusal for a failure that contradicts the connection that stood',
      [
        ...tries(443, true, true),
        { ...spaced(0, 443, false), failure: aFailure('connection_refused') } as Observation,
        { ...spaced(1, 443, false), failure: aFailure('connection_refused') } as Observation,
      ],
      'failed',
    ],
  ])('%s', (_, observations, outcome) => {
    expect(judgeAll(intermittentConnection, observations)).toEqual([`${outcome} example.test (${address})`]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { controlPlanner } from '../../../diagnostics/run/plan/control-planner.ts';
import { retryPlanner } from '../../../diagnostics/run/plan/retry-planner.ts';
import { aFacts, aFailure, anObservation, type FactsPartial } from '../../support/factories.ts';
import { aJob } from '../../support/run-factories.ts';
import { WEB, lookup, keysOf } from '../../support/plan-factories.ts';

describe('control planner', () => {
  const failed = (port: number, url: string) =>
    anObservation('http', {
      id: `http/${WEB}/${url}`,
      endpoint: { name: 'example.test', address: WEB, family: 4, port },
      input: { url, method: 'GET' },
      failure: aFailure('timed_out'),
    });
  const observations = [lookup('example.test', WEB), failed(443, 'https://example.test/')];
  const ports = (request: FactsPartial['request']) =>
    keysOf(controlPlanner, { request: request!, observations }).filter((key) => key.startsWith(`tcp/${WEB}`));

  it('tries other ports of a dead host, but none that a service tries anyway', () => {
    expect([ports({ services: ['web'] }), ports({ services: ['web', 'ssh'] })]).toEqual([
      [`tcp/${WEB}/22`],
      [],
    ]);
  });

  it("asks neighbours by the provider's names, patterns left out", () => {
    const keys = keysOf(controlPlanner, {
      provider: { hostNames: ['web1.hoster.test', '*.hoster.test'] },
      observations,
    });
    expect(keys.filter((key) => key.includes('hoster'))).toEqual(['system-lookup/web1.hoster.test']);
  });
});

describe('retry planner', () => {
  const job = aJob<'ftp'>({
    kind: 'ftp',
    key: 'ftp/45.0.3.5/21',
    endpoint: { address: '45.0.3.5', port: 21 },
    input: { security: 'plain', serverName: null, login: 'anonymous' },
  });
  type Login = 'accepted' | 'refused' | 'not_tried';
  const tried = (attempt: number, login: Login, failure?: ReturnType<typeof aFailure>) =>
    anObservation('ftp', {
      id: attempt === 1 ? job.key : `${job.key}#${attempt}`,
      attempt,
      endpoint: job.endpoint,
      data: { connectMs: 5, login, upgrade: 'done', passive: [], transcript: [] },
      ...(failure && { failure }),
    });
  const next = (...observations: readonly Observation[]) =>
    retryPlanner(new Map([[job.key, job]]))
      .plan(aFacts({ observations }))
      .map((each) => `${each.attempt} ${each.kind === 'ftp' ? each.input.login : ''}`);

  it.each<readonly [string, readonly Observation[], readonly string[]]>([
    ['nothing after a success', [tried(1, 'refused')], []],
    ['a second time after a failure', [tried(1, 'not_tried', aFailure('timed_out'))], ['2 anonymous']],
    [
      'without login after a login',
      [tried(1, 'accepted', aFailure('timed_out', 'data_connect'))],
      ['2 none'],
    ],
    [
      'without login after a login that was cut off',
      [tried(1, 'not_tried', aFailure('connection_reset', 'authenticate'))],
      ['2 none'],
    ],
    [
      'without login in a third try, when the first had logged in',
      [tried(1, 'accepted', aFailure('timed_out', 'data_connect')), tried(2, 'not_tried')],
      ['3 none'],
    ],
    ['nothing after own words', [tried(1, 'refused', aFailure('rejected', 'authenticate'))], []],
    [
      'once more after a server that had no room: our own connections may have been too many',
      [tried(1, 'not_tried', aFailure('rejected', 'greet', '421 too many'))],
      ['2 anonymous'],
    ],
    [
      'nothing after two failures',
      [tried(1, 'not_tried', aFailure('timed_out')), tried(2, 'not_tried', aFailure('timed_out'))],
      [],
    ],
  ])('tries %s', (_, observations, expected) => {
    expect(next(...observations)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { shellPlanner } from '../../../diagnostics/run/plan/shell-planner.ts';
import { HOST } from '../../support/attribution-factories.ts';
import { aFacts } from '../../support/factories.ts';
import { NEW, OLD, remembers, shows, sshfp } from '../../support/host-key-factories.ts';
import { loginHandedOver } from '../../support/ssh-login-factories.ts';
import { anSshSession } from '../../support/service-factories.ts';
import { aRecord, fromPublic } from '../../support/dns-factories.ts';

const asked = (...observations: readonly Observation[]): readonly string[] =>
  shellPlanner
    .plan(
      aFacts({ observations: [fromPublic(HOST, 'A', [aRecord(HOST, 'A', '45.0.3.1')]), ...observations] }),
    )
    .flatMap((job) => (job.kind === 'dns' ? [`${job.input.name} ${job.input.type}`] : []));

it('asks for the published host keys once a key was shown, and once for all addresses', () => {
  expect(asked(shows(OLD))).toEqual([`${HOST} SSHFP`]);
});
it('asks nothing where SSH was not looked at, or showed no key', () => {
  expect([asked(), asked(anSshSession({}))]).toEqual([[], []]);
});

const logins = (method: string, ...observations: readonly Observation[]): readonly string[] =>
  shellPlanner
    .plan(
      aFacts({
        ...loginHandedOver(method),
        observations: [fromPublic(HOST, 'A', [aRecord(HOST, 'A', '45.0.3.1')]), ...observations],
      }),
    )
    .flatMap((job) =>
      job.kind === 'ssh-login' ? [`${job.key} ${job.input.method} ${job.input.hostKey}`] : [],
    );
const login = (method: string) => `ssh-login/45.0.3.1/22 ${method} ${NEW}`;

describe('a login that was handed over', () => {
  it('waits until DNS was asked about the host key', () => {
    expect(logins('key', shows())).toEqual([]);
    expect(logins('key', shows(), fromPublic(HOST, 'SSHFP', []))).toEqual([login('key')]);
  });
  it.each([
    ['a password goes to nobody unknown', 'password', [], []],
    ['a key may', 'key', [], [login('key')]],
    ['an agent may', 'agent', [], [login('agent')]],
    [
      'a password goes where the person’s file knows the key',
      'password',
      [remembers({ sha256: NEW })],
      [login('password')],
    ],
    ['nothing goes where the key changed', 'key', [remembers({ sha256: OLD })], []],
    ['nothing is sent without a login', 'none', [remembers({ sha256: NEW })], []],
  ])('%s', (_, method, more, expected) => {
    expect(logins(method, shows(), fromPublic(HOST, 'SSHFP', []), ...more)).toEqual(expected);
  });
  it('goes where signed records vouch for the key, and not where unsigned ones do', () => {
    expect(logins('password', shows(), sshfp(NEW, true))).toEqual([login('password')]);
    expect(logins('password', shows(), sshfp(NEW, false))).toEqual([]);
  });
});

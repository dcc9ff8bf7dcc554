import { expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { shellPlanner } from '../../../diagnostics/run/plan/shell-planner.ts';
import { HOST } from '../../support/attribution-factories.ts';
import { aFacts } from '../../support/factories.ts';
import { shows, OLD } from '../../support/host-key-factories.ts';
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

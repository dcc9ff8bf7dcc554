import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { challengeUrl } from '../../../diagnostics/model/view/renewal.ts';
import { withStatements } from '../../../diagnostics/model/view/statements.ts';
import { devicePlanner } from '../../../diagnostics/run/plan/device-planner.ts';
import { renewalPlanner } from '../../../diagnostics/run/plan/renewal-planner.ts';
import { aZone, fromPublic } from '../../support/dns-factories.ts';
import { aFacts, STARTED_AT } from '../../support/factories.ts';
import { addressIn, aChallenge, anEndedPage, renewing } from '../../support/renewal-factories.ts';
import { aSecurePage, FOUR } from '../../support/service-factories.ts';

const factsOf = (...observations: readonly Observation[]) =>
  aFacts({
    provider: renewing,
    observations: [...aZone(), fromPublic('example.test', 'A', []), ...observations],
  });

describe('the renewal planner', () => {
  it('asks nothing while all certificates are sound', () => {
    const facts = factsOf(aSecurePage());
    expect(renewalPlanner.isWanted(facts)).toBe(false);
    expect(renewalPlanner.plan(facts)).toEqual([]);
  });

  it('asks for CAA up to the top-level domain, the names in the certificate and the challenge path', () => {
    const facts = factsOf(
      anEndedPage(['example.test', 'shop.example.test']),
      addressIn('example.test', 'A', FOUR),
    );
    const jobs = renewalPlanner.plan(facts);
    const questions = jobs.flatMap((job) =>
      job.kind === 'dns' ? [`${job.input.name} ${job.input.type}`] : [],
    );
    expect([...new Set(questions)].sort()).toEqual([
      'example.test CAA',
      'shop.example.test A',
      'shop.example.test AAAA',
      'shop.example.test CAA',
      'test CAA',
    ]);
    expect(jobs.flatMap((job) => (job.kind === 'http' ? [job.input.url] : []))).toEqual([
      challengeUrl('example.test'),
    ]);
  });

  it('follows the challenge path as an authority does', () => {
    const secure = challengeUrl('example.test').replace('http:', 'https:');
    const facts = factsOf(anEndedPage(), addressIn('example.test', 'A', FOUR), aChallenge(301, secure));
    const urls = renewalPlanner.plan(facts).flatMap((job) => (job.kind === 'http' ? [job.input.url] : []));
    expect(urls).toEqual([challengeUrl('example.test'), secure]);
  });
});

describe('the device planner', () => {
  const facts = (answer: string) =>
    aFacts({
      request: { facts: { old_device: answer }, services: ['web', 'mail'], hosts: ['mail.example.test'] },
      observations: [
        withStatements(
          [addressIn('example.test', 'A', FOUR), addressIn('mail.example.test', 'A', FOUR)],
          { old_device: answer },
          STARTED_AT,
        ),
      ],
    });

  it('greets each secure port once as an old device would, when only such a device fails', () => {
    expect(devicePlanner.isWanted(facts('yes'))).toBe(true);
    expect(devicePlanner.plan(facts('yes')).map((job) => [job.endpoint.port, job.input])).toEqual([
      [443, { serverName: 'example.test', newestVersion: 'TLSv1.1' }],
      [993, { serverName: 'mail.example.test', newestVersion: 'TLSv1.1' }],
      [465, { serverName: 'mail.example.test', newestVersion: 'TLSv1.1' }],
    ]);
  });

  it('stays away otherwise', () => {
    expect(devicePlanner.isWanted(facts('no'))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { challengeUrl } from '../../../diagnostics/model/view/renewal.ts';
import { renewalPlanner } from '../../../diagnostics/run/plan/renewal-planner.ts';
import { aZone, fromPublic } from '../../support/dns-factories.ts';
import { aFacts } from '../../support/factories.ts';
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

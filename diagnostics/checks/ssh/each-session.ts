/** The frame of the SSH checks: one assertion for each endpoint. */
import type { Assertion } from '../../model/finding.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Tried } from '../../model/view/facts.ts';
import { defineCheck, type Check, type Said } from '../check.ts';

export const sshCheck = (id: string, evaluate: (job: Tried<'ssh'>, said: Said) => Assertion): Check =>
  defineCheck({
    id,
    area: 'ssh',
    needs: ['ssh'],
    evaluate: (facts) =>
      facts
        .jobs('ssh')
        .filter((job) => job.best.control === undefined)
        .map((job) => evaluate(job, { check: id, subject: endpointSubject(facts, job.best) })),
  });

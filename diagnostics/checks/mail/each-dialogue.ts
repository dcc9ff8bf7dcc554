/** The frame of the mail transport checks: one assertion for each endpoint where a mail dialogue was tried. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, untested, type Check, type Said } from '../check.ts';

type MailKind = 'smtp' | 'imap' | 'pop3';

export interface Dialogue {
  readonly job: Tried<MailKind>;
  readonly observation: ObservationOf<MailKind>;
  readonly data: ObservationOf<MailKind>['data'];
  readonly security: ObservationOf<MailKind>['input']['security'];
  /** Evidence at the first of the places that exists. */
  readonly said: (pointers: readonly string[], values?: Said['values']) => Said;
}

export interface DialogueCheck {
  readonly id: string;
  readonly kinds: readonly MailKind[];
  readonly isMeant: (observation: ObservationOf<MailKind>) => boolean;
  readonly evaluate: (dialogue: Dialogue) => Assertion;
}

const jobsOf = (facts: Facts, { kinds, isMeant }: DialogueCheck): readonly Tried<MailKind>[] =>
  kinds
    .flatMap((kind) => facts.jobs(kind) as readonly Tried<MailKind>[])
    .filter((job) => job.best.control === undefined && isMeant(job.best));

export const dialogueCheck = (check: DialogueCheck): Check =>
  defineCheck({
    id: check.id,
    area: 'mail',
    needs: check.kinds,
    evaluate(facts) {
      const jobs = jobsOf(facts, check);
      if (jobs.length === 0) return [untested({ check: check.id, subject: facts.request.target.domain })];
      return jobs.map((job) => {
        const observation = job.best as ObservationOf<'smtp'>;
        const { port = 0 } = observation.endpoint;
        const said: Dialogue['said'] = (pointers, values) => ({
          check: check.id,
          subject: endpointSubject(facts, observation),
          values: { port, ...values },
          evidence: pointers.length > 0 ? [pointAt(observation, ...pointers)] : [],
        });
        return check.evaluate({
          job,
          observation,
          data: observation.data,
          security: observation.input.security,
          said,
        });
      });
    },
  });

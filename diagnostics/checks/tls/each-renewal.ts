/** The frame of the checks that ask why an automatic renewal failed: one assertion for each host in trouble, nothing where all is sound. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationKind } from '../../model/observation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { troubledHosts, type RenewalTrouble } from '../../model/view/renewal.ts';
import { defineCheck, inapplicable, type Check, type Said } from '../check.ts';

export interface Renewal {
  readonly facts: Facts;
  readonly trouble: RenewalTrouble;
  readonly said: Said;
}

export const renewalCheck = (
  id: string,
  needs: readonly ObservationKind[],
  evaluate: (renewal: Renewal) => Assertion,
): Check =>
  defineCheck({
    id,
    area: 'tls',
    needs: ['http', ...needs],
    evaluate(facts) {
      const troubles = troubledHosts(facts);
      if (troubles.length === 0) return [inapplicable({ check: id, subject: facts.request.target.domain })];
      return troubles.map((trouble) =>
        evaluate({
          facts,
          trouble,
          said: { check: id, subject: trouble.host, values: { host: trouble.host } },
        }),
      );
    },
  });

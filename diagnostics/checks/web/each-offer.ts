/** The frame of the checks of HTTP/2 and what comes over its connection: one assertion for each host that was asked. Without such a connection nothing is said. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { offersTo } from '../../model/view/web-protocols.ts';
import { defineCheck, type Check, type Said } from '../check.ts';

export type Offer = ObservationOf<'http2'>;

interface Offered {
  readonly facts: Facts;
  readonly host: string;
  /** In the order in which they were tried. */
  readonly offers: readonly [Offer, ...Offer[]];
  readonly about: (offer: Offer, pointer: string, values?: Said['values']) => Said;
}

export const offerCheck = (id: string, evaluate: (offered: Offered) => Assertion): Check =>
  defineCheck({
    id,
    area: 'web',
    needs: ['http2'],
    isOnRequest: true,
    evaluate(facts) {
      const hosts = [...new Set(facts.jobs('http2').map((job) => job.best.endpoint.name ?? ''))];
      return hosts.flatMap((host) => {
        const [first, ...others] = offersTo(facts, host);
        if (!first) return [];
        const about: Offered['about'] = (offer, pointer, values) => ({
          check: id,
          subject: host,
          values: { host, ...values },
          evidence: [pointAt(offer, pointer)],
        });
        return [evaluate({ facts, host, offers: [first, ...others], about })];
      });
    },
  });

/** The frames of checks on the customer's zone and on each of its name servers: without a known delegation there is nothing to judge. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationKind } from '../../model/observation.ts';
import type { Delegation } from '../../model/view/delegation.ts';
import type { Facts } from '../../model/view/facts.ts';
import type { NamedAddress, ZoneCut } from '../../model/view/resolver.ts';
import { serverSubject, zoneStage } from '../../model/view/zone-servers.ts';
import { defineCheck, inapplicable, untested, type Check, type Said } from '../check.ts';

export interface ZoneView {
  readonly facts: Facts;
  readonly zone: string;
  readonly cut: ZoneCut;
  readonly delegation: Delegation;
  /** Check and zone, to which an assertion adds what it has seen. */
  readonly said: Said;
}

export const zoneCheck = (
  id: string,
  evaluate: (view: ZoneView) => readonly Assertion[],
  needs: readonly ObservationKind[] = ['dns'],
): Check =>
  defineCheck({
    id,
    area: 'dns',
    needs,
    evaluate(facts) {
      const stage = zoneStage(facts);
      const said = { check: id, subject: stage.subject, values: { zone: stage.subject } };
      if (stage.status === 'address') return [inapplicable(said)];
      if (stage.status === 'unknown') return [untested(said)];
      return evaluate({ facts, zone: stage.subject, cut: stage.cut, delegation: stage.delegation, said });
    },
  });

/** One assertion for each address of a name server. */
export const nameServerCheck = (
  id: string,
  judge: (view: ZoneView, server: NamedAddress) => Assertion,
  needs?: readonly ObservationKind[],
): Check =>
  zoneCheck(
    id,
    (view) =>
      view.delegation.servers.length === 0
        ? [untested(view.said)]
        : view.delegation.servers.map((server) =>
            judge(
              {
                ...view,
                said: {
                  check: id,
                  subject: serverSubject(server),
                  values: { zone: view.zone, server: server.serverName, address: server.address },
                },
              },
              server,
            ),
          ),
    needs,
  );

/** R6 for one site: another seat sees the server’s own certificate, so what this seat is shown was put there on the way. */
import type { Finding } from '../../model/finding.ts';
import { otherCertificateElsewhere } from '../certificates-elsewhere.ts';
import { replacedCertificateChecks } from '../replaced-certificate.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import type { ConnectionObservation } from '../../model/observation.ts';

/** Findings that a replaced certificate brings about. */
const causedByReplacing = [...replacedCertificateChecks, 'not-yet-valid-certificate'];

const sessionsBehind = (world: RuleWorld, finding: Finding): readonly ConnectionObservation[] =>
  world.behind(finding).filter((each): each is ConnectionObservation => 'tls' in each.data);

const certificateReplaced = defineRule({
  id: 'R6',
  rootCause: 'tls.intercepted',
  match(world) {
    const findings = world
      .open(...causedByReplacing)
      .filter((finding) =>
        sessionsBehind(world, finding).some(
          (each) => otherCertificateElsewhere(world.facts, each).length > 0,
        ),
      );
    const addressOf = (finding: Finding): string => sessionsBehind(world, finding)[0]?.endpoint.address ?? '';
    return groupBy(findings, addressOf).map(([, group]): Match => {
      const shown = sessionsBehind(world, group[0]!)[0]!;
      const session = 'tls' in shown.data ? shown.data.tls : undefined;
      return {
        subject: shown.endpoint.name ?? shown.endpoint.address ?? '',
        service: null,
        accused: 'customer_network',
        isOpenQuestion: true,
        basis: 'seat',
        variant: 'one_site',
        values: { issuer: session?.chain.at(-1)?.issuer ?? '' },
        rivals: [
          {
            faultDomain: 'hosting_provider',
            control: 'C5',
            excludedBy: otherCertificateElsewhere(world.facts, shown),
            id: 'server_shows_it',
          },
          { faultDomain: 'access_provider', control: 'C5', excludedBy: [], id: 'intercepted_further_out' },
        ],
        evidence: evidenceOf(group),
        explains: group,
      };
    });
  },
});

export const certificateElsewhereRules: readonly Rule[] = [certificateReplaced];

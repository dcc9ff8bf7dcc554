/** The frame of checks on each name server of a zone. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { zoneStage } from '../../model/view/zone-servers.ts';
import { defineCheck, inapplicable, untested, type Check } from '../check.ts';

export const nameServerCheck = (
  id: string,
  judge: (facts: Facts, zone: string, server: NamedAddress) => Assertion,
): Check =>
  defineCheck({
    id,
    area: 'dns',
    needs: ['dns'],
    evaluate(facts) {
      const stage = zoneStage(facts);
      const { subject } = stage;
      if (stage.status === 'address') return [inapplicable({ check: id, subject })];
      if (stage.status === 'unknown' || stage.delegation.servers.length === 0)
        return [untested({ check: id, subject, variant: 'no-servers' })];
      return stage.delegation.servers.map((server) => judge(facts, subject, server));
    },
  });

/** Rules about the first hop: this computer and its router, over Wi-Fi or cable. */
import type { Finding } from '../../model/finding.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { firstHop } from '../../model/view/gateway.ts';
import { defineRule, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

/** All that it points at went unanswered: what lost packets do to any measurement. */
const isSilence = (world: RuleWorld, finding: Finding): boolean => {
  const tries = world.behind(finding).filter((each) => each.failure !== undefined);
  return tries.length > 0 && tries.every((each) => each.failure?.code === 'timed_out');
};

/** R14: a good part of the packets to the router itself is lost, so whatever fails by silence is not held against anybody beyond it. */
const lossAtGateway = defineRule({
  id: 'R14',
  rootCause: 'network.lossy_home',
  match(world) {
    const trigger = world.open('lossy-first-hop');
    if (trigger.length === 0) return [];
    const { probes, lost } = firstHop(world.facts);
    const silent = world.open().filter((finding) => !trigger.includes(finding) && isSilence(world, finding));
    return [
      {
        subject: 'local',
        service: null,
        accused: 'customer_network',
        basis: 'one_vantage',
        values: { lost: lost.length, sent: probes.length },
        rivals: [
          {
            faultDomain: 'access_provider',
            control: 'C0',
            excludedBy: lost.slice(0, 3).map((each) => pointAt(each, '/durationMs')),
            id: 'loss_further_on',
          },
          {
            faultDomain: 'customer_device',
            control: 'C5',
            excludedBy: [],
            id: 'busy_during_test',
            isDeciding: false,
          },
        ],
        evidence: evidenceOf(trigger),
        explains: [...trigger, ...silent],
      },
    ];
  },
});

export const firstHopRules: readonly Rule[] = [lossAtGateway];

/** Rules about the customer’s connection: its IPv6, and the ports that its access provider lets through. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { AddressFamily } from '../../model/schema-kit.ts';
import { anchorJobs } from '../../model/view/vantage.ts';
import { anchorsWork, failure, samePortFails, samePortFailsOnce } from '../controls.ts';
import { portState } from '../../model/view/sessions.ts';
import { defineRule, type Rule } from '../rule.ts';
import { filteredPorts } from './filter-rules.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

/** The port check found that the connection never left this machine. */
const isRefusedByThisMachine = (world: RuleWorld, finding: Finding): boolean => {
  const { address, port } = world.behind(finding)[0]?.endpoint ?? {};
  return (
    address !== undefined && port !== undefined && portState(world.facts, address, port) === 'blocked_locally'
  );
};

/** R11: this seat has IPv6 addresses that lead nowhere; nothing that fails over IPv6 is charged to anyone else. */
const brokenIpv6 = defineRule({
  id: 'R11',
  rootCause: 'network.ipv6_broken',
  match(world) {
    const trigger = world.open('broken-ipv6');
    if (trigger.length === 0) return [];
    const operators = new Set(
      anchorJobs(world.facts, 6)
        .filter((job) => job.verdict === 'fails')
        .map((job) => job.best.endpoint.operator),
    );
    const overSix = world
      .open()
      .filter(
        (finding) =>
          world.behind(finding).length > 0 &&
          world.behind(finding).every((each) => each.endpoint.family === 6),
      );
    return [
      {
        subject: 'local',
        service: null,
        accused: 'access_provider',
        basis: 'one_vantage',
        isOpenQuestion: true,
        rivals: [
          {
            faultDomain: 'hosting_provider',
            control: 'C1',
            excludedBy:
              operators.size >= 2
                ? anchorJobs(world.facts, 6)
                    .filter((job) => job.best.failure)
                    .map((job) => failure(job.best))
                : [],
            id: 'one_anchor_down',
          },
          { faultDomain: 'customer_network', control: 'C5', excludedBy: [], id: 'home_router_ipv6' },
        ],
        evidence: evidenceOf(trigger),
        explains: [...new Set([...trigger, ...overSix])],
      },
    ];
  },
});

type SeenOver = readonly (readonly [AddressFamily, readonly Evidence[]])[];
const families = [4, 6] as const;
/** Ports of mail programs for sending (RFC 6409, RFC 8314). */
const sendingPorts: readonly number[] = [465, 587];

const failsAtSeveral = ({ facts }: RuleWorld): SeenOver =>
  families
    .map((family) => [family, samePortFails(facts, 25, family)] as const)
    .filter(([, evidence]) => evidence.length > 0);

/** Only one neutral host is known to listen (as in the built-in network data), and it fails as the mail server does. */
const failsAtOne = (world: RuleWorld, inbound: readonly Finding[]): SeenOver =>
  families
    .map((family) => {
      const endpoint = inbound
        .map((finding) => world.behind(finding)[0]?.endpoint)
        .find((each) => each?.family === family);
      const state = portState(world.facts, endpoint?.address ?? '', 25);
      return [family, endpoint ? samePortFailsOnce(world.facts, 25, family, state) : []] as const;
    })
    .filter(([, evidence]) => evidence.length > 0);

/** R45: port 25 fails towards everyone while the rest of the internet answers; usual with access providers. */
const port25Blocked = defineRule({
  id: 'R45',
  rootCause: 'network.port25_blocked',
  match(world) {
    const { facts } = world;
    const trigger = world.open('blocked-port-25');
    // a refusal of this machine itself says nothing of the way (R5)
    const inbound = world
      .open('unreachable-smtp-port')
      .filter((finding) => !isRefusedByThisMachine(world, finding));
    if (inbound.length === 0) return [];
    // where the ports of mail programs are closed as well, the filter is nearer and wider (R46)
    const isWider =
      families.some((family) => sendingPorts.some((port) => samePortFails(facts, port, family).length > 0)) ||
      filteredPorts(world).some((each) => sendingPorts.includes(each.port));
    if (isWider) return [];
    const seen = trigger.length > 0 ? failsAtSeveral(world) : failsAtOne(world, inbound);
    if (seen.length === 0) return [];
    const silent = seen.map(([family]) => family);
    const elsewhere = seen.flatMap(([, evidence]) => evidence);
    const isWeak = trigger.length === 0;
    const covered = inbound.filter((finding) =>
      world.behind(finding).every((each) => silent.some((family) => family === each.endpoint.family)),
    );
    return [
      {
        subject: 'port 25',
        service: 'mail',
        accused: 'access_provider',
        basis: 'one_vantage',
        ...(isWeak && { variant: 'one_control' }),
        isOpenQuestion: isWeak,
        rivals: [
          {
            faultDomain: 'mail_operator',
            control: 'C2',
            excludedBy: isWeak ? [] : elsewhere,
            id: 'only_this_mail_server',
          },
          {
            faultDomain: 'access_provider',
            control: 'C1',
            excludedBy: silent.flatMap((family) => anchorsWork(facts, family)),
            id: 'all_ports_blocked',
          },
          {
            faultDomain: 'customer_device',
            control: 'C5',
            excludedBy: [],
            id: 'own_firewall',
            isDeciding: false,
          },
        ],
        evidence: [...evidenceOf(trigger), ...evidenceOf(covered), ...(isWeak ? elsewhere : [])],
        explains: [...trigger, ...covered],
      },
    ];
  },
});

export const connectionRules: readonly Rule[] = [brokenIpv6, port25Blocked];

/** Rules about name servers that keep silent while the domain can still be found: one of several, or those of another company. */
import type { Finding } from '../../model/finding.ts';
import { isProvidersHost } from '../../model/view/provider-mail.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { anchorsWork } from '../controls.ts';
import { defineRule, type RivalTest, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';
import { zoneOperator } from './zone-operator.ts';

const ownConnection = (world: RuleWorld): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C1',
  excludedBy: [...anchorsWork(world.facts, 4), ...anchorsWork(world.facts, 6)],
  id: 'own_connection',
});

/** `ns1.example.org (192.0.2.1)` */
const serverNameOf = (subject: string): string => subject.split(' ')[0] ?? '';

/** Every silent server answers over the other family: the machines run, and the way over one family may be broken as well as they. */
function answersOverOtherFamily(world: RuleWorld, silent: readonly Finding[]): boolean {
  const passing = new Set(
    world.findings
      .filter((each) => each.check === 'silent-name-server' && each.outcome === 'passed')
      .map((each) => serverNameOf(each.subject)),
  );
  return silent.every((each) => passing.has(serverNameOf(each.subject)));
}

/** R28: some servers of the zone are silent, others answer: slow at times, and one failure away from an outage. */
const someSilent = defineRule({
  id: 'R28',
  rootCause: 'dns.server_silent',
  match(world) {
    const silent = world.open('silent-name-server');
    if (silent.length === 0) return [];
    const subjects = new Set(silent.map((each) => each.subject));
    const operator = zoneOperator(world, [...new Set(silent.map((each) => serverNameOf(each.subject)))]);
    return [
      {
        subject: silent.map((each) => each.subject).join(', '),
        service: 'dns',
        accused: operator.accused,
        basis: 'one_vantage',
        isOpenQuestion: operator.isOpenQuestion || answersOverOtherFamily(world, silent),
        values: { zone: mailDomain(world.facts) },
        rivals: [
          ownConnection(world),
          // nobody else's view of one server can be had: resolvers pass over a silent one without a word
          { faultDomain: 'internet_path', control: 'C5', excludedBy: [], id: 'one_server_from_here' },
          ...operator.rivals,
        ],
        evidence: evidenceOf(silent),
        explains: [
          ...silent,
          ...world.open('tcp-silent-name-server').filter((each) => subjects.has(each.subject)),
        ],
      },
    ];
  },
});

/** R28: the mail server's own zone cannot be reached by anybody: its company's name servers fail, not those of the domain. */
const mailServerLost = defineRule({
  id: 'R28',
  rootCause: 'server.unreachable_here',
  match: (world) =>
    world.open('unresolvable-mail-server').map((finding) => {
      const behind = world.behind(finding);
      const elsewhere = behind.filter((each) => each.endpoint.operator !== undefined);
      return {
        subject: finding.subject,
        service: 'mail' as const,
        accused: isProvidersHost(world.facts, finding.subject)
          ? ('hosting_provider' as const)
          : ('mail_operator' as const),
        basis: 'one_vantage' as const,
        variant: 'unresolvable',
        values: { domain: mailDomain(world.facts), host: finding.subject },
        rivals: [
          ownConnection(world),
          {
            faultDomain: 'internet_path' as const,
            control: 'C6' as const,
            excludedBy: elsewhere.slice(0, 2).map((each) => pointAt(each, '/failure/code')),
            id: 'only_from_here',
          },
          {
            faultDomain: 'customer_configuration' as const,
            control: 'C9' as const,
            excludedBy: [],
            id: 'mail_server_given_up',
          },
        ],
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

/** The servers of the domain itself come first: where all of them are silent, another rule has spoken. */
export const silentServerRules: readonly Rule[] = [someSilent, mailServerLost];

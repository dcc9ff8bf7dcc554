/** Rules about the server login (SSH): servers that hang up at once, and methods that one side no longer speaks. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { triesAt } from '../../model/view/sessions.ts';
import { stated } from '../../model/view/statements.ts';
import { cameFor } from '../../model/view/expected.ts';
import { isHungUp, isMute } from '../../model/view/turned-away.ts';
import { serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

export type SshSession = ObservationOf<'ssh'>;

const sessionsBehind = (world: RuleWorld, finding: Finding): readonly SshSession[] =>
  world.behind(finding).filter((each): each is SshSession => each.kind === 'ssh');

/** The very first connection of this run to the port was turned away: no earlier one of ours can be the reason. */
function firstWasRefused(world: RuleWorld, { endpoint }: SshSession): readonly Evidence[] {
  const first = [...triesAt(world.facts, endpoint.address ?? '', endpoint.port ?? 0)].sort((a, b) =>
    a.startedAt < b.startedAt ? -1 : 1,
  )[0];
  return first?.kind === 'ssh' && (isHungUp(first) || isMute(first)) ? [pointAt(first, '/failure/code')] : [];
}

/** From another connection it works, the person says: then the server means this address. */
function onlyThisAddress(world: RuleWorld): Partial<Pick<Match, 'accused' | 'isOpenQuestion' | 'rivals'>> {
  const told = stated(world.facts, 'works_elsewhere', 'yes');
  if (told.length === 0) return {};
  return {
    accused: 'customer_network',
    isOpenQuestion: false,
    rivals: [
      { faultDomain: 'hosting_provider', control: 'C5', excludedBy: told, id: 'server_refuses_everybody' },
    ],
  };
}

const turnedAway = (world: RuleWorld, finding: Finding): readonly SshSession[] =>
  sessionsBehind(world, finding).filter(
    (session) => isHungUp(session) || (isMute(session) && cameFor(world.facts, 'ssh')),
  );

const refusalRivals = (world: RuleWorld, first: SshSession): readonly RivalTest[] => [
  {
    faultDomain: 'customer_device',
    control: 'C0',
    excludedBy: firstWasRefused(world, first),
    id: 'our_own_tries',
  },
  {
    faultDomain: 'customer_network',
    control: 'C5',
    excludedBy: stated(world.facts, 'works_elsewhere', 'no'),
    id: 'only_this_address_refused',
  },
];

/**
 * R44: the server hangs up before it says who it is. A penalty for this address or its block, too many logins under way for everybody,
 * and a list of unwanted addresses look the same; since 9.8 OpenSSH has one text ("Not allowed at this time") for the first two. One that
 * stays silent hangs, or holds this address off (a tarpit, a filter that lets only the connection through): told to whoever came for it.
 */
const refusedAtTheDoor = defineRule({
  id: 'R44',
  rootCause: 'ssh.refused_here',
  match(world) {
    const refused = world
      .open('missing-ssh-identification')
      .map((finding) => ({ finding, sessions: turnedAway(world, finding) }))
      .filter(({ sessions }) => sessions.length > 0);
    return groupBy(refused, ({ sessions }) => sessions[0]!.endpoint.name ?? '').map(([, group]): Match => {
      const sessions = group.flatMap((each) => each.sessions);
      const first = sessions[0]!;
      const text = sessions.flatMap((each) => each.data.linesBefore ?? [])[0];
      const address = first.endpoint.address ?? '';
      return {
        subject: endpointsInShort(sessions),
        service: 'ssh',
        accused: 'hosting_provider',
        basis: 'one_vantage',
        isOpenQuestion: true,
        variant: text === undefined ? (sessions.every(isMute) ? 'silent' : 'closed') : 'said',
        values: { text: (text ?? '').slice(0, 200), address },
        rivals: refusalRivals(world, first),
        questions: ['works_elsewhere'],
        ...onlyThisAddress(world),
        evidence: evidenceOf(group.map(({ finding }) => finding)),
        explains: group.map(({ finding }) => finding),
      };
    });
  },
});

/** R77: the server offers, in its own words, nothing that a program of today agrees to. */
const outdatedServer = defineRule({
  id: 'R77',
  rootCause: 'ssh.no_common_algorithm',
  match: (world) =>
    groupBy(
      world.open('obsolete-ssh-algorithms'),
      (finding) => world.behind(finding)[0]?.endpoint.name ?? '',
    ).map(([, findings]): Match => {
      const sessions = findings.flatMap((finding) => sessionsBehind(world, finding).slice(0, 1));
      const address = sessions[0]?.endpoint.address ?? '';
      return {
        subject: endpointsInShort(sessions),
        service: 'ssh',
        accused: 'hosting_provider',
        basis: 'own_words',
        variant: 'server',
        values: { ...findings[0]!.message.values, address },
        rivals: [
          {
            faultDomain: 'customer_network',
            control: 'C5',
            excludedBy: [],
            id: 'ssh_lists_changed_on_the_way',
            // The lists come in clear, and the signature of the host key over them was not verified; nobody is known to change them.
            isDeciding: false,
          },
          ...serverIsElsewhere(world.facts, address),
        ],
        evidence: evidenceOf(findings),
        explains: findings,
      };
    }),
});

/** R77, the other half: the server speaks what programs of today speak; the person's program may be too old for it. */
const outdatedClient = defineRule({
  id: 'R77',
  rootCause: 'ssh.no_common_algorithm',
  match(world) {
    const findings = world.open('required-recent-ssh-client');
    const told = stated(world.facts, 'old_device', 'yes');
    const somethingElse = world.findings.some(
      (finding) =>
        finding.outcome === 'failed' &&
        !findings.includes(finding) &&
        world.behind(finding).some((each) => each.kind === 'ssh'),
    );
    if (world.facts.request.symptom !== 'ssh_cannot_connect' || somethingElse || findings.length === 0)
      return [];
    const sessions = findings.flatMap((finding) => sessionsBehind(world, finding).slice(0, 1));
    return [
      {
        subject: endpointsInShort(sessions),
        service: 'ssh',
        accused: 'customer_device',
        basis: 'own_words',
        variant: 'client',
        values: { ...findings[0]!.message.values },
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C0', excludedBy: told, id: 'ssh_program_is_current' },
        ],
        questions: ['old_device'],
        evidence: evidenceOf(findings),
        explains: findings,
      },
    ];
  },
});

export const sshRules: readonly Rule[] = [refusedAtTheDoor, outdatedServer, outdatedClient];

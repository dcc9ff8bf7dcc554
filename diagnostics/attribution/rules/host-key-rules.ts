/** R76: the SSH server shows another host key than the one that is expected of it. */
import type { Finding } from '../../model/finding.ts';
import {
  judgeHostKey,
  keysElsewhere,
  shownKey,
  type KeyJudgement,
  type KeySource,
  type SshSession,
} from '../../model/view/host-keys.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

/** Words by whose key it differs from. */
const sourceVariants: Readonly<Record<KeySource, string>> = {
  file: 'file',
  pack: 'pack',
  signed_dns: 'signed_dns',
  dns: 'dns',
};

interface Changed {
  readonly finding: Finding;
  readonly session: SshSession;
  readonly judged: KeyJudgement;
}

const changedKeys = (world: RuleWorld): readonly Changed[] =>
  world.open('changed-ssh-host-key').flatMap((finding) => {
    const session = world.behind(finding).find((each): each is SshSession => each.kind === 'ssh');
    const judged = session === undefined ? null : judgeHostKey(world.facts, session);
    return session === undefined || judged === null ? [] : [{ finding, session, judged }];
  });

/** The provider, or signed records, know the new key: the person's program remembers the old one. */
const outdatedFile = ({ judged }: Changed): Pick<Match, 'accused' | 'variant' | 'rivals'> => ({
  accused: 'customer_device',
  variant: 'file_outdated',
  rivals: [
    {
      faultDomain: 'customer_network',
      control: 'C9',
      excludedBy: judged.confirmedBy,
      id: 'another_machine_answers',
    },
  ],
});

/** A server that was moved or set up anew shows this, and so does somebody on the way: only whoever runs the server knows its key. */
function undecided(
  { facts }: RuleWorld,
  { session, judged }: Changed,
): Pick<Match, 'accused' | 'variant' | 'rivals' | 'isOpenQuestion' | 'evidenceAgainst'> {
  const seenElsewhere = keysElsewhere(facts, session, [shownKey(session)?.sha256 ?? '']);
  const expectedElsewhere = keysElsewhere(facts, session, judged.expected);
  const isOnlyHere = expectedElsewhere.length > 0 && seenElsewhere.length === 0;
  return {
    accused: 'hosting_provider',
    isOpenQuestion: true,
    variant:
      judged.verdict === 'revoked'
        ? 'revoked'
        : isOnlyHere
          ? 'only_here'
          : sourceVariants[judged.source ?? 'file'],
    evidenceAgainst: expectedElsewhere,
    rivals: [
      {
        faultDomain: 'customer_network',
        control: 'C5',
        excludedBy: seenElsewhere,
        id: 'other_key_only_here',
      },
      { faultDomain: 'customer_network', control: 'C9', excludedBy: [], id: 'key_not_confirmed' },
    ],
  };
}

const hostKeyChanged = defineRule({
  id: 'R76',
  rootCause: 'ssh.host_key_changed',
  match: (world) =>
    groupBy(
      changedKeys(world),
      ({ session, judged }) => `${session.endpoint.name ?? ''} ${judged.verdict} ${judged.source}`,
    ).map(([, group]): Match => {
      const first = group[0]!;
      const findings = group.map(({ finding }) => finding);
      const key = shownKey(first.session);
      return {
        subject: endpointsInShort(group.map(({ session }) => session)),
        service: 'ssh',
        basis: 'one_vantage',
        values: { type: key?.type ?? '', shown: key?.sha256 ?? '', expected: first.judged.expected[0] ?? '' },
        evidence: evidenceOf(findings),
        explains: findings,
        ...(first.judged.verdict === 'file_outdated' ? outdatedFile(first) : undecided(world, first)),
      };
    }),
});

export const hostKeyRules: readonly Rule[] = [hostKeyChanged];

/** Sessions of file transfer that the server turns away with its first words. */
import type { Finding } from '../../model/finding.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { stated } from '../../model/view/statements.ts';
import { wordsOfRefusal } from '../../model/view/turned-away.ts';
import { serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import { sessionBehind, type FtpSession } from './ftp-rules.ts';

/** What servers say when the limit is one for each address, and when it is one for all. */
const limitOfAddress =
  /\b(?:from|per|of) (?:your|this|the same|one|each)?\s?(?:internet )?(?:address|ip|host|client)|\byour (?:host|ip|address)/i;
const limitOfServer = /\btoo many\b|\bmaximum\b|\blimit\b|\bserver (?:is )?(?:full|busy)\b/i;

/** Whom the limit is for, as the wordings of the root cause tell it. */
const limitVariants = ['address', 'server', 'other'] as const;
type Limit = (typeof limitVariants)[number];
const limitIn = (reply: string): Limit =>
  limitVariants[limitOfAddress.test(reply) ? 0 : limitOfServer.test(reply) ? 1 : 2];

interface Refusal {
  readonly finding: Finding;
  readonly session: FtpSession;
  readonly reply: string;
}

const refusals = (world: RuleWorld): readonly Refusal[] =>
  world.open('refused-ftp-session').flatMap((finding): readonly Refusal[] => {
    const session = sessionBehind(world, finding);
    const reply = session && wordsOfRefusal(session);
    return session && reply !== undefined ? [{ finding, session, reply: reply.slice(0, 300) }] : [];
  });

function limitRival(world: RuleWorld, limit: Limit, { session }: Refusal): RivalTest {
  if (limit === 'address')
    return { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'dead_sessions_counted' };
  return {
    faultDomain: 'customer_network',
    control: 'C5',
    // A limit for all is told as such by the server itself.
    excludedBy:
      limit === 'server'
        ? [pointAt(session, '/data/greeting', '/failure/detail')]
        : stated(world.facts, 'works_elsewhere', 'no'),
    id: 'only_this_address_refused',
  };
}

/** R73: the server turns the client away in its first line, in every try: it has as many connections as it takes. */
const tooManyConnections = defineRule({
  id: 'R73',
  rootCause: 'ftp.connection_limit',
  match: (world) =>
    groupBy(refusals(world), ({ reply }) => limitIn(reply)).map(([, group]): Match => {
      const [first] = group as readonly [Refusal, ...Refusal[]];
      const limit = limitIn(first.reply);
      const address = first.session.endpoint.address ?? '';
      // On a port that begins with TLS the same words in clear are a handshake that failed.
      const inClear = world
        .open('failed-tls-handshake')
        .filter((finding) =>
          world.behind(finding).some((each) => each.kind === 'ftp' && wordsOfRefusal(each) !== undefined),
        );
      return {
        subject: endpointsInShort(group.map(({ session }) => session)),
        service: 'ftp',
        accused: limit === 'address' ? 'customer_device' : 'hosting_provider',
        basis: 'own_words',
        isOpenQuestion: limit === 'other',
        variant: limit,
        values: { reply: first.reply, address },
        rivals: [limitRival(world, limit, first), ...serverIsElsewhere(world.facts, address)],
        ...(limit === 'other' ? { questions: ['works_elsewhere' as const] } : {}),
        evidence: evidenceOf(group.map(({ finding }) => finding)),
        explains: [...group.map(({ finding }) => finding), ...inClear],
      };
    }),
});

/** Asked before the rules about TLS, which would take words in clear for a handshake that failed. */
export const ftpGreetingRules: readonly Rule[] = [tooManyConnections];

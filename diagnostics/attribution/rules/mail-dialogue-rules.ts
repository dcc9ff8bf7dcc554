/** Rules about what mail servers say before anybody logs in: refusals in words. */
import type { Evidence } from '../../model/message.ts';
import type { Observation } from '../../model/observation.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import { refusalKind, type RefusalKind } from '../../model/view/mail-words.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { seenFromElsewhere, type FailingPlace } from '../elsewhere.ts';
import { serverIsElsewhere } from '../controls.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, groupBy, type RuleWorld } from '../rule-world.ts';

/** Mail servers exchange mail on port 25 and rightly turn homes away there; programs use the other ports. */
const EXCHANGE_PORT = 25;

/** The words came inside a session whose certificate a public root vouches for: nobody on the way has put them there. */
const saidInTrustedSession = (world: RuleWorld, tries: readonly Observation[]): readonly Evidence[] =>
  allSessions(world.facts)
    .filter(
      ({ observation, session }) =>
        tries.some((each) => each.id === observation.id) && session.trust?.bundled.trusted === true,
    )
    .slice(0, 1)
    .map(({ observation }) => pointAt(observation, '/data/tls/trust/bundled/name'));

const refusalVariant: Readonly<Record<RefusalKind, string>> = {
  busy: 'busy',
  too_many: 'too_many',
  listed: 'listed',
  refused: 'refused',
};

/** For other places a port that turns everybody away is as closed as one that does not answer. */
const asPlace = ({ endpoint }: Observation): FailingPlace => ({
  address: endpoint.address ?? '',
  port: endpoint.port ?? 0,
  finding: { check: 'unreachable-submission-port' },
});

/** Whether the reason lies with this address or with the server: the server has said which, or only another place can tell. */
const whomItTurnsAway = (world: RuleWorld, kind: RefusalKind, tries: readonly Observation[]): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C5',
  id: 'only_this_address_refused',
  excludedBy:
    kind === 'busy'
      ? tries.slice(0, 1).map((each) => pointAt(each, '/failure/detail'))
      : seenFromElsewhere(world, tries.map(asPlace)).fails,
});

/** All lines of a greeting, or the reply to a later command. */
const wordsOf = ({ data, failure }: Observation): string =>
  failure?.operation === 'greet' && 'greeting' in data && data.greeting !== undefined
    ? data.greeting
    : (failure?.detail ?? '');

function clientRefusal(
  world: RuleWorld,
  kind: RefusalKind,
  tries: readonly Observation[],
): Omit<Match, 'explains'> {
  const address = tries[0]?.endpoint.address ?? '';
  const operator: FaultDomain = isElsewhere(world.facts, address) ? 'mail_operator' : 'hosting_provider';
  return {
    subject: endpointsInShort(tries),
    service: 'mail',
    accused: operator,
    basis: 'own_words',
    isOpenQuestion: true,
    questions: ['works_elsewhere'],
    variant: refusalVariant[kind],
    values: {
      reply: tries[0] ? wordsOf(tries[0]).slice(0, 300) : '',
      address,
      host: tries[0]?.endpoint.name ?? address,
    },
    rivals: [
      {
        faultDomain: 'customer_network',
        control: 'C8',
        excludedBy: saidInTrustedSession(world, tries),
        id: 'words_of_somebody_on_the_way',
      },
      whomItTurnsAway(world, kind, tries),
      ...(operator === 'hosting_provider' ? serverIsElsewhere(world.facts, address) : []),
    ],
    evidence: tries.slice(0, 4).map((each) => pointAt(each, '/failure/detail')),
  };
}

/** R95: the server itself says why it will not talk; on the ports of mail programs that is a fault, on port 25 it is usual. */
const clientRejected = defineRule({
  id: 'R95',
  rootCause: 'mail.client_rejected',
  match(world) {
    const refused = world.open('rejecting-mail-server').flatMap((finding) => {
      const observation = world.behind(finding)[0];
      return observation ? [{ finding, observation, kind: refusalKind(wordsOf(observation)) }] : [];
    });
    return groupBy(refused, ({ kind }) => kind).flatMap(([, group]): readonly Match[] => {
      const { kind } = group[0]!;
      const tries = group.map((each) => each.observation);
      // what was said inside TLS comes first, as the better evidence
      const programs = tries
        .filter((each) => each.endpoint.port !== EXCHANGE_PORT)
        .toSorted((a, b) => Number('tls' in b.data) - Number('tls' in a.data));
      if (programs.length === 0) return [];
      return [{ ...clientRefusal(world, kind, programs), explains: group.map((each) => each.finding) }];
    });
  },
});

/** R101: the ports of mail programs let nobody log in, so that every customer is a stranger to the server, and it sends for none. */
const loginNotOffered = defineRule({
  id: 'R101',
  rootCause: 'mail.login_not_offered',
  match(world) {
    const findings = world.open('missing-authentication');
    const tries = findings.flatMap((finding) => world.behind(finding));
    const address = tries[0]?.endpoint.address ?? '';
    if (findings.length === 0) return [];
    const isForeign = isElsewhere(world.facts, address);
    return [
      {
        subject: endpointsInShort(tries),
        service: 'mail',
        accused: isForeign ? 'mail_operator' : 'hosting_provider',
        basis: 'own_words',
        values: { address, host: tries[0]?.endpoint.name ?? address },
        rivals: [
          {
            faultDomain: 'customer_network',
            control: 'C8',
            excludedBy: saidInTrustedSession(world, tries),
            id: 'words_of_somebody_on_the_way',
          },
          ...(isForeign ? [] : serverIsElsewhere(world.facts, address)),
        ],
        evidence: tries.slice(0, 4).map((each) => pointAt(each, '/data/capabilitiesAfterTls')),
        explains: findings,
      },
    ];
  },
});

export const mailDialogueRules: readonly Rule[] = [clientRejected, loginNotOffered];

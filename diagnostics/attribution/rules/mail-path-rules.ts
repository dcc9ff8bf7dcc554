/** R67: somebody between this seat and the mail server changes what is said, or answers in its place. */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { isBogon } from '../../model/view/addresses.ts';
import { systemLookup } from '../../model/view/host-addresses.ts';
import {
  greetingName,
  isMasked,
  neutralDialogues,
  sameServerForAll,
} from '../../model/view/mail-greetings.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, seenAtServers, type RuleWorld } from '../rule-world.ts';

type Dialogue = ObservationOf<'smtp'>;

const dialoguesBehind = (world: RuleWorld, findings: readonly Finding[]): readonly Dialogue[] =>
  findings.flatMap((finding) =>
    world
      .behind(finding)
      .filter((each): each is Dialogue => each.kind === 'smtp' && each.control === undefined),
  );

/** The name that the other server bears leads to an address on the internet: it is no box in the house. */
function isPublicServer(world: RuleWorld, name: string): readonly Evidence[] {
  const lookup = systemLookup(world.facts, name);
  const index = lookup?.best.data.addresses.findIndex((each) => !isBogon(each)) ?? -1;
  return lookup && index >= 0 ? [pointAt(lookup.best, `/data/addresses/${index}`)] : [];
}

/** One server answers on this port whatever server is called: as access providers do with port 25. */
const redirected = defineRule({
  id: 'R67',
  rootCause: 'network.smtp_redirected',
  match(world) {
    const findings = world.open('redirected-mail-port');
    if (findings.length === 0) return [];
    const tries = dialoguesBehind(world, findings);
    const ids = new Set(tries.map((each) => each.id));
    // whatever else was seen in these dialogues was seen of the other server
    const consequences = world
      .open()
      .filter(
        (finding) =>
          !findings.includes(finding) &&
          seenAtServers(world, finding).length > 0 &&
          seenAtServers(world, finding).every(({ id }) => ids.has(id)),
      );
    const name = greetingName(tries[0]!.data) ?? '';
    const same = tries.flatMap((each) => sameServerForAll(world.facts, each));
    return [
      {
        subject: endpointsInShort(tries),
        service: 'mail',
        accused: 'access_provider',
        basis: 'one_vantage',
        values: { name, port: tries[0]!.endpoint.port ?? 0 },
        questions: ['works_elsewhere'],
        rivals: [
          {
            faultDomain: 'mail_operator',
            control: 'C2',
            excludedBy: same.slice(0, 2).map((each) => pointAt(each, '/data/greeting')),
            id: 'only_this_server_is_called_so',
          },
          {
            faultDomain: 'customer_network',
            control: 'C6',
            excludedBy: isPublicServer(world, name),
            id: 'redirected_in_the_house',
          },
        ],
        evidence: evidenceOf(findings),
        explains: [...findings, ...consequences],
      },
    ];
  },
});

const greetingOf = (each: Dialogue): Evidence => pointAt(each, '/data/greeting');

/** C2: what servers of other operators say on the same port, read by the same measure. */
function elsewhere(
  world: RuleWorld,
  tries: readonly Dialogue[],
  isHit: (dialogue: Dialogue) => boolean,
): { readonly hit: readonly Evidence[]; readonly intact: readonly Evidence[] } {
  const neutral = tries
    .flatMap((each) => neutralDialogues(world.facts, each))
    .filter(({ data }) => data.capabilities !== undefined);
  const operators = (list: readonly Dialogue[]) => new Set(list.map((each) => each.endpoint.operator)).size;
  const [hit, intact] = [neutral.filter(isHit), neutral.filter((each) => !isHit(each))];
  return {
    hit: operators(hit) >= 2 && intact.length === 0 ? hit.slice(0, 2).map(greetingOf) : [],
    intact: operators(intact) >= 2 && hit.length === 0 ? intact.slice(0, 2).map(greetingOf) : [],
  };
}

/** C3: the same server in a session that nobody on the way can read. */
const implicitSessions = (world: RuleWorld, address: string | undefined): readonly Dialogue[] =>
  (['smtp', 'imap', 'pop3'] as const)
    .flatMap((kind) => world.facts.jobs(kind).map(({ best }) => best as Dialogue))
    .filter(
      (each) =>
        each.endpoint.address === address &&
        each.input.security === 'implicit' &&
        each.data.tls?.protocolVersion !== undefined,
    );

interface Change {
  readonly findings: readonly Finding[];
  readonly tries: readonly Dialogue[];
  readonly isHit: (dialogue: Dialogue) => boolean;
  readonly variant?: string;
  /** The server itself does not do it: what its encrypted port shows. */
  readonly ownServer: RivalTest;
}

/** On whose side the words are changed: near this seat when every server is hit, near the server when it alone is. */
function changeMatch(world: RuleWorld, change: Change): Match {
  const { findings, tries, isHit, ownServer, variant } = change;
  const seen = elsewhere(world, tries, isHit);
  const isNear = seen.hit.length > 0;
  return {
    subject: endpointsInShort(tries),
    service: 'mail',
    accused: isNear ? 'customer_network' : 'hosting_provider',
    basis: 'one_vantage',
    isOpenQuestion: !isNear,
    ...(variant === undefined ? {} : { variant }),
    questions: ['works_elsewhere'],
    rivals: isNear
      ? [
          {
            faultDomain: 'hosting_provider',
            control: 'C2',
            excludedBy: seen.hit,
            id: 'changed_at_the_server',
          },
          { faultDomain: 'access_provider', control: 'C5', excludedBy: [], id: 'changed_further_out' },
        ]
      : [
          ownServer,
          { faultDomain: 'customer_network', control: 'C2', excludedBy: seen.intact, id: 'mail_shield' },
        ],
    evidence: evidenceOf(findings),
    explains: findings,
  };
}

/** Stars and X in place of words: no server writes that by itself, a firewall in front of it may. */
const masked = defineRule({
  id: 'R67',
  rootCause: 'mail.starttls_stripped',
  match(world) {
    const findings = world.open('masked-mail-dialogue');
    const tries = dialoguesBehind(world, findings);
    if (tries.length === 0) return [];
    const ids = new Set(tries.map((each) => each.id));
    const withoutUpgrade = world
      .open('missing-starttls')
      .filter((finding) => world.behind(finding).some((each) => ids.has(each.id)));
    // stars alone keep nobody from working; what matters is the upgrade that they took away
    if (withoutUpgrade.length === 0) return [];
    const clear = implicitSessions(world, tries[0]!.endpoint.address).filter(
      (each) => each.kind === 'smtp' && !isMasked(each.data),
    );
    return [
      changeMatch(world, {
        findings: [...findings, ...withoutUpgrade],
        tries,
        isHit: ({ data }) => isMasked(data),
        variant: 'masked',
        ownServer: {
          faultDomain: 'hosting_provider',
          control: 'C3',
          excludedBy: clear.slice(0, 1).map(greetingOf),
          id: 'server_masks_itself',
        },
      }),
    ];
  },
});

/** The upgrade is not offered although the server speaks TLS on its other ports. */
const starttlsMissing = defineRule({
  id: 'R67',
  rootCause: 'mail.starttls_stripped',
  match(world) {
    const findings = world
      .open('missing-starttls')
      .filter((finding) => implicitSessions(world, world.behind(finding)[0]?.endpoint.address).length > 0);
    if (findings.length === 0) return [];
    const tries = findings.flatMap((finding) => world.behind(finding)) as readonly Dialogue[];
    const encrypted = implicitSessions(world, tries[0]!.endpoint.address);
    return [
      changeMatch(world, {
        findings,
        tries,
        isHit: ({ data }) => data.upgrade === 'not_offered',
        ownServer: {
          faultDomain: 'hosting_provider',
          control: 'C3',
          excludedBy: encrypted.slice(0, 2).map((each) => pointAt(each, '/data/tls/protocolVersion')),
          id: 'server_without_tls',
        },
      }),
    ];
  },
});

export const redirectedMailRules: readonly Rule[] = [redirected];
export const mailPathRules: readonly Rule[] = [masked, starttlsMissing];

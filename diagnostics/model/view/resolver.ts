/**
 * Iterative resolution as a pure function of what has been asked so far (RFC 1034 section 5.3.3).
 * Each call either has the answer or names the questions that must be asked next; nothing is asked here.
 */
import { familyOf, isBogon } from './addresses.ts';
import { answeredAddresses, isWithin, referralIn, zoneOfResponse, type Referral } from './dns-answers.ts';
import type { RecordType } from '../observations/dns.ts';
import { boundedKey } from './bounded-key.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';

/** One question to one server address, without recursion. */
export interface AuthoritativeQuestion {
  readonly name: string;
  readonly type: RecordType;
  readonly serverName: string;
  readonly address: string;
  readonly transport: 'udp' | 'tcp';
  /** Asks for signatures as well. */
  readonly dnssecOk?: boolean;
}
export interface NamedAddress {
  readonly serverName: string;
  readonly address: string;
}
export interface ZoneCut {
  readonly zone: string;
  /** Zone whose servers told of it; undefined for the root. */
  readonly parent: string | undefined;
  readonly nameServers: readonly string[];
  readonly glue: ReadonlyMap<string, readonly string[]>;
  /** Observation that holds the referral. */
  readonly seenIn: string | undefined;
}
export type Resolution =
  /** The cuts are what is known so far: the last one's servers are being asked. */
  | {
      readonly status: 'asking';
      readonly cuts: readonly ZoneCut[];
      readonly questions: readonly AuthoritativeQuestion[];
    }
  | { readonly status: 'answered'; readonly cuts: readonly ZoneCut[]; readonly answer: Tried<'dns'> }
  | { readonly status: 'dead'; readonly cuts: readonly ZoneCut[]; readonly asked: readonly Tried<'dns'>[] };

const SERVERS_AT_ONCE = 2;
const SERVERS_AT_MOST = 4;
/** Asked after those when none of them was of use: on a machine without IPv4 only they can be reached. */
const OTHER_FAMILY_AT_MOST = 2;
/** Servers without glue that are walked for, by depth of the walk. Hostile delegations name many (NXNSAttack, CVE-2020-12662). */
const WALKS_AT_MOST = [13, 2, 1, 1, 1] as const;
const DEPTH_AT_MOST = WALKS_AT_MOST.length - 1;
const CUTS_AT_MOST = 12;

export const authoritativeKey = (question: AuthoritativeQuestion): string =>
  boundedKey(
    `dns/${question.transport}/${question.address}/${question.name}/${question.type}${question.dnssecOk === true ? '/signed' : ''}`,
  );

type Use = 'carries_on' | 'hearsay' | 'none';

/**
 * An authoritative answer, an authoritative denial or a downward referral carries the walk on. Anything else is lame (RFC 9499), an upward
 * referral too; what a server only knows from others is taken when nobody knows better.
 */
function useOf(tried: Tried<'dns'>, zone: string, question: string): Use {
  const { response } = tried.best.data;
  if (!response || tried.best.failure) return 'none';
  if (response.flags.aa || referralIn(response, zone, question)) return 'carries_on';
  return response.answers.length > 0 ||
    response.rcode === 'NXDOMAIN' ||
    zoneOfResponse(response) !== undefined
    ? 'hearsay'
    : 'none';
}

const preferFour = (a: NamedAddress, b: NamedAddress): number => familyOf(a.address) - familyOf(b.address);

const rootCut = (facts: Facts): ZoneCut => ({
  zone: '.',
  parent: undefined,
  nameServers: facts.networkData.rootServers.map((each) => each.name),
  glue: new Map(facts.networkData.rootServers.map((each) => [each.name, each.addresses])),
  seenIn: undefined,
});

const toCut = (referral: Referral, parent: string, seenIn: string): ZoneCut => ({
  ...referral,
  parent,
  seenIn,
});

/** Interleaves the servers, so that the first two addresses belong to two servers, IPv4 first. */
export function spreadAddresses(byServer: ReadonlyMap<string, readonly string[]>): readonly NamedAddress[] {
  const rows = [...byServer].map(([serverName, addresses]) =>
    addresses.map((address) => ({ serverName, address })).sort(preferFour),
  );
  const longest = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: longest }, (_, column) => rows.flatMap((row) => row[column] ?? [])).flat();
}

/** A silent server still has the address that its parent gives for it. */
const glueAmong = (cuts: readonly ZoneCut[], server: string, type: 'A' | 'AAAA'): readonly string[] =>
  cuts
    .flatMap((cut) => cut.glue.get(server) ?? [])
    .filter((address) => familyOf(address) === (type === 'A' ? 4 : 6));

/** Addresses of a cut's servers: glue, else what a walk for the server's own name finds. */
export function serverAddresses(
  facts: Facts,
  cut: ZoneCut,
  depth = 0,
): { known: ReadonlyMap<string, readonly string[]>; questions: readonly AuthoritativeQuestion[] } {
  const known = new Map<string, readonly string[]>(cut.glue);
  const questions: AuthoritativeQuestion[] = [];
  // in-zone names without glue cannot be found by walking
  const strangers = cut.nameServers
    .slice(0, 13)
    .filter((server) => !known.has(server) && !isWithin(server, cut.zone));
  for (const server of strangers.slice(0, WALKS_AT_MOST[depth] ?? 0)) {
    const found: string[] = [];
    for (const type of ['A', 'AAAA'] as const) {
      if (type === 'AAAA' && depth > 0 && (found.length > 0 || questions.length > 0)) continue; // one way to a helper's server is enough
      const step = resolveFromRoot(facts, server, type, depth + 1);
      if (step.status === 'asking') questions.push(...step.questions);
      else if (step.status === 'answered')
        found.push(...answeredAddresses(step.answer.best.data.response!, server, type));
      else found.push(...glueAmong(step.cuts, server, type));
    }
    if (found.length > 0) known.set(server, found);
  }
  return { known, questions };
}

/** Servers of a cut that may be asked: what a zone says of private addresses must not send us there. Root hints are the person's own. */
export const askableServers = (
  known: ReadonlyMap<string, readonly string[]>,
  cut: ZoneCut,
): readonly NamedAddress[] =>
  spreadAddresses(known).filter((each) => cut.parent === undefined || !isBogon(each.address));

/** The first few, then some of the family that the first does not have. */
function candidatesAmong(servers: readonly NamedAddress[]): readonly NamedAddress[] {
  const first = servers.slice(0, SERVERS_AT_MOST);
  const others = servers.filter(
    (each) =>
      !first.includes(each) && first.every((asked) => familyOf(asked.address) !== familyOf(each.address)),
  );
  return [...first, ...others.slice(0, OTHER_FAMILY_AT_MOST)];
}

interface ZoneTurn {
  readonly usable: Tried<'dns'> | undefined;
  readonly failed: readonly Tried<'dns'>[];
  readonly questions: readonly AuthoritativeQuestion[];
}

function askZone(
  facts: Facts,
  zone: string,
  servers: readonly NamedAddress[],
  name: string,
  type: RecordType,
): ZoneTurn {
  const candidates = candidatesAmong(servers).map((server) => ({
    ...server,
    name,
    type,
    transport: 'udp' as const,
  }));
  const asked = candidates.map((question) => {
    const tried = facts.job('dns', authoritativeKey(question));
    return { question, tried, use: tried ? useOf(tried, zone, name) : ('none' as const) };
  });
  const usable = asked.find((each) => each.use === 'carries_on')?.tried;
  if (usable) return { usable, failed: [], questions: [] };
  const failed = asked.flatMap((each) => each.tried ?? []);
  const turn = asked.slice(0, SERVERS_AT_ONCE + failed.length).filter((each) => !each.tried);
  const hearsay = turn.length === 0 ? asked.find((each) => each.use === 'hearsay')?.tried : undefined;
  return { usable: hearsay, failed, questions: turn.map((each) => each.question) };
}

/** Walks from the root towards the name; depth bounds the walks for server names inside walks. */
export const resolveFromRoot: (facts: Facts, name: string, type: RecordType, depth?: number) => Resolution =
  oncePerFacts(walk, (name, type, depth = 0) => `${name} ${type} ${depth}`);

function walk(facts: Facts, name: string, type: RecordType, depth = 0): Resolution {
  const cuts: ZoneCut[] = [rootCut(facts)];
  if (depth > DEPTH_AT_MOST) return { status: 'dead', cuts, asked: [] };
  while (cuts.length < CUTS_AT_MOST) {
    const cut = cuts.at(-1)!;
    const { known, questions } = serverAddresses(facts, cut, depth);
    const turn = askZone(facts, cut.zone, askableServers(known, cut), name, type);
    if (!turn.usable) {
      const pending = [...turn.questions, ...(known.size < 2 ? questions : [])];
      return pending.length > 0
        ? { status: 'asking', cuts, questions: pending }
        : { status: 'dead', cuts, asked: turn.failed };
    }
    const response = turn.usable.best.data.response!;
    const referral = referralIn(response, cut.zone, name);
    if (!referral) return { status: 'answered', cuts, answer: turn.usable };
    cuts.push(toCut(referral, cut.zone, turn.usable.best.id));
  }
  return { status: 'dead', cuts, asked: [] };
}

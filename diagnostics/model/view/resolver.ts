/**
 * Iterative resolution as a pure function of what has been asked so far (RFC 1034 section 5.3.3).
 * Each call either has the answer or names the questions that must be asked next; nothing is asked here.
 */
import { familyOf } from './addresses.ts';
import { answeredAddresses, isWithin, referralIn, type Referral } from './dns-answers.ts';
import type { RecordType } from '../observations/dns.ts';
import type { Facts, Tried } from './facts.ts';

/** One question to one server address, without recursion. */
export interface AuthoritativeQuestion {
  readonly name: string;
  readonly type: RecordType;
  readonly serverName: string;
  readonly address: string;
  readonly transport: 'udp' | 'tcp';
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
  | { readonly status: 'asking'; readonly questions: readonly AuthoritativeQuestion[] }
  | { readonly status: 'answered'; readonly cuts: readonly ZoneCut[]; readonly answer: Tried<'dns'> }
  | { readonly status: 'dead'; readonly cuts: readonly ZoneCut[]; readonly asked: readonly Tried<'dns'>[] };

const SERVERS_AT_ONCE = 2;
const SERVERS_AT_MOST = 4;
const DEPTH_AT_MOST = 4;
const CUTS_AT_MOST = 12;

export const authoritativeKey = (question: AuthoritativeQuestion): string =>
  `dns/${question.transport}/${question.address}/${question.name}/${question.type}`;

/** Responses that carry the walk on: an answer, a denial or a referral. */
const isUsable = (tried: Tried<'dns'>): boolean => tried.best.data.response !== undefined && tried.best.failure === undefined;

const preferFour = (a: NamedAddress, b: NamedAddress): number => familyOf(a.address) - familyOf(b.address);

const rootCut = (facts: Facts): ZoneCut => ({
  zone: '.',
  parent: undefined,
  nameServers: facts.networkData.rootServers.map((each) => each.name),
  glue: new Map(facts.networkData.rootServers.map((each) => [each.name, each.addresses])),
  seenIn: undefined,
});

const toCut = (referral: Referral, parent: string, seenIn: string): ZoneCut => ({ ...referral, parent, seenIn });

/** Interleaves the servers, so that the first two addresses belong to two servers, IPv4 first. */
export function spreadAddresses(byServer: ReadonlyMap<string, readonly string[]>): readonly NamedAddress[] {
  const rows = [...byServer].map(([serverName, addresses]) => addresses.map((address) => ({ serverName, address })).sort(preferFour));
  const longest = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: longest }, (_, column) => rows.flatMap((row) => row[column] ?? [])).flat();
}

/** Addresses of a cut's servers: glue, else what a walk for the server's own name finds. */
export function serverAddresses(facts: Facts, cut: ZoneCut, depth = 0): { known: ReadonlyMap<string, readonly string[]>; questions: readonly AuthoritativeQuestion[] } {
  const known = new Map<string, readonly string[]>(cut.glue);
  const questions: AuthoritativeQuestion[] = [];
  for (const server of cut.nameServers.slice(0, 13)) {
    if (known.has(server) || isWithin(server, cut.zone)) continue; // in-zone names without glue cannot be found by walking
    const found: string[] = [];
    for (const type of ['A', 'AAAA'] as const) {
      const step = resolveFromRoot(facts, server, type, depth + 1);
      if (step.status === 'asking') questions.push(...step.questions);
      else if (step.status === 'answered') found.push(...answeredAddresses(step.answer.best.data.response!, server, type));
    }
    if (found.length > 0) known.set(server, found);
  }
  return { known, questions };
}

interface ZoneTurn {
  readonly usable: Tried<'dns'> | undefined;
  readonly failed: readonly Tried<'dns'>[];
  readonly questions: readonly AuthoritativeQuestion[];
}

function askZone(facts: Facts, servers: readonly NamedAddress[], name: string, type: RecordType): ZoneTurn {
  const candidates = servers.slice(0, SERVERS_AT_MOST).map((server) => ({ ...server, name, type, transport: 'udp' as const }));
  const asked = candidates.map((question) => ({ question, tried: facts.job('dns', authoritativeKey(question)) }));
  const usable = asked.find((each) => each.tried && isUsable(each.tried))?.tried;
  const failed = asked.flatMap((each) => (each.tried && !isUsable(each.tried) ? [each.tried] : []));
  const turn = asked.slice(0, SERVERS_AT_ONCE + failed.length).filter((each) => !each.tried);
  return { usable, failed, questions: usable ? [] : turn.map((each) => each.question) };
}

/** Walks from the root towards the name; depth bounds the walks for server names inside walks. */
export function resolveFromRoot(facts: Facts, name: string, type: RecordType, depth = 0): Resolution {
  const cuts: ZoneCut[] = [rootCut(facts)];
  if (depth > DEPTH_AT_MOST) return { status: 'dead', cuts, asked: [] };
  while (cuts.length < CUTS_AT_MOST) {
    const cut = cuts.at(-1)!;
    const { known, questions } = serverAddresses(facts, cut, depth);
    const turn = askZone(facts, spreadAddresses(known), name, type);
    if (!turn.usable) {
      const pending = [...turn.questions, ...(known.size < 2 ? questions : [])];
      return pending.length > 0 ? { status: 'asking', questions: pending } : { status: 'dead', cuts, asked: turn.failed };
    }
    const response = turn.usable.best.data.response!;
    const referral = referralIn(response, cut.zone, name);
    if (!referral) return { status: 'answered', cuts, answer: turn.usable };
    cuts.push(toCut(referral, cut.zone, turn.usable.best.id));
  }
  return { status: 'dead', cuts, asked: [] };
}

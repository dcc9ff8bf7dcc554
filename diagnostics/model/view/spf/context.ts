/** What one evaluation of SPF has asked, spent and found so far: the limits of RFC 7208 section 4.6.4 are kept here. */
import type { DnsRecord } from '../../observations/dns.ts';

export interface SpfSender {
  /** Null: nobody; every term is walked through and none matches. */
  readonly address: string | null;
  /** Domain of the sender's address (MAIL FROM). */
  readonly domain: string;
  /** Of the sender's address; for macros only. `postmaster` when absent (section 4.3). */
  readonly localPart?: string;
  /** Name that the sending server gives of itself; for macros only. The domain when absent. */
  readonly helo?: string;
}

/** What one term comes to. */
export type SpfStep = 'match' | 'no_match' | 'temperror' | 'permerror';

export interface SpfQuestion {
  readonly name: string;
  readonly type: 'TXT' | 'A' | 'AAAA' | 'MX' | 'PTR';
}

/** What is known of a question. A lookup that failed is `unknown`, never `none`. */
export interface SpfWord {
  readonly status: 'found' | 'none' | 'unknown' | 'unasked';
  readonly records: readonly DnsRecord[];
}
export type SpfLookup = (question: SpfQuestion) => SpfWord;

/**
 * `several_records`, `syntax`: of the record itself. `no_record`: an `include` or `redirect` leads to a domain without a policy.
 * `too_many_names`: one `mx` names more than ten hosts. The last two are the limits over the whole evaluation.
 */
export type SpfProblemCode =
  | 'several_records'
  | 'syntax'
  | 'no_record'
  | 'too_many_names'
  | 'too_many_lookups'
  | 'too_many_voids';

export interface SpfProblem {
  readonly code: SpfProblemCode;
  /** The domain whose record is at fault, or that has none. */
  readonly domain: string;
  /** The term that is wrong or that led there; empty for the policy as a whole. */
  readonly term: string;
}

export interface SpfTerm {
  /** Owner of the record that holds the term. */
  readonly domain: string;
  readonly text: string;
  /** 0 in the record of the domain itself, 1 in one that it includes… */
  readonly depth: number;
  /** Lookups that the term costs, those of what it includes among them. */
  readonly lookups: number;
}

export const SPF_LOOKUPS_AT_MOST = 10;
export const SPF_VOIDS_AT_MOST = 2;
/** Names of one `mx` or `ptr` that are looked at. */
export const SPF_NAMES_AT_MOST = 10;
/** Where counting ends: how far beyond the limit a policy is does not matter any more. */
const COUNTED_AT_MOST = 30;

export interface SpfContext {
  readonly sender: SpfSender;
  /** @param isOfTerm false for the sender's own domain, whose lookup counts for nothing. */
  ask(question: SpfQuestion, isOfTerm: boolean): SpfWord;
  /** Takes one lookup for a term; false when there is none left. */
  spend(domain: string, term: string, depth: number): boolean;
  maySpend(): boolean;
  /** A term that costs nothing. */
  note(domain: string, term: string, depth: number): void;
  fail(problem: SpfProblem): 'permerror';
  isPending(): boolean;
  hasTooManyVoids(): boolean;
  summary(): {
    readonly problems: readonly SpfProblem[];
    readonly terms: readonly SpfTerm[];
    readonly lookups: number;
    readonly voidLookups: number;
    readonly questions: readonly SpfQuestion[];
  };
}

interface Spent {
  readonly domain: string;
  readonly text: string;
  readonly depth: number;
  readonly own: 0 | 1;
}

/** A term's cost is its own and that of all terms below it, which follow it. */
function withCosts(spent: readonly Spent[]): readonly SpfTerm[] {
  return spent.map(({ domain, text, depth, own }, index) => {
    const rest = spent.slice(index + 1);
    const end = rest.findIndex((each) => each.depth <= depth);
    const below = end < 0 ? rest : rest.slice(0, end);
    return { domain, text, depth, lookups: own + below.reduce((sum, each) => sum + each.own, 0) };
  });
}

export function createSpfContext(sender: SpfSender, lookup: SpfLookup): SpfContext {
  const problems: SpfProblem[] = [];
  const spent: Spent[] = [];
  const questions = new Map<string, SpfQuestion>();
  const voids = new Set<string>();
  let lookups = 0;
  let isPending = false;
  const limit = sender.address === null ? COUNTED_AT_MOST : SPF_LOOKUPS_AT_MOST;

  const fail = (problem: SpfProblem): 'permerror' => {
    if (!problems.some((each) => each.code === problem.code && each.domain === problem.domain))
      problems.push(problem);
    return 'permerror';
  };
  return {
    sender,
    fail,
    ask(question, isOfTerm) {
      const key = `${question.name} ${question.type}`;
      questions.set(key, question);
      const word = lookup(question);
      if (word.status === 'unasked') isPending = true;
      if (word.status === 'none' && isOfTerm) voids.add(key);
      if (voids.size > SPF_VOIDS_AT_MOST) fail({ code: 'too_many_voids', domain: sender.domain, term: '' });
      return word;
    },
    spend(domain, text, depth) {
      spent.push({ domain, text, depth, own: 1 });
      lookups++;
      if (lookups > SPF_LOOKUPS_AT_MOST) fail({ code: 'too_many_lookups', domain: sender.domain, term: '' });
      return lookups <= limit;
    },
    maySpend: () => lookups <= limit,
    note: (domain, text, depth) => void spent.push({ domain, text, depth, own: 0 }),
    isPending: () => isPending,
    hasTooManyVoids: () => sender.address !== null && voids.size > SPF_VOIDS_AT_MOST,
    summary: () => ({
      problems,
      terms: withCosts(spent),
      lookups,
      voidLookups: voids.size,
      questions: [...questions.values()],
    }),
  };
}

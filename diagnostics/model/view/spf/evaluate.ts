/**
 * check_host() of RFC 7208 section 4 as a pure function of answered DNS questions. What has not been asked yet is named, nothing is asked
 * here. Without a sender's address it walks through every term instead, to tell what the policy costs whoever must read it to its end.
 */
import { isInRanges } from '../addresses.ts';
import { isSpf, textOf } from '../text-records.ts';
import {
  createSpfContext,
  type SpfContext,
  type SpfLookup,
  type SpfProblem,
  type SpfQuestion,
  type SpfSender,
  type SpfStep,
  type SpfTerm,
} from './context.ts';
import { matchesExchangers, matchesName, matchesReverseName, validatedName } from './addresses.ts';
import { expandDomain } from './macros.ts';
import { parseSpf, type SpfMechanism, type SpfQualifier, type SpfRecord } from './record.ts';

export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';

export interface SpfEvaluation {
  /** `asking`: questions are open, and `result` may still change. */
  readonly status: 'asking' | 'done';
  readonly result: SpfResult;
  /** What is wrong with the policy, in the order in which it was met. */
  readonly problems: readonly SpfProblem[];
  /** Every term that was come by, with what it costs; those of an included record follow the term that includes it. */
  readonly terms: readonly SpfTerm[];
  /** Terms that need DNS, of which ten are allowed; `include`, `redirect`, `a`, `mx`, `ptr`, `exists` (section 4.6.4). */
  readonly lookups: number;
  /** Questions that were answered by nothing, of which two are allowed (section 4.6.4). */
  readonly voidLookups: number;
  /** Everything that the evaluation needs to know, asked or not. */
  readonly questions: readonly SpfQuestion[];
}

const resultOf: Readonly<Record<SpfQualifier, SpfResult>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/** A domain that can have a policy at all (section 4.3): labels of 1 to 63 characters, two at least. */
const isAskable = (domain: string): boolean =>
  domain.length <= 253 &&
  domain.includes('.') &&
  domain.split('.').every((label) => label.length > 0 && label.length <= 63);

type Fetched = { readonly record: SpfRecord } | { readonly result: 'none' | 'temperror' | 'permerror' };

/** The one record of the domain (section 4.5). A domain that was named by a term and has none is a void lookup, not an error yet. */
function fetchRecord(context: SpfContext, domain: string, term: string): Fetched {
  if (!isAskable(domain)) return { result: 'none' };
  const word = context.ask({ name: domain, type: 'TXT' }, term !== '');
  if (word.status === 'unknown') return { result: 'temperror' };
  const records = word.records.filter(isSpf);
  if (records.length === 0) return { result: 'none' };
  if (records.length > 1) return { result: context.fail({ code: 'several_records', domain, term }) };
  const parsed = parseSpf(textOf(records[0]!));
  return parsed.ok ? parsed : { result: context.fail({ code: 'syntax', domain, term: parsed.term }) };
}

const nameFor = (context: SpfContext, domain: string, spec: string | undefined): string | null => {
  if (spec === undefined) return domain;
  const { sender } = context;
  return expandDomain(spec, {
    sender: `${sender.localPart ?? 'postmaster'}@${sender.domain}`,
    domain,
    helo: sender.helo ?? sender.domain,
    address: sender.address,
    validatedName: /%\{p/i.test(spec) ? validatedName(context, domain) : 'unknown',
  });
};

function include(context: SpfContext, target: string, term: string, depth: number): SpfStep {
  const result = checkHost(context, target, term, depth + 1);
  if (result === 'temperror' || result === 'permerror') return result;
  if (result === 'none' && !context.isPending())
    return context.fail({ code: 'no_record', domain: target, term });
  return result === 'pass' ? 'match' : 'no_match';
}

/** Terms that name a domain. Without a sender, those that speak of its address cost a lookup and can go no further. */
function throughDns(context: SpfContext, domain: string, mechanism: SpfMechanism, depth: number): SpfStep {
  if (!context.spend(domain, mechanism.text, depth)) return 'permerror';
  const target = nameFor(context, domain, mechanism.domainSpec);
  if (target === null || !isAskable(target)) return 'no_match';
  switch (mechanism.name) {
    case 'include':
      return include(context, target, mechanism.text, depth);
    case 'exists': {
      const word = context.ask({ name: target, type: 'A' }, true);
      if (word.status === 'unknown') return 'temperror';
      return context.sender.address !== null && word.records.length > 0 ? 'match' : 'no_match';
    }
    case 'a':
      return matchesName(context, target, mechanism);
    case 'mx':
      return matchesExchangers(context, target, mechanism, domain);
    default:
      return matchesReverseName(context, target);
  }
}

function stepOf(context: SpfContext, domain: string, mechanism: SpfMechanism, depth: number): SpfStep {
  const { address } = context.sender;
  if (mechanism.name === 'all' || mechanism.network !== undefined) {
    context.note(domain, mechanism.text, depth);
    if (address === null) return 'no_match';
    return mechanism.network === undefined || isInRanges(address, [mechanism.network]) ? 'match' : 'no_match';
  }
  const step = throughDns(context, domain, mechanism, depth);
  // whoever only counts goes on behind a broken term
  return address === null && step === 'permerror' && context.maySpend() ? 'no_match' : step;
}

function redirect(
  context: SpfContext,
  domain: string,
  { domainSpec, text }: NonNullable<SpfRecord['redirect']>,
  depth: number,
): SpfResult {
  if (!context.spend(domain, text, depth)) return 'permerror';
  const target = nameFor(context, domain, domainSpec);
  if (target === null) return 'neutral';
  const result = checkHost(context, target, text, depth + 1);
  if (result !== 'none' || context.isPending()) return result;
  return context.fail({ code: 'no_record', domain: target, term: text });
}

/** @param term the term that led here; empty for the domain of the sender itself. */
function checkHost(context: SpfContext, domain: string, term: string, depth: number): SpfResult {
  const fetched = fetchRecord(context, domain, term);
  if ('result' in fetched) return fetched.result;
  for (const mechanism of fetched.record.mechanisms) {
    const step = stepOf(context, domain, mechanism, depth);
    if (step === 'match') return resultOf[mechanism.qualifier];
    if (step !== 'no_match') return step;
    if (context.hasTooManyVoids()) return 'permerror';
  }
  return fetched.record.redirect ? redirect(context, domain, fetched.record.redirect, depth) : 'neutral';
}

/** An open question counts as no match while others are collected, so that all of them can be asked side by side. */
export function evaluateSpf(sender: SpfSender, lookup: SpfLookup): SpfEvaluation {
  const context = createSpfContext(sender, lookup);
  const result = checkHost(context, sender.domain, '', 0);
  return { ...context.summary(), status: context.isPending() ? 'asking' : 'done', result };
}

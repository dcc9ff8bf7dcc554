/** Controls on DNS itself, made when its answers look odd: does somebody answer for others (R21), are missing names invented (R20)? */
import type { Job } from '../../model/job.ts';
import { referralIn, type DnsObservation } from '../../model/view/dns-answers.ts';
import { inventedNames, silentServers } from '../../model/view/dns-honesty.ts';
import type { Facts } from '../../model/view/facts.ts';
import { questionsTo, systemLookup } from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { familyState } from '../../model/view/vantage.ts';
import { resolverJob } from './job-kit.ts';
import { onePublicResolver, systemResolvers } from './names-planner.ts';

/** Milliseconds: twice the slowest resolver that people put up with. Silence is the good answer, and is waited for. */
const SILENCE_MS = 1_500;

/**
 * An answer that authoritative servers do not give as a rule: recursion on offer (RFC 1035 section 4.1.1: RA), or an error where
 * a referral or data was due. A lame or careless server looks alike, so this only starts the control.
 */
function looksAnsweredByAnother(observation: DnsObservation): boolean {
  const { input, data } = observation;
  const { response } = data;
  if (!response || input.recursion || input.transport === 'https') return false;
  const isReferral = referralIn(response, '.', input.name) !== undefined;
  return response.flags.ra || data.caseEchoed === false || (!response.flags.aa && !isReferral);
}

/** Planning asks after every observation; what one of them looks like never changes. */
const looks = new WeakMap<DnsObservation, boolean>();
function looksOdd(observation: DnsObservation): boolean {
  const known = looks.get(observation) ?? looksAnsweredByAnother(observation);
  looks.set(observation, known);
  return known;
}

/** R21: a question to an address that runs no DNS. */
function interceptionControl(facts: Facts): readonly Job[] {
  if (!facts.jobs('dns').some((job) => looksOdd(job.best))) return [];
  const family = familyState(facts, 4) === 'absent' ? 6 : 4;
  const job = resolverJob({ address: silentServers[family] }, facts.request.target.domain, 'A');
  return [{ ...job, control: 'C6', deadlineMs: SILENCE_MS }];
}

/** The seat's programs get an address for the host, and those who must know it deny it. */
function isPerhapsInvented(facts: Facts, host: string): boolean {
  if ((systemLookup(facts, host)?.best.data.addresses.length ?? 0) === 0) return false;
  const isAsked = questionsTo(facts, 'system_resolver', host, 'A').length > 0;
  return isAsked && addressWord(facts, host).status === 'none';
}

/** R20: names that nobody has, asked of the seat's resolver and of a public one. */
function inventionControls(facts: Facts): readonly Job[] {
  if (!hostsToResolve(facts).some((host) => isPerhapsInvented(facts, host))) return [];
  const outside = onePublicResolver(facts);
  const resolvers = [...systemResolvers(facts).slice(0, 1), ...(outside ? [outside] : [])];
  return inventedNames(facts).flatMap((name) =>
    resolvers.map((resolver): Job => ({ ...resolverJob(resolver, name, 'A'), control: 'C6' })),
  );
}

export const dnsHonestyControls = (facts: Facts): readonly Job[] =>
  facts.request.target.isAddress ? [] : [...interceptionControl(facts), ...inventionControls(facts)];

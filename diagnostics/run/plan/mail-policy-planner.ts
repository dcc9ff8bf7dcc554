/** Policy records that others look up when the domain sends mail: SPF with all that it names (R36), DKIM keys (R37). One resolver's word is enough. */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dmarcNamesAbove } from '../../model/view/dmarc.ts';
import { isNullMx, mailDomain, mxTargets, wants } from '../../model/view/hosts.ts';
import { dkimNames, mailboxQuestions, mailHome, spfQuestions } from '../../model/view/provider-mail.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

/** A policy within the limits needs some twenty; one that is far beyond them is not followed to its end. */
const QUESTIONS_AT_MOST = 60;
const SELECTORS_AT_MOST = 4;

/** The policy of a domain that takes no mail says that nobody sends for it either; it is read, not followed. */
const hasMail = (facts: Facts): boolean => {
  const targets = mxTargets(facts);
  return targets !== null && !isNullMx(targets);
};

function policyJobs(facts: Facts): readonly Job[] {
  const resolver = onePublicResolver(facts);
  if (!resolver || !hasMail(facts)) return [];
  // where somebody waits for mail that goes elsewhere, the zone may tell where mail programs look for it (R33)
  const isAmiss = facts.request.symptom === 'mail_cannot_receive' && mailHome(facts) === 'elsewhere';
  const keys = mailHome(facts) === 'provider' ? dkimNames(facts).slice(0, SELECTORS_AT_MOST) : [];
  // where the domain has no rule of its own, a public suffix may have set one for all below it (RFC 9989 section 4.10)
  const isBare = wordOn(facts, `_dmarc.${mailDomain(facts)}`, 'TXT').status === 'none';
  const above = isBare ? dmarcNamesAbove(mailDomain(facts)) : [];
  return [
    ...above.map((name) => ({ name, type: 'TXT' as const })),
    ...keys.map((name) => ({ name, type: 'TXT' as const })),
    ...spfQuestions(facts),
    ...(isAmiss ? mailboxQuestions(facts) : []),
  ]
    .slice(0, QUESTIONS_AT_MOST)
    .filter(({ name, type }) => !['found', 'none'].includes(wordOn(facts, name, type).status))
    .map(({ name, type }) => resolverJob(resolver, name, type));
}

export const mailPolicyPlanner: Planner = {
  id: 'mail-policies',
  isWanted: (facts) => wants(facts, 'mail') && !facts.request.target.isAddress,
  plan: policyJobs,
};

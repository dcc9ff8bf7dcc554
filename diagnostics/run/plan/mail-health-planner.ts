/** Where somebody asks for mail in particular: records that a domain may have and need not, and the files that they announce. */
import type { Job } from '../../model/job.ts';
import { isAskedAbout } from '../../model/view/asked-about.ts';
import type { Facts } from '../../model/view/facts.ts';
import { filterPlace, filterWord } from '../../model/view/filter-service.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { autoconfigHost, autoconfigUrl } from '../../model/view/mail-autoconfig.ts';
import {
  mailHealthQuestions,
  stsHost,
  stsPolicyUrl,
  stsRecordName,
  versionedRecords,
} from '../../model/view/mail-health.ts';
import { httpJob, mailJob, placesOf, resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

const QUESTIONS_AT_MOST = 40;
const PAGES_AT_MOST = 2;

/** One address is enough: it is no part of what a mailbox needs. Not before the domain's own record was asked for. */
function filterJobs(facts: Facts): readonly Job[] {
  const place = filterWord(facts).status === 'unasked' ? null : filterPlace(facts);
  if (!place) return [];
  return placesOf(facts, place.host, place.port)
    .slice(0, 1)
    .map((each) => mailJob('sieve', each, 'starttls'));
}

/** Redirects are not followed (RFC 8461 section 3.3). */
function policyJobs(facts: Facts): readonly Job[] {
  const domain = mailDomain(facts);
  if (versionedRecords(facts, stsRecordName(domain), 'STSv1').records.length === 0) return [];
  return placesOf(facts, stsHost(domain), 443)
    .slice(0, PAGES_AT_MOST)
    .map((place) => httpJob(place, stsPolicyUrl(domain), 'C6'));
}

/** One address, one request, no address of a mailbox in it. Redirects are not followed: they may lead anywhere. */
const autoconfigJobs = (facts: Facts): readonly Job[] => {
  const domain = mailDomain(facts);
  return placesOf(facts, autoconfigHost(domain), 443)
    .slice(0, 1)
    .map((place) => httpJob(place, autoconfigUrl(domain), 'C6'));
};

export const mailHealthPlanner: Planner = {
  id: 'mail-health',
  isWanted: (facts) => isAskedAbout(facts, 'mail'),
  plan(facts) {
    const resolver = onePublicResolver(facts);
    if (!resolver) return [];
    return [
      ...mailHealthQuestions(facts)
        .slice(0, QUESTIONS_AT_MOST)
        .map(({ name, type }) => resolverJob(resolver, name, type)),
      ...policyJobs(facts),
      ...autoconfigJobs(facts),
      ...filterJobs(facts),
    ];
  },
};

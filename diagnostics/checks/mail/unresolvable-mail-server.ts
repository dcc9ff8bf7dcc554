/** The address of a mail server can nowhere be looked up, though the same resolvers answer other questions: its own name servers fail. */
import type { Assertion } from '../../model/finding.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';
import { ofMailServers } from './each-mail-server.ts';

const check = 'unresolvable-mail-server';

/** Two that fail alike: one may have trouble of its own. */
const RESOLVERS_AT_LEAST = 2;

/** Resolvers that failed for certain at this host and answered something else: what fails is not the way to them. */
function failingResolvers(facts: Facts, host: string): readonly DnsObservation[] {
  const recursive = facts.jobs('dns').filter((job) => job.best.input.recursion);
  const resolvers = [...new Set(recursive.map((job) => job.best.endpoint.address))];
  return resolvers.flatMap((address) => {
    const jobs = recursive.filter((job) => job.best.endpoint.address === address);
    const about = jobs.filter((job) => job.best.input.name === host);
    const isAlive = jobs.some((job) => job.best.input.name !== host && job.best.failure === undefined);
    const isFailing = about.length > 0 && about.every((job) => job.verdict === 'fails');
    return isAlive && isFailing ? [about[0]!.best] : [];
  });
}

function judge(facts: Facts, domain: string, subject: string): Assertion {
  const said = { check, subject, values: { domain } };
  const word = addressWord(facts, subject);
  if (word.status === 'found')
    return passed({
      ...said,
      evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
    });
  if (word.status === 'none')
    return passed({ ...said, evidence: word.seenIn.slice(0, 2).map(pointAtDenial) });
  if (word.status === 'unasked') return untested(said);
  const failing = failingResolvers(facts, subject);
  const evidence = (failing.length > 0 ? failing : word.seenIn).slice(0, 4).map(pointAtTrouble);
  return (failing.length >= RESOLVERS_AT_LEAST ? failed : cantTell)({ ...said, evidence });
}

export const unresolvableMailServer = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, (hosts, domain) => hosts.map((host) => judge(facts, domain, host))),
});

/** A resolver answers that it cannot or will not look the domain up, with the reason that it gives (RFC 8914). */
import type { Assertion } from '../../model/finding.ts';
import { domainJobsByResolver, refusalIn } from '../../model/view/asked-resolvers.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import type { Tried } from '../../model/view/facts.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { signatureErrorCodes } from '../../model/view/validation.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'resolver-failure';

/** Families of extended errors that a customer can do something with. */
const reasons: readonly (readonly [reason: string, codes: readonly number[]])[] = [
  ['signatures', signatureErrorCodes],
  ['servers', [22, 23]],
  ['blocked', [15, 16, 17, 18]],
];

function reasonIn(observation: DnsObservation): { readonly reason: string; readonly text: string } {
  const errors = observation.data.response?.extendedErrors ?? [];
  const known = reasons.find(([, codes]) => errors.some((each) => codes.includes(each.code)));
  const first = errors.find((each) => known?.[1].includes(each.code)) ?? errors[0];
  return { reason: known?.[0] ?? (first?.text ? 'told' : 'none'), text: first?.text ?? '' };
}

function judge(domain: string, subject: string, jobs: readonly Tried<'dns'>[]): Assertion {
  const refusalsOf = (job: Tried<'dns'>) => job.tries.filter((each) => refusalIn(each) !== undefined);
  const troubled = jobs.filter((job) => refusalsOf(job).length > 0);
  const sure = troubled.find((job) => job.verdict === 'fails' && refusalsOf(job).length >= 2);
  const shown = sure ? refusalsOf(sure)[0] : troubled.map((job) => refusalsOf(job)[0])[0];
  if (shown) {
    const values = { domain, name: shown.input.name, rcode: refusalIn(shown)!, ...reasonIn(shown) };
    const reasonGiven =
      (shown.data.response?.extendedErrors.length ?? 0) > 0
        ? [pointAt(shown, '/data/response/extendedErrors/0')]
        : [];
    const evidence = [pointAtTrouble(shown), ...reasonGiven];
    return sure
      ? failed({ check, subject, values, evidence })
      : cantTell({ check, subject, values, evidence });
  }
  const answered = jobs.find(
    (job) => job.best.failure === undefined && job.best.data.response !== undefined,
  )?.best;
  return answered
    ? passed({ check, subject, values: { domain }, evidence: [pointAt(answered, '/data/response/rcode')] })
    : untested({ check, subject, values: { domain } });
}

export const resolverFailure = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const domain = mailDomain(facts);
    const groups = [...domainJobsByResolver(facts)];
    if (facts.request.target.isAddress) return [inapplicable({ check, subject: domain, values: { domain } })];
    return groups.length > 0
      ? groups.map(([subject, jobs]) => judge(domain, subject, jobs))
      : [untested({ check, subject: domain, variant: 'none' })];
  },
});

/** One check a service: does its port answer at every address of the hosts that should offer it? */
import type { Assertion } from '../../model/finding.ts';
import type { ConnectionKind, ConnectionObservation } from '../../model/observation.ts';
import type { Service } from '../../model/vocabulary.ts';
import { isExpectedPort } from '../../model/view/expected.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected, isClosed, portState, triesAt } from '../../model/view/sessions.ts';
import { cameThrough, proxiedPageOf } from '../../model/view/proxy.ts';
import { canJudgeOver, worksOver } from '../../model/view/one-family.ts';
import { isProxyOnly } from '../../model/view/vantage.ts';
import {
  cantTell,
  defineCheck,
  failed,
  failureEvidence,
  inapplicable,
  passed,
  type Check,
  type Said,
} from '../check.ts';

export interface PortCheck {
  readonly id: string;
  readonly area: Service;
  readonly kind: ConnectionKind;
  readonly ports: readonly number[] | ((facts: Facts) => readonly number[]);
}

/** This job's own tries first: rules take the endpoint from the first piece of evidence. */
const triesFirst = (facts: Facts, job: Tried<ConnectionKind>): readonly ConnectionObservation[] => {
  const { address, port } = job.best.endpoint;
  return [
    ...new Set([...(job.tries as readonly ConnectionObservation[]), ...triesAt(facts, address!, port!)]),
  ];
};

/** Browsers go through the proxy where nothing else gets out; what they do not try there says nothing. */
function throughProxy(facts: Facts, said: Said, host: string, port: number): Assertion {
  const page = [host, facts.request.target.domain]
    .map((each) => proxiedPageOf(facts, each))
    .find((each) => each && cameThrough(each));
  if (!page) return cantTell(said);
  const evidence = [pointAt(page.best, '/data/status')];
  return port === 443 && page.best.input.host === host
    ? passed({ ...said, variant: 'by_proxy', evidence })
    : inapplicable({ ...said, variant: 'by_proxy', evidence });
}

function assertionFor(facts: Facts, check: PortCheck, job: Tried<ConnectionKind>): Assertion {
  const observation = job.best as ConnectionObservation;
  const { name, address, port, family } = observation.endpoint;
  const state = portState(facts, address!, port!);
  const subject = endpointSubject(facts, observation);
  const failures = triesFirst(facts, job).filter((each) => each.failure !== undefined);
  const said = {
    check: check.id,
    subject,
    values: { host: name ?? address!, address: address!, port: port!, state },
    evidence: failures.slice(0, 3).map(failureEvidence),
  };
  if (state === 'open') {
    const open = triesFirst(facts, job).find(connected)!;
    return passed({ ...said, evidence: [pointAt(open, '/data/connectMs')] });
  }
  if (job.kind === 'http' && isProxyOnly(facts)) return throughProxy(facts, said, name ?? '', port!);
  if (!canJudgeOver(facts, family))
    return cantTell({ ...said, variant: family === 6 ? 'own_ipv6' : 'own_ipv4' });
  // told once, by `dead-ipv6-address` or `closed-ipv6-port`
  if (family === 6 && worksOver(facts, observation.endpoint, 4))
    return inapplicable({ ...said, variant: 'see_ipv6' });
  if (!isClosed(state)) return cantTell(said);
  return isExpectedPort(facts, name ?? address!, port!)
    ? failed({ ...said, variant: state })
    : inapplicable({ ...said, variant: 'not_offered' });
}

/** Jobs of the kind on these ports, one for each name, address and port. */
function jobsOf(facts: Facts, check: PortCheck): readonly Tried<ConnectionKind>[] {
  const ports = typeof check.ports === 'function' ? check.ports(facts) : check.ports;
  const jobs = facts.jobs(check.kind).filter((job) => {
    const { address, port } = job.best.endpoint;
    return (
      job.best.control === undefined && address !== undefined && port !== undefined && ports.includes(port)
    );
  });
  return [
    ...new Map(
      jobs.map((job) => [
        `${job.best.endpoint.name} ${job.best.endpoint.address} ${job.best.endpoint.port}`,
        job,
      ]),
    ).values(),
  ];
}

export const portCheck = (check: PortCheck): Check =>
  defineCheck({
    id: check.id,
    area: check.area,
    needs: [check.kind],
    evaluate: (facts) => jobsOf(facts, check).map((job) => assertionFor(facts, check, job)),
  });

/** The host has an IPv6 address where nothing answers, while its IPv4 address and this seat's own IPv6 work (R12). */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected, connectionTries, isClosed, portState } from '../../model/view/sessions.ts';
import { familyState } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, failureEvidence, passed, untested } from '../check.ts';

const id = 'dead-ipv6-address';

function assertionFor(facts: Facts, subject: string, host: string, address: string): Assertion {
  const all = connectionTries(facts).filter((each) => each.endpoint.address === address);
  const tries = all.filter((each) => each.control === undefined);
  const ports = [...new Set(tries.map((each) => each.endpoint.port!))];
  const said = { check: id, subject, values: { host, address } };
  if (tries.length === 0) return untested(said);
  // a control counts as well: where another port answers, `closed-ipv6-port` tells of those that do not
  const answered = all.find(connected);
  if (answered) return passed({ ...said, evidence: [pointAt(answered, '/data/connectMs')] });
  const evidence = tries
    .filter((each) => each.failure)
    .slice(0, 4)
    .map(failureEvidence);
  // at the same port: a panel that was asked for over IPv4 alone says nothing of a web server that does not run at all
  const worksOverFour = connectionTries(facts).some(
    (each) =>
      each.endpoint.name === host &&
      each.endpoint.family === 4 &&
      ports.includes(each.endpoint.port!) &&
      connected(each),
  );
  const isDead = ports.every((port) => isClosed(portState(facts, address, port)));
  return familyState(facts, 6) === 'works' && worksOverFour && isDead
    ? failed({ ...said, evidence })
    : cantTell({ ...said, evidence });
}

/** Hosts that share an address share its fate: one finding, under the first name. */
function pairs(facts: Facts): readonly (readonly [string, string])[] {
  const all = hostsToResolve(facts).flatMap((host) =>
    trueAddresses(facts, host)
      .filter((each) => familyOf(each) === 6)
      .map((address) => [address, host] as const),
  );
  return [...new Map([...all].reverse()).entries()].map(([address, host]) => [host, address] as const);
}

export const deadIpv6Address = defineCheck({
  id,
  area: 'dns',
  needs: ['http', 'smtp', 'imap', 'pop3', 'ftp', 'ssh'],
  evaluate(facts) {
    const all = pairs(facts);
    const isOnly = (host: string): boolean => all.filter(([each]) => each === host).length === 1;
    return all.map(([host, address]) =>
      assertionFor(facts, isOnly(host) ? host : `${host} (${address})`, host, address),
    );
  },
});

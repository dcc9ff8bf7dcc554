/** Greets the servers as an old device would, once the person has said that only such a device fails (R66). */
import type { Job } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { mailClientHosts, wants, webHosts } from '../../model/view/hosts.ts';
import { stated } from '../../model/view/statements.ts';
import { oldTlsJob, serverNameFor } from './job-kit.ts';
import type { Planner } from './planner.ts';

/** One greeting for each port that speaks TLS from its first byte, at the first IPv4 address: old devices seldom use IPv6. */
function greetings(facts: Facts, hosts: readonly string[], ports: readonly number[]): readonly Job[] {
  return hosts.slice(0, 1).flatMap((name) => {
    const address = dialAddresses(facts, name).find((each) => familyOf(each) === 4);
    return address === undefined
      ? []
      : ports.map((port) => oldTlsJob({ name, address, port }, serverNameFor(name)));
  });
}

export const devicePlanner: Planner = {
  id: 'device',
  isWanted: (facts) => stated(facts, 'old_device', 'yes').length > 0,
  plan: (facts) => [
    ...(wants(facts, 'web') ? greetings(facts, webHosts(facts), [443]) : []),
    ...(wants(facts, 'mail') ? greetings(facts, mailClientHosts(facts), [993, 465]) : []),
  ],
};

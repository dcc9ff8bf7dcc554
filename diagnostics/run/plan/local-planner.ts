/** The seat itself: this machine, anchors, captive portals, the clock, and whether names resolve at all (C0, C1, C7). */
import type { Job } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { deadlines, httpJob, systemLookupJob, tcpJob } from './job-kit.ts';
import { always, type Planner } from './planner.ts';

const anchorNamesAsked = 3;
const portalsAsked = 3;

function environmentJob(facts: Facts): Job {
  const hostNames = hostsToResolve(facts); // grows while the run learns of mail servers: the key follows
  return {
    key: hostNames.length === 0 ? 'environment' : `environment/${hostNames.length}`,
    kind: 'environment',
    endpoint: {},
    input: { hostNames },
    control: 'C0',
    deadlineMs: deadlines.local,
    attempt: 1,
  };
}

const clockJobs = (facts: Facts): readonly Job[] =>
  facts.networkData.timeSources.map(({ operator, name, address, port }) => ({
    key: `clock/${address}`,
    kind: 'clock',
    endpoint: { operator, name, address, port, family: familyOf(address) },
    input: { method: 'sntp' },
    control: 'C7',
    deadlineMs: deadlines.clock,
    attempt: 1,
  }));

/** A portal endpoint without a fixed address is dialled where the operating system says that it is. */
const portalJobs = (facts: Facts): readonly Job[] =>
  facts.networkData.captivePortals.slice(0, portalsAsked).flatMap((portal): readonly Job[] => {
    const host = new URL(portal.url).hostname;
    const lookup = facts.job('system-lookup', `system-lookup/${host}`);
    const address = portal.address ?? lookup?.best.data.addresses?.[0];
    if (address === undefined) return lookup ? [] : [systemLookupJob(host, 'C1')];
    return [httpJob({ ...portal, address, port: 80 }, portal.url, 'C1')];
  });

export const localPlanner: Planner = {
  id: 'local',
  isWanted: always,
  plan: (facts) => [
    environmentJob(facts),
    ...facts.networkData.anchors.map((anchor) => tcpJob(anchor, 'C1')),
    ...facts.networkData.anchorNames.slice(0, anchorNamesAsked).map((name) => systemLookupJob(name, 'C1')),
    ...clockJobs(facts),
    ...portalJobs(facts),
  ],
};

/** Context for silence and refusals: is the public address of this seat shared (R13)? Asked only where a server may have banned it. */
import type { Job } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { connectionJobs } from '../../model/view/sessions.ts';
import { TRANSLATION_NAME } from '../../model/view/shared-address.ts';
import { environmentOf, familyState, isTunnelled } from '../../model/view/vantage.ts';
import { systemLookupJob } from './job-kit.ts';

const NAT_PMP_PORT = 5351;
/** Milliseconds: the router stands in the house. */
const ANSWER_MS = 1_000;

const routerJob = (address: string): Job => ({
  key: `router-address/${address}`,
  kind: 'router-address',
  endpoint: { address, family: familyOf(address), port: NAT_PMP_PORT },
  input: {},
  control: 'C0',
  deadlineMs: ANSWER_MS,
  attempt: 1,
});

export function sharingControls(facts: Facts): readonly Job[] {
  const isRefused = connectionJobs(facts).some(
    (job) =>
      job.best.control === undefined && job.verdict === 'fails' && job.best.data.connectMs === undefined,
  );
  if (!isRefused || isTunnelled(facts)) return [];
  const routes = environmentOf(facts)?.data.defaultRoutes ?? [];
  const gateway = routes.find((each) => each.family === 4)?.gateway;
  return [
    ...(gateway === null || gateway === undefined ? [] : [routerJob(gateway)]),
    ...(familyState(facts, 4) === 'absent' ? [systemLookupJob(TRANSLATION_NAME, 'C0')] : []),
  ];
}

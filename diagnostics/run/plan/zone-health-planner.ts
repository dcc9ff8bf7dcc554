/** Where somebody asks for DNS in particular: how the zone's name servers behave beyond their own zone. A usual run asks none of this. */
import type { Job } from '../../model/job.ts';
import { isAskedAbout } from '../../model/view/asked-about.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { conductInput, type ConductQuestion } from '../../model/view/server-conduct.ts';
import type { Facts } from '../../model/view/facts.ts';
import { answersByServer, serverJobs, silenceOf, zoneStage } from '../../model/view/zone-servers.ts';
import { deadlines, endpointOf } from './job-kit.ts';
import type { Planner } from './planner.ts';

const SERVERS_AT_MOST = 4;
const questions: readonly ConductQuestion[] = ['recursion', 'transfer', 'identity'];

const conductJob = (
  facts: Facts,
  { serverName, address }: NamedAddress,
  question: ConductQuestion,
  zone: string,
): Job => ({
  key: boundedKey(`server-conduct/${question}/${address}`),
  kind: 'server-conduct',
  endpoint: endpointOf({ name: serverName, address, port: 53 }),
  input: conductInput(facts, question, zone),
  control: 'C6',
  deadlineMs: deadlines.dns,
  attempt: 1,
});

/** Servers that say nothing to a question with EDNS: some say more to one without, and the machine is not down then. */
export const plainQuestionPlanner: Planner = {
  id: 'plain-question',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan(facts) {
    const stage = zoneStage(facts);
    if (stage.status !== 'known') return [];
    const { subject: zone, delegation } = stage;
    const overUdp = (address: string) =>
      serverJobs(facts, zone, address).filter((job) => job.best.input.transport === 'udp');
    return delegation.servers
      .filter(({ address }) => silenceOf(overUdp(address)).state === 'silent')
      .slice(0, SERVERS_AT_MOST)
      .map((server) => conductJob(facts, server, 'plain', zone));
  },
};

export const zoneHealthPlanner: Planner = {
  id: 'zone-health',
  isWanted: (facts) => isAskedAbout(facts, 'dns'),
  plan(facts) {
    const stage = zoneStage(facts);
    if (stage.status !== 'known') return [];
    const { subject: zone, delegation } = stage;
    // a server that does not answer for its own zone is not troubled with more
    return delegation.servers
      .filter((server) => answersByServer(facts, zone, [server], zone, 'SOA').length > 0)
      .slice(0, SERVERS_AT_MOST)
      .flatMap((server) => questions.map((question) => conductJob(facts, server, question, zone)));
  },
};

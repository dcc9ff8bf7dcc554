/** File transfer: the control ports with the one login of a run, and what a failure there still leaves open. */
import type { JobOf } from '../../model/job.ts';
import type { InputOf } from '../../model/observation.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { cameFor } from '../../model/view/expected.ts';
import type { Facts } from '../../model/view/facts.ts';
import { systemLookup } from '../../model/view/host-addresses.ts';
import { ftpHosts, wants } from '../../model/view/hosts.ts';
import { deadlines, placesOf, serverNameFor, type Place } from './job-kit.ts';
import type { Planner } from './planner.ts';

type FtpJob = JobOf<'ftp'>;

function ftpJob(place: Place, input: Pick<InputOf<'ftp'>, 'security' | 'login'>): FtpJob {
  return {
    key: `ftp/${place.address}/${place.port}`,
    kind: 'ftp',
    endpoint: {
      name: place.name!,
      address: place.address,
      family: familyOf(place.address),
      port: place.port,
    },
    input: { ...input, serverName: serverNameFor(place.name ?? place.address) },
    deadlineMs: deadlines.dialogue,
    attempt: 1,
  };
}

/** With consent a test file is written and removed in the session of the given login, which needs a listing to have worked. */
const withUpload = (facts: Facts, job: FtpJob): FtpJob =>
  facts.request.facts['ftp.upload'] === 'allowed' && job.input.login === 'given'
    ? { ...job, input: { ...job.input, lists: true, uploads: true }, deadlineMs: deadlines.upload }
    : job;

/** Listings are asked for only where the person came for file transfer: elsewhere an open data port is proof enough. */
const withListings = (facts: Facts, job: FtpJob): FtpJob =>
  cameFor(facts, 'ftp') && job.input.login !== 'none'
    ? { ...job, input: { ...job.input, lists: true }, deadlineMs: deadlines.transfer }
    : job;

/**
 * R74: does the server take a user name in clear? Asked where the run logs in and TLS works, with the name alone: no password is sent,
 * so nothing counts as a login.
 */
function clearTextJobs(facts: Facts, jobs: readonly FtpJob[]): readonly FtpJob[] {
  if (facts.request.symptom !== 'ftp_cannot_connect') return [];
  const secured = jobs.filter(
    (job) => job.input.login !== 'none' && facts.job('ftp', job.key)?.best.data.upgrade === 'done',
  );
  const { user } = facts.request.target;
  return secured.map((job) => ({
    ...job,
    key: `ftp-clear/${job.endpoint.address}/21`,
    input: {
      security: 'plain',
      serverName: job.input.serverName,
      login: 'name_only',
      ...(user === null ? {} : { user }),
    },
    control: 'C3',
  }));
}

/** One login a run: the first control port that answers over IPv4 gets it, so nothing counts as a repeated attempt (law 7). */
export const ftpPlanner: Planner = {
  id: 'ftp',
  isWanted: (facts) => wants(facts, 'ftp'),
  plan(facts) {
    const login = facts.request.facts['ftp.login'] === 'given' ? 'given' : 'anonymous';
    const places = ftpHosts(facts).flatMap((host) => placesOf(facts, host, 21));
    const first = places.find((place) => familyOf(place.address) === 4) ?? places[0];
    // IPv6 gets the login only when it is known that there is no IPv4: names are looked up for both at once
    if (
      first &&
      familyOf(first.address) === 6 &&
      !facts.request.target.isAddress &&
      !ftpHosts(facts).every((host) => systemLookup(facts, host))
    )
      return [];
    const jobs = places.map((place) =>
      withUpload(
        facts,
        withListings(facts, ftpJob(place, { security: 'starttls', login: place === first ? login : 'none' })),
      ),
    );
    const implicit = places
      .slice(0, 1)
      .map((place) => ftpJob({ ...place, port: 990 }, { security: 'implicit', login: 'none' }));
    return [...jobs, ...implicit, ...clearTextJobs(facts, jobs)];
  },
};

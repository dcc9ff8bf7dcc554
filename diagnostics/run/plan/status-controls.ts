/** C9: what the provider says of its own incidents, asked only once something of the provider's fails (R54). */
import type { Job } from '../../model/job.ts';
import type { ConnectionObservation } from '../../model/observation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dialAddresses, systemLookup } from '../../model/view/host-addresses.ts';
import { isAddressLiteral } from '../../model/view/addresses.ts';
import { openIncidents } from '../../model/view/incidents.ts';
import { isSlow } from '../../model/view/page-speed.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { reverseName } from '../../model/view/reverse-name.ts';
import { connectionJobs } from '../../model/view/sessions.ts';
import { deadlines, endpointOf, resolverJob, systemLookupJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';

const REVERSE_NAMES_AT_MOST = 2;

/** Own words of a server (a refused login, a reply code) are no sign of an incident; silence, hang-ups, errors and slowness are. */
const isTrouble = (each: ConnectionObservation): boolean =>
  (each.failure !== undefined &&
    each.failure.code !== 'rejected' &&
    each.failure.code !== 'starttls_missing') ||
  (each.kind === 'http' && ((each.data.status ?? 0) >= 500 || isSlow(each)));

const troubled = (facts: Facts): readonly ConnectionObservation[] =>
  connectionJobs(facts)
    .map((job) => job.best as ConnectionObservation)
    .filter(
      (each) =>
        each.control === undefined && isTrouble(each) && !isElsewhere(facts, each.endpoint.address ?? ''),
    );

function feedJobs(facts: Facts, feed: string): readonly Job[] {
  const url = new URL(feed);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = dialAddresses(facts, host)[0];
  if (address === undefined)
    return isAddressLiteral(host) || systemLookup(facts, host) ? [] : [systemLookupJob(host, 'C9')];
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return [
    {
      key: 'status-feed',
      kind: 'status-feed',
      endpoint: endpointOf({ name: host, address, port }),
      input: { url: feed },
      control: 'C9',
      deadlineMs: deadlines.handshake,
      attempt: 1,
    },
  ];
}

/** An incident is told by the name of the machine, which its reverse record holds. */
function nameJobs(facts: Facts, tries: readonly ConnectionObservation[]): readonly Job[] {
  const resolver = onePublicResolver(facts);
  if (!resolver || openIncidents(facts).length === 0) return [];
  const addresses = [...new Set(tries.flatMap((each) => each.endpoint.address ?? []))].sort();
  return addresses
    .slice(0, REVERSE_NAMES_AT_MOST)
    .map((address) => resolverJob(resolver, reverseName(address), 'PTR'));
}

export function statusControls(facts: Facts): readonly Job[] {
  const feed = facts.provider?.statusFeed;
  if (feed === undefined || feed === null) return [];
  const tries = troubled(facts);
  return tries.length === 0 ? [] : [...feedJobs(facts, feed), ...nameJobs(facts, tries)];
}

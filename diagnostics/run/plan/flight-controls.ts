/** Controls of a handshake that stalls (R50): the same large flight from neutral hosts (C8) and from neighbours of the server (C4). */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { familyOf, isAddressLiteral } from '../../model/view/addresses.ts';
import { isLargeExchange, stalledFamilies, stalledTries } from '../../model/view/flights.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { connectionTries } from '../../model/view/sessions.ts';
import { systemLookupJob, tlsJob } from './job-kit.ts';

const NEUTRAL_HOSTS = 2;
const NEIGHBOURS = 2;
const IMAPS = 993;

/** Anchors answer https as well; they are the only neutral hosts that are known over both families. */
const neutralHandshakes = (facts: Facts): readonly Job[] =>
  stalledFamilies(facts).flatMap((family) =>
    facts.networkData.anchors
      .filter((each) => each.family === family && each.port === 443)
      .slice(0, NEUTRAL_HOSTS)
      .map((each) => tlsJob(each, each.name, 'C8')),
  );

const neighbourPlaces = (facts: Facts): readonly { readonly host: string; readonly port: number }[] => {
  const { hostNames = [], panels = [], mailHosts = [] } = facts.provider ?? {};
  return [
    ...panels.map(({ host }) => ({ host, port: 443 })),
    ...hostNames.map((host) => ({ host, port: 443 })),
    ...mailHosts.map((host) => ({ host, port: IMAPS })),
  ].filter(({ host }) => !host.includes('*') && !isAddressLiteral(host));
};

/** Only where neutral hosts manage it: else the neighbours would stall as well and tell nothing. */
function neighbourHandshakes(facts: Facts): readonly Job[] {
  const stalled = new Set(stalledTries(facts).map((each) => each.endpoint.address));
  const isManaged = (family: number): boolean =>
    connectionTries(facts).some(
      (each) =>
        each.control === 'C8' && isLargeExchange(each) && familyOf(each.endpoint.address ?? '') === family,
    );
  return stalledFamilies(facts)
    .filter(isManaged)
    .flatMap((family) =>
      neighbourPlaces(facts)
        .slice(0, NEIGHBOURS)
        .flatMap(({ host, port }): readonly Job[] => {
          const all = dialAddresses(facts, host);
          if (all.length === 0) return [systemLookupJob(host, 'C4')];
          const address = all.find((each) => familyOf(each) === family && !stalled.has(each));
          return address === undefined ? [] : [tlsJob({ name: host, address, port }, host, 'C4')];
        }),
    );
}

export const flightControls = (facts: Facts): readonly Job[] =>
  stalledTries(facts).length === 0 ? [] : [...neutralHandshakes(facts), ...neighbourHandshakes(facts)];

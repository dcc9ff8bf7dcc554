/** C0: twenty spaced connections to the router's own ports tell loss in the house from loss further on. Only when packets seem to get lost. */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { gatewayKey, gatewayOf, signsOfLoss } from '../../model/view/gateway.ts';
import { tcpJob } from './job-kit.ts';

/** Places that answer now and then; one alone has a trouble of its own. */
const SIGNS_AT_LEAST = 3;
/** Open or closed does not matter, and each gets no more than the three of the budget. */
const ports = [53, 80, 443, 22, 23, 8080, 8443] as const;
const TURNS = 3;
const PROBES_AT_MOST = 20;
const SPACING_MS = 150;

export function gatewayControls(facts: Facts): readonly Job[] {
  const address = gatewayOf(facts);
  if (address === null || signsOfLoss(facts).size < SIGNS_AT_LEAST) return [];
  return Array.from({ length: TURNS }, (_, turn) => ports.map((port) => ({ port, turn })))
    .flat()
    .slice(0, PROBES_AT_MOST)
    .map(({ port, turn }, index) => ({
      ...tcpJob({ address, port }, 'C0'),
      key: gatewayKey(port, turn),
      attempt: 3, // each is one probe of a row, and is not tried again
      delayMs: SPACING_MS * (index + 1),
    }));
}

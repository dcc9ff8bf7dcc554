import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  open,
  pack,
  samePortOpen,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';

/** The system says EACCES at these ports, after so many milliseconds; the rest of the server answers. */
function refusedHere(
  ports: readonly number[],
  durationMs: number,
  others: readonly Observation[] = [25, 80, 993].map((port) => open(at(SERVER, port))),
): World {
  const tries = ports.map((port) => closed(at(SERVER, port), 'permission_denied', { durationMs }));
  return {
    provider: pack,
    observations: [...tries, others, ports.flatMap(samePortOpen)],
    findings: ports.map((port, index) =>
      aFinding(
        port === 22 ? 'unreachable-ssh-port' : 'unreachable-submission-port',
        `${HOST}:${port}`,
        tries[index],
      ),
    ),
  };
}

const single = closed(at(SERVER, 587), 'permission_denied', { durationMs: 1 }).slice(0, 1);
const oneTry: World = {
  observations: [single],
  findings: [aFinding('unreachable-submission-port', `${HOST}:587`, single)],
};

describe('R5, a firewall on this machine', () => {
  fires('R5', 'once for all ports that this machine refuses at once', refusedHere([587, 22], 1), {
    cause: 'local.firewall',
    subject: `${HOST} (22, 587)`,
    domain: 'customer_device',
    confidence: 'proven',
    missing: [],
    explains: [`unreachable-submission-port ${HOST}:587`, `unreachable-ssh-port ${HOST}:22`],
  });
  fires('R5', 'before R41 when nothing else answers', refusedHere([587], 1, []), {});
  trap('R5', 'the refusal took the time of the way: a device further on said it', refusedHere([587], 60));
  trap('R5', 'a second try got through', refusedHere([587], 1, [open(at(SERVER, 587))]));
  trap('R5', 'there was one try only', oneTry);
});

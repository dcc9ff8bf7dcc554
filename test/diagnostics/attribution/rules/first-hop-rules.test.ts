import { describe } from 'vitest';
import { gatewayKey } from '../../../../diagnostics/model/view/gateway.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  open,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';

const probes = (lost: number) =>
  Array.from({ length: 20 }, (_, turn) =>
    anObservation('tcp', {
      id: `${gatewayKey(80, turn)}#3`,
      control: 'C0',
      attempt: 3,
      endpoint: { address: '192.168.1.1', family: 4, port: 80 },
      durationMs: turn < lost ? 1_050 : 3,
      failure: aFailure('connection_refused'),
    }),
  );
const silent = closed(at(SERVER, 443));
const refused = closed(at(SERVER, 22), 'connection_refused');

const world = (lost: number, outcome: 'failed' | 'passed'): World => ({
  observations: [probes(lost), silent, refused, open(at(SERVER, 80))],
  findings: [
    aFinding('lossy-first-hop', 'local', probes(lost).slice(0, 1), { outcome, level: 'warning' }),
    aFinding('unreachable-web-port', `${HOST}:443`, silent),
    aFinding('unreachable-ssh-port', `${HOST}:22`, refused),
  ],
});

describe('R14, loss on the first hop', () => {
  fires(
    'R14',
    'eight of twenty are lost to the router itself; silence is not held against anybody',
    world(8, 'failed'),
    {
      cause: 'network.lossy_home',
      subject: 'local',
      domain: 'customer_network',
      confidence: 'likely',
      missing: [],
      explains: ['lossy-first-hop local', `unreachable-web-port ${HOST}:443`],
    },
  );
  trap('R14', 'the router answers every time: the loss is further on', world(0, 'passed'));
});

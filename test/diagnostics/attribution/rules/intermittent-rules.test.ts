import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { spacedKey } from '../../../../diagnostics/model/view/steadiness.ts';
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
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const odd = anObservation('tcp', {
  id: `tcp/${SERVER}/443#2`,
  attempt: 2,
  endpoint: at(SERVER, 443),
  failure: aFailure('timed_out'),
});
const alone = anObservation('tcp', {
  id: `${spacedKey(SERVER, 0)}#3`,
  attempt: 3,
  control: 'C3',
  endpoint: at(SERVER, 443),
  failure: aFailure('timed_out'),
});
const stood = open(at(SERVER, 443), { id: `tcp/${SERVER}/443` });
const server = [stood, odd, alone];
const steadyLine = [...anchorsOf(4).flatMap(twice), ...anchorsOf(6)];
const finding = (behind: readonly Observation[], outcome: 'failed' | 'cantTell' = 'failed') =>
  aFinding('intermittent-connection', `${HOST} (${SERVER})`, behind, { outcome, level: 'warning' });

const world = (extra: readonly Observation[], more: World['findings'] = []): World => ({
  observations: [server, extra],
  findings: [finding([alone, odd]), ...more],
});
const ssh = closed(at(SERVER, 22));
const nobody = {
  cause: 'server.intermittent',
  subject: `${HOST} (${SERVER})`,
  domain: 'undetermined',
  confidence: 'possible',
} as const;

describe('R52, some of the time', () => {
  fires('R52', 'two of three tries failed while the line is steady', world(steadyLine), {
    ...nobody,
    missing: ['C5 record_window'],
    explains: [`intermittent-connection ${HOST} (${SERVER})`],
  });
  fires('R52', 'too few neutral tries: the own line stays open', world(anchorsOf(4)), {
    ...nobody,
    missing: ['C1 own_line_comes_and_goes', 'C5 record_window'],
  });
  fires(
    'R52',
    'a port that failed in both of its tries belongs to it',
    world([...steadyLine, ...ssh], [aFinding('unreachable-ssh-port', `${HOST}:22`, ssh)]),
    {
      explains: [`intermittent-connection ${HOST} (${SERVER})`, `unreachable-ssh-port ${HOST}:22`],
    },
  );
  trap(
    'R52',
    'one by one all stood: a limit on simultaneous connections',
    { observations: [stood, odd, steadyLine], findings: [finding([odd], 'cantTell')] },
    [],
  );
});

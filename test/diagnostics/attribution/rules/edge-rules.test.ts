import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aPage,
  aSession,
  at,
  ELSEWHERE,
  fires,
  HOST,
  nobody,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';

const EDGE = ELSEWHERE;
const headers = [{ name: 'cf-ray', value: '1-BRU' }];

/** The network in front answers with a status of its own; the server behind it was asked or not. */
function behindEdge(status: number, origin: readonly Observation[] = [], marks = headers): World {
  const page = aPage(status, { endpoint: at(EDGE, 443), data: { connectMs: 10, headers: marks } });
  return {
    provider: pack,
    observations: [page, origin],
    findings: [aFinding('unreachable-origin', HOST, [page]), aFinding('server-error-page', HOST, [page])],
  };
}

const asked = { id: 'http/origin', control: 'C9', endpoint: at(SERVER, 443) } as const;
const refused = twice(
  aPage(0, {
    ...asked,
    data: { connectMs: undefined, status: undefined },
    failure: aFailure('connection_refused'),
  }),
);
const delivered = [aPage(200, asked)];
const untrusted = [
  aPage(200, {
    ...asked,
    data: {
      tls: aSession({
        trust: {
          bundled: { trusted: false, reason: 'root_unknown', name: 'CN=Root' },
          system: { trusted: false, reason: 'root_unknown', name: 'CN=Root' },
        },
      }),
    },
  }),
];

const errorFinding = aFinding('server-error-page', HOST, [aPage(521, { endpoint: at(EDGE, 443) })]);
const subject = HOST;
const explains = [`unreachable-origin ${HOST}`, `server-error-page ${HOST}`];

describe('R82, a network in front of the site', () => {
  fires('R82', 'the server refuses the network, and refuses here as well', behindEdge(521, refused), {
    cause: 'web.origin_unreachable.down',
    subject,
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
    explains,
  });
  fires('R82', 'the server was not asked directly: the network alone says it', behindEdge(521), {
    cause: 'web.origin_unreachable.down',
    ...nobody,
    missing: ['C9 edge_itself', 'C9 edge_points_elsewhere'],
  });
  fires('R82', 'the server delivers the page to visitors without the network', behindEdge(522, delivered), {
    cause: 'web.origin_unreachable.shut_out',
    ...nobody,
    missing: ['C9 own_rule_shuts_out'],
  });
  fires('R82', 'the certificate on the server has ended', behindEdge(526, untrusted), {
    cause: 'web.origin_unreachable.encryption',
    domain: 'hosting_provider',
    confidence: 'possible',
    missing: ['C9 own_origin_certificate'],
  });
  trap(
    'R82',
    'a server without a network in front says such a number',
    { ...behindEdge(521, [], []), findings: [errorFinding] },
    ['R80'],
  );
});

import { describe } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aSession,
  at,
  controlSites,
  fires,
  HOST,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';

const cut = (code: FailureCode): readonly Observation[] =>
  twice(
    anObservation('http', {
      endpoint: at(SERVER, 443),
      data: { connectMs: 10 },
      failure: aFailure(code, 'tls_handshake'),
    }),
  );
const unnamed = anObservation('tls', {
  id: `tls/${SERVER}/443/no-name`,
  control: 'C8',
  endpoint: at(SERVER, 443, undefined),
  input: { serverName: null },
  data: { connectMs: 10, tls: aSession({ serverName: null }) },
});
/** The same hosts answer to their own names. */
const toOwnNames = controlSites('everybody').map(
  (each) => ({ ...each, input: { serverName: each.endpoint.name ?? null } }) as Observation,
);
/** The name at hosts that have nothing to do with it. */
const elsewhere = (code: FailureCode | null, operators = ['alpha', 'beta']): readonly Observation[] =>
  operators.map((operator, index) =>
    anObservation('tls', {
      id: `tls/foreign/${operator}`,
      control: 'C2',
      endpoint: {
        operator,
        name: `site.${operator}.test`,
        address: `45.0.5.${index + 1}`,
        family: 4,
        port: 443,
      },
      input: { serverName: HOST },
      data: { connectMs: 10, ...(code ? {} : { tls: aSession() }) },
      ...(code ? { failure: aFailure(code, 'tls_handshake') } : {}),
    }),
  );
const world = (code: FailureCode, others: readonly Observation[]): World => {
  const tries = cut(code);
  return {
    observations: [tries, toOwnNames, others],
    findings: [aFinding('failed-tls-handshake', `${HOST}:443`, tries)],
  };
};

describe('R49, a filter by name', () => {
  fires(
    'R49',
    'foreign servers are cut off as well when the name is sent',
    world('connection_reset', [unnamed, ...elsewhere('connection_reset')]),
    {
      cause: 'network.name_filtered',
      subject: HOST,
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 filter_here_or_further'],
      explains: [`failed-tls-handshake ${HOST}:443`],
    },
  );
  fires(
    'R49',
    'the filter lets connections hang instead',
    world('timed_out', [unnamed, ...elsewhere('timed_out')]),
    { cause: 'network.name_filtered' },
  );
  trap(
    'R49',
    'the server itself sends an alert',
    world('tls_alert', [unnamed, ...elsewhere('connection_reset')]),
    ['R94'],
  );
  trap(
    'R49',
    'foreign servers take the name: the server may cut it off itself',
    world('connection_reset', [unnamed, ...elsewhere(null)]),
    ['R94'],
  );
  trap(
    'R49',
    'only one foreign server was asked',
    world('connection_reset', [unnamed, ...elsewhere('connection_reset', ['alpha'])]),
    ['R94'],
  );
  trap(
    'R49',
    'the server does not answer without a name either',
    world('connection_reset', elsewhere('connection_reset')),
    ['R94'],
  );
});

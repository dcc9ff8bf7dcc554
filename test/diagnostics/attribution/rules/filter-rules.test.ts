import { describe } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  open,
  pack,
  samePortClosed,
  samePortOpen,
  SERVER,
  SERVER6,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const checkOf: Readonly<Record<number, string>> = {
  443: 'unreachable-web-port',
  465: 'unreachable-submission-port',
  587: 'unreachable-submission-port',
  993: 'unreachable-imap-port',
  22: 'unreachable-ssh-port',
  2083: 'unreachable-panel-port',
};

/** Closed ports of the server, each a finding, with what else was seen. */
function server(
  ports: readonly number[],
  seen: readonly (Observation | readonly Observation[])[],
  { how = 'timed_out', address = SERVER }: { readonly how?: FailureCode; readonly address?: string } = {},
): World {
  const dead = ports.map((port) => closed(at(address, port), how));
  return {
    provider: pack,
    observations: [...dead, ...seen],
    findings: ports.map((port, index) => aFinding(checkOf[port]!, `${HOST}:${port}`, dead[index])),
  };
}

/** The only neutral operator that is known to listen on the port, as in the built-in network data. */
const oneListener = (port: number, how?: FailureCode): readonly Observation[] => {
  const endpoint = { operator: 'alpha', name: 'listener.alpha.test', ...at('45.0.4.1', port) };
  return how === undefined ? [open(endpoint, { control: 'C2' })] : closed(endpoint, how, { control: 'C2' });
};
const anchorsFail = anchorsOf(4).flatMap((each) => closed(each.endpoint, 'timed_out', { control: 'C1' }));
const undecided = { domain: 'undetermined', confidence: 'possible' } as const;

describe('R46, ports that fail towards everybody', () => {
  fires(
    'R46',
    'both sending ports are closed in the house or on the line, 443 gets out',
    server([465, 587], [samePortClosed(465), samePortClosed(587), anchorsOf(4)]),
    {
      ...undecided,
      cause: 'network.port_filtered.port',
      subject: `${HOST} (465, 587)`,
      missing: ['C5 filter_here_or_further'],
      explains: [`unreachable-submission-port ${HOST}:465`, `unreachable-submission-port ${HOST}:587`],
    },
  );
  fires(
    'R46',
    'a network that lets only the web out: services that have nothing to do with each other are closed',
    server([587, 993, 22], [...[587, 993, 22].map(samePortClosed), anchorsOf(4)]),
    { cause: 'network.port_filtered.web_only', domain: 'customer_network', confidence: 'possible' },
  );
  fires(
    'R46',
    'port 443 itself is filtered: the anchors are the neutral hosts that fail on it',
    server([443], [anchorsFail, open(at(SERVER, 80))]),
    { ...undecided, cause: 'network.port_filtered.port', subject: `${HOST} (443)` },
  );
  fires(
    'R46',
    'no neutral host of the other family is known',
    {
      provider: pack,
      observations: [closed(at(SERVER, 587)), closed(at(SERVER6, 587)), samePortClosed(587), anchorsOf(4)],
      findings: [SERVER, SERVER6].map((address) =>
        aFinding('unreachable-submission-port', `${HOST}:587 (${address})`, closed(at(address, 587))),
      ),
    },
    {
      ...undecided,
      explains: [SERVER, SERVER6].map((address) => `unreachable-submission-port ${HOST}:587 (${address})`),
    },
  );
  fires(
    'R46',
    'the one neutral host that could be tried fails alike: said, and the missing second host is named',
    server([587], [oneListener(587, 'timed_out'), anchorsOf(4)]),
    {
      ...undecided,
      cause: 'network.port_filtered.one_control',
      missing: ['C2 only_this_server', 'C5 filter_here_or_further'],
    },
  );
  trap(
    'R46',
    'the same port works towards others',
    server([587], [samePortOpen(587), open(at(SERVER, 80))]),
    ['R42'],
  );
  trap(
    'R46',
    'the one neutral host is silent, while the server refuses: two failures of two kinds',
    server([587], [oneListener(587, 'timed_out'), anchorsOf(4), open(at(SERVER, 80))], {
      how: 'connection_refused',
    }),
    ['R93'],
  );
  trap('R46', 'this machine itself refuses, before a packet leaves it', {
    provider: pack,
    observations: [
      closed(at(SERVER, 587), 'permission_denied', { durationMs: 1 }),
      samePortClosed(587),
      open(at(SERVER, 80)),
    ],
    findings: [
      aFinding(
        'unreachable-submission-port',
        `${HOST}:587`,
        closed(at(SERVER, 587), 'permission_denied', { durationMs: 1 }),
      ),
    ],
  });
});

describe('R47, the panel’s own port', () => {
  fires(
    'R47',
    'the panel port fails towards everybody, 443 gets out',
    server([2083], [samePortClosed(2083), anchorsOf(4), open(at(SERVER, 443))]),
    {
      cause: 'network.port_filtered.panel',
      subject: `${HOST} (2083)`,
      domain: 'customer_network',
      confidence: 'possible',
      missing: ['C5 filter_here_or_further'],
      explains: [`unreachable-panel-port ${HOST}:2083`],
    },
  );
  trap(
    'R47',
    'the panel port works towards others, so it is closed at the server',
    server([2083], [samePortOpen(2083), anchorsOf(4), open(at(SERVER, 443))], { how: 'connection_refused' }),
    ['R93'],
  );
  trap('R47', 'it is a mail port that is filtered', server([587], [samePortClosed(587), anchorsOf(4)]), [
    'R46',
  ]);
});

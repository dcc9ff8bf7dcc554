import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  samePortClosed,
  SERVER,
  SERVER6,
  trap,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { twice } from '../../../support/factories.ts';
import {
  anchorsOf,
  anchorsSilent,
  anEnvironment,
  ipv6Interface,
} from '../../../support/network-factories.ts';

const deadIpv6Seat: World = (() => {
  const silent = anchorsSilent(6).flatMap(twice);
  const overSix = closed(at(SERVER6, 443));
  const overFour = closed(at(SERVER, 53));
  return {
    observations: [anEnvironment({ interfaces: [ipv6Interface] }), anchorsOf(4), silent, overSix, overFour],
    findings: [
      aFinding('broken-ipv6', 'local', silent),
      aFinding('unreachable-web-port', `${HOST}:443`, overSix),
      aFinding('tcp-silent-name-server', 'ns1.example.test', overFour, { level: 'warning' }),
    ],
  };
})();

const port25 = (others: readonly Observation[]): World => {
  const own = closed(at(SERVER, 25));
  return {
    observations: [anchorsOf(4), others, own],
    findings: [
      aFinding('blocked-port-25', 'local', others),
      aFinding('unreachable-smtp-port', `${HOST}:25`, own),
    ],
  };
};

const local = { subject: 'local', domain: 'customer_network', confidence: 'proven', missing: [] } as const;
const web = `unreachable-web-port ${HOST}:443`;

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R11 takes what fails over IPv6 upon itself and leaves IPv4 alone',
    deadIpv6Seat,
    {
      ...local,
      rule: 'R11',
      cause: 'network.ipv6_broken',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 home_router_ipv6'],
      explains: ['broken-ipv6 local', web],
    },
  ],
  [
    'R45 names the access line when port 25 fails towards everybody',
    port25(samePortClosed(25)),
    {
      rule: 'R45',
      cause: 'network.port25_blocked',
      subject: 'port 25',
      domain: 'access_provider',
      confidence: 'likely',
      missing: [],
      explains: ['blocked-port-25 local', `unreachable-smtp-port ${HOST}:25`],
    },
  ],
];

const lone = { operator: 'alpha', name: 'listener.alpha.test', ...at('45.0.4.1', 25) };
const loneSubmission = { ...lone, port: 587 };
/** As with the built-in network data: one neutral host is known to listen on the port. */
const oneListener = (own: readonly Observation[], more: World['observations'] = []): World => ({
  observations: [anchorsOf(4), own, closed(lone, 'timed_out', { control: 'C2' }), ...more],
  findings: [aFinding('unreachable-smtp-port', `${HOST}:25`, own)],
});

describe('R45 with the one neutral mail server that is known', () => {
  fires(
    'R45',
    'both are silent: said, nobody named, the missing control is told',
    oneListener(closed(at(SERVER, 25))),
    {
      cause: 'network.port25_blocked.one_control',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C2 only_this_mail_server'],
      explains: [`unreachable-smtp-port ${HOST}:25`],
    },
  );
  trap(
    'R45',
    'the mail server refuses and the other is silent',
    oneListener(closed(at(SERVER, 25), 'connection_refused')),
  );
  trap(
    'R45',
    'the ports of mail programs fail alike: a wider filter',
    {
      ...oneListener(closed(at(SERVER, 25)), [
        closed(at(SERVER, 587)),
        closed(loneSubmission, 'timed_out', { control: 'C2' }),
      ]),
      findings: [
        aFinding('unreachable-smtp-port', `${HOST}:25`, closed(at(SERVER, 25))),
        aFinding('unreachable-submission-port', `${HOST}:587`, closed(at(SERVER, 587))),
      ],
    },
    ['R46'],
  );
});

describe('rules about the access line', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    [
      'R45 keeps silent when the mail server’s own port 25 was not missed',
      { findings: [aFinding('blocked-port-25', 'local')] },
      'R45',
    ],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});

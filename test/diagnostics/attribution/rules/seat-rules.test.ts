import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aCertificate,
  aFinding,
  aSession,
  addressInZone,
  at,
  closed,
  controlSites,
  ELSEWHERE,
  HOST,
  open,
  SERVER,
  timeSources,
  trust,
  verdictsOf,
  wrongClock,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { anEnvironment, offline } from '../../../support/network-factories.ts';

const OLD = ELSEWHERE;
const dead = closed(at(SERVER, 443));
const siteDown = aFinding('unreachable-web-port', `${HOST}:443`, dead);

function noNetwork(defaultRoutes: readonly never[] | undefined, code?: FailureCode): World {
  const environment = anEnvironment(defaultRoutes ? { defaultRoutes } : {});
  const anchors = offline.map((each): Observation =>
    code ? ({ ...each, failure: aFailure(code) } as Observation) : each,
  );
  return {
    observations: [environment, anchors, dead],
    findings: [aFinding('unreachable-internet', 'local', anchors), siteDown],
  };
}

/** Portal answers by operator: `true` for the page as it should be. */
function portal(alpha: boolean, beta: boolean): World {
  const answer = (operator: string, url: string, status: number, bodyStart: string): Observation =>
    anObservation('http', {
      id: `http/${operator}`,
      control: 'C1',
      endpoint: { operator },
      input: { url, method: 'GET' },
      data: { connectMs: 5, status, bodyStart },
    });
  const observations = [
    answer('alpha', 'http://portal.alpha.test/204', alpha ? 204 : 302, ''),
    answer('beta', 'http://portal.beta.test/ok', beta ? 200 : 302, beta ? 'ok' : ''),
  ];
  return { observations, findings: [aFinding('captive-portal', 'local', observations)] };
}

const clockOff = (sources: number): World => {
  const observations = timeSources(900_000, sources);
  return { observations, findings: [wrongClock(observations)] };
};

const resigned = (how: 'systemOnly' | 'nobody'): World => {
  const sites = controlSites(how);
  return {
    observations: sites,
    findings: [
      aFinding('intercepted-connection', 'local', sites),
      aFinding('untrusted-certificate', `${HOST}:443`),
    ],
  };
};

/** A web shield leaves mail alone: what the mail server shows leads to a public root, and has ended. */
function besideUnopened(): World {
  const { observations = [], findings } = resigned('systemOnly');
  const unopened = anObservation('imap', {
    endpoint: at(SERVER, 993),
    data: {
      connectMs: 20,
      upgrade: 'not_tried',
      transcript: [],
      tls: aSession({ chain: [aCertificate({})], trust: trust.everybody }),
    },
  });
  return {
    observations: [observations, unopened].flat(),
    findings: [...findings, aFinding('expired-certificate', `${HOST}:993`, [unopened])],
  };
}

function hostsLine(observations: readonly Observation[]): World {
  const environment = anEnvironment({ hostsEntries: [{ name: HOST, address: OLD, file: '/etc/hosts' }] });
  const dead = closed(at(OLD, 443));
  return {
    observations: [environment, dead, observations],
    findings: [
      aFinding('hosts-file-override', HOST, [environment]),
      aFinding('unreachable-web-port', `${HOST}:443`, dead),
      aFinding('differing-system-lookup', HOST),
    ],
  };
}

const local = { subject: 'local', domain: 'customer_network', confidence: 'proven', missing: [] } as const;
const web = `unreachable-web-port ${HOST}:443`;

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R1 names this network when the machine has no way out',
    noNetwork([], 'network_unreachable'),
    {
      ...local,
      rule: 'R1',
      cause: 'network.offline.no_route',
      explains: ['unreachable-internet local', web],
    },
  ],
  [
    'R1 names nobody when no route was read and connections still went out',
    noNetwork([]),
    {
      ...local,
      rule: 'R1',
      cause: 'network.offline.no_answer',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C0 access_line'],
      explains: ['unreachable-internet local', web],
    },
  ],
  [
    'R1 names nobody when there is a route',
    noNetwork(undefined),
    {
      ...local,
      rule: 'R1',
      cause: 'network.offline.no_answer',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C0 access_line'],
      explains: ['unreachable-internet local', web],
    },
  ],
  [
    'R8 names this network when pages of two operators are replaced',
    portal(false, false),
    { ...local, rule: 'R8', cause: 'network.captive_portal', explains: ['captive-portal local'] },
  ],
  [
    'R8 names nobody when one operator answers as it should',
    portal(false, true),
    {
      ...local,
      rule: 'R8',
      cause: 'network.captive_portal',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C1 one_portal_operator'],
      explains: ['captive-portal local'],
    },
  ],
  [
    'R7 names this computer when two time sources agree',
    clockOff(2),
    {
      ...local,
      rule: 'R7',
      cause: 'local.clock_wrong',
      domain: 'customer_device',
      explains: ['wrong-clock local'],
    },
  ],
  [
    'R7 names nobody on the word of one time source',
    clockOff(1),
    {
      ...local,
      rule: 'R7',
      cause: 'local.clock_wrong',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C7 wrong_time_source'],
      explains: ['wrong-clock local'],
    },
  ],
  [
    'R6 names this computer when it trusts who re-signs',
    resigned('systemOnly'),
    {
      ...local,
      rule: 'R6',
      cause: 'tls.intercepted.trusted_here',
      domain: 'customer_device',
      explains: ['intercepted-connection local', `untrusted-certificate ${HOST}:443`],
    },
  ],
  [
    'R6 names nobody when nobody trusts the issuer',
    resigned('nobody'),
    {
      ...local,
      rule: 'R6',
      cause: 'tls.intercepted.untrusted',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 intercepted_further_out'],
      explains: ['intercepted-connection local', `untrusted-certificate ${HOST}:443`],
    },
  ],
  [
    'R3 names this computer when DNS says something else',
    hostsLine([addressInZone()]),
    {
      ...local,
      rule: 'R3',
      cause: 'dns.hosts_override',
      subject: HOST,
      domain: 'customer_device',
      explains: [`hosts-file-override ${HOST}`, web, `differing-system-lookup ${HOST}`],
    },
  ],
  [
    'R3 names nobody when DNS says nothing',
    hostsLine([]),
    {
      ...local,
      rule: 'R3',
      cause: 'dns.hosts_override',
      subject: HOST,
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C6 hosts_right_dns_wrong'],
      explains: [`hosts-file-override ${HOST}`, web, `differing-system-lookup ${HOST}`],
    },
  ],
];

describe('rules about this machine and its network', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    [
      'R1 keeps silent when the internet answers',
      { observations: [dead, open(at(SERVER, 80))], findings: [siteDown] },
      'R1',
    ],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });

  it('R6 leaves alone what went through unopened: the ended certificate of a public chain is the server’s own', () => {
    expect(verdictsOf(besideUnopened()).map(({ rule, explains }) => [rule, explains])).toEqual([
      ['R6', ['intercepted-connection local', `untrusted-certificate ${HOST}:443`]],
      ['R55', [`expired-certificate ${HOST}:993`]],
    ]);
  });
});

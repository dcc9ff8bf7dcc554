/** Small worlds for tests: every factory takes a partial and fills in the rest. Names lie under `.test`, nothing is dialled. */
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import type { Failure, FailureCode, Operation } from '../../diagnostics/model/failure.ts';
import type {
  DataOf,
  InputOf,
  Observation,
  ObservationKind,
  ObservationOf,
} from '../../diagnostics/model/observation.ts';
import type { EnvironmentData } from '../../diagnostics/model/observations/machine.ts';
import type { Request, Target } from '../../diagnostics/model/target.ts';
import { withStatements } from '../../diagnostics/model/view/statements.ts';
import { readFacts, type Facts, type ProviderFacts } from '../../diagnostics/model/view/facts.ts';

export const STARTED_AT = '2026-03-02T10:00:00.000Z';
const anchor = (operator: string, address: string, family: 4 | 6) => ({
  operator,
  name: `anchor.${operator}.test`,
  address,
  family,
  port: 443,
});

export const aNetworkData = (partial: Partial<NetworkData> = {}): NetworkData => ({
  schemaVersion: 1,
  rootServers: [{ name: 'a.root.test', addresses: ['45.0.0.1'] }],
  publicResolvers: [
    {
      operator: 'open',
      name: 'resolver.open.test',
      addresses: ['45.0.9.9'],
      doh: 'https://resolver.open.test/dns-query',
    },
  ],
  anchors: [
    anchor('alpha', '45.0.2.1', 4),
    anchor('beta', '45.0.2.2', 4),
    anchor('alpha', '2a00::1', 6),
    anchor('beta', '2a00::2', 6),
  ],
  anchorNames: ['anchor.alpha.test', 'anchor.beta.test'],
  portListeners: [],
  captivePortals: [
    {
      operator: 'alpha',
      name: 'portal.alpha.test',
      url: 'http://portal.alpha.test/204',
      expectStatus: 204,
      expectBody: '',
    },
    {
      operator: 'beta',
      name: 'portal.beta.test',
      url: 'http://portal.beta.test/ok',
      expectStatus: 200,
      expectBody: 'ok',
    },
  ],
  timeSources: [],
  tlsControlSites: [],
  proxyNetworks: [
    { operator: 'shield', ranges: ['45.0.7.0/24', '2a00:7::/32'], mailHosts: ['*.mx.shield.test'] },
  ],
  trustAnchors: [],
  rdapServers: [],
  expiredNameServers: [],
  ...partial,
});

export const aTarget = (partial: Partial<Target> = {}): Target => {
  const domain = partial.domain ?? 'example.test';
  const registrableDomain = partial.isAddress ? null : domain;
  return {
    typed: domain,
    domain,
    displayName: domain,
    registrableDomain,
    isAddress: false,
    path: '/',
    user: null,
    notes: [],
    ...partial,
  };
};

export const aRequest = (partial: Partial<Request> = {}): Request => ({
  target: aTarget(),
  symptom: 'everything',
  services: ['dns', 'web', 'mail'],
  hosts: [],
  resolvers: [],
  provider: null,
  product: null,
  tier: null,
  facts: {},
  ...partial,
});

const aProvider = (partial: Partial<ProviderFacts> = {}): ProviderFacts => ({
  id: 'hoster',
  nameServers: [],
  addressRanges: [],
  hostNames: [],
  mailHosts: [],
  spfIncludes: [],
  dkimSelectors: [],
  ports: {},
  panels: [],
  statusFeed: null,
  statusPage: null,
  renewsCertificates: false,
  certificateAuthorities: [],
  renewsDaysBefore: null,
  suspendedPagePrints: [],
  ...partial,
});

export interface FactsPartial {
  readonly request?: Partial<Request>;
  readonly networkData?: Partial<NetworkData>;
  readonly provider?: Partial<ProviderFacts>;
  readonly observations?: readonly (Observation | readonly Observation[])[];
}

export const aFacts = ({ request, networkData, provider, observations = [] }: FactsPartial = {}): Facts =>
  readFacts({
    request: aRequest(request),
    networkData: aNetworkData(networkData),
    provider: provider ? aProvider(provider) : null,
    observations: withStatements(observations.flat(), aRequest(request).facts, STARTED_AT),
  });

export const aFailure = (code: FailureCode, operation: Operation = 'connect', detail = ''): Failure => ({
  code,
  operation,
  detail,
});

export const anEnvironmentData = (partial: Partial<EnvironmentData> = {}): EnvironmentData => ({
  platform: 'linux',
  runtime: 'node 24',
  tlsLibrary: 'openssl',
  interfaces: [
    { name: 'eth0', family: 4, address: '192.168.1.20', prefixLength: 24, scope: 'private', isTunnel: false },
  ],
  defaultRoutes: [{ family: 4, gateway: '192.168.1.1', interface: 'eth0' }],
  resolvers: ['192.168.1.1'],
  searchDomains: [],
  hostsEntries: [],
  proxies: [],
  ...partial,
});

const dialogue = { upgrade: 'not_tried', transcript: [] } as const;
const stood = { connectMs: 10 };
/** What is asked, what every observation of the kind has, and what only a success adds. */
const defaults: {
  readonly [K in ObservationKind]: {
    readonly input: InputOf<K>;
    readonly data: DataOf<K>;
    readonly learned?: Partial<DataOf<K>>;
  };
} = {
  environment: { input: { hostNames: [] }, data: anEnvironmentData() },
  clock: { input: { method: 'sntp' }, data: {}, learned: { offsetMs: 0, roundTripMs: 10 } },
  'router-address': { input: {}, data: {}, learned: { externalAddress: '45.0.6.6' } },
  'system-lookup': { input: { name: 'example.test' }, data: { addresses: [] } },
  dns: { input: { name: 'example.test', type: 'A', recursion: false, transport: 'udp' }, data: {} },
  'zone-copy': { input: { name: 'example.test', type: 'A', recursion: false, transport: 'udp' }, data: {} },
  'server-conduct': {
    input: { name: 'example.test', type: 'A', recursion: true, transport: 'udp' },
    data: {},
  },
  tcp: { input: {}, data: {}, learned: stood },
  tls: { input: { serverName: 'example.test' }, data: {}, learned: stood },
  http: {
    input: { url: 'http://example.test/', method: 'GET' },
    data: {},
    learned: { ...stood, status: 200, headers: [], bodyStart: '' },
  },
  'tls-greeting': { input: { serverName: 'example.test', clients: ['browser'] }, data: {}, learned: stood },
  http2: { input: { url: 'https://example.test/' }, data: {}, learned: stood },
  'proxied-page': {
    input: { host: 'example.test' },
    data: {},
    learned: { proxyConnectMs: 1, proxyStatus: 200, status: 200 },
  },
  rdap: {
    input: { domain: 'example.test', url: 'https://rdap.nic.test/domain/example.test' },
    data: {},
    learned: { ...stood, httpStatus: 200, statuses: ['active'], events: [], nameServers: [] },
  },
  smtp: { input: { security: 'starttls', serverName: null }, data: dialogue, learned: stood },
  imap: { input: { security: 'implicit', serverName: null }, data: dialogue, learned: stood },
  pop3: { input: { security: 'implicit', serverName: null }, data: dialogue, learned: stood },
  sieve: { input: { security: 'starttls', serverName: null }, data: dialogue, learned: stood },
  ftp: {
    input: { security: 'starttls', serverName: null, login: 'none' },
    data: { ...dialogue, login: 'not_tried', passive: [] },
    learned: stood,
  },
  ssh: { input: { user: null }, data: {}, learned: stood },
  'ssh-login': {
    input: { method: 'password', hostKey: 'abc' },
    data: { login: 'not_tried' },
    learned: stood,
  },
  'status-feed': { input: { url: 'https://status.example.test/summary.json' }, data: {}, learned: stood },
  'delivery-status': {
    input: {},
    data: { form: 'report', style: 'other', signedBy: [], recipients: [], authentication: [] },
  },
  'known-host-keys': { input: {}, data: { keys: [] } },
  outside: {
    input: {
      url: 'https://api.stations.test',
      through: '45.0.6.1',
      stations: [{ where: 'Europe', limit: 2 }],
    },
    data: { stations: [] },
  },
  statement: { input: { question: 'works_elsewhere' }, data: { value: 'yes' } },
};

/** The id defaults to `kind/name/address/port`. Given data replaces the default; a failure without data has learned nothing. */
export function anObservation<K extends ObservationKind>(
  kind: K,
  partial: Partial<ObservationOf<K>> = {},
): Observation {
  const { address, name, port } = partial.endpoint ?? {};
  const id = [kind, name, address, port].filter((each) => each !== undefined).join('/');
  const { input, data, learned } = defaults[kind];
  const base = {
    id,
    kind,
    endpoint: {},
    attempt: 1,
    startedAt: STARTED_AT,
    durationMs: 20,
    input,
    data: partial.failure ? data : { ...data, ...learned },
  };
  return { ...base, ...partial } as unknown as Observation;
}

/** Two spaced tries of one job: what law 5 asks for before a failure counts. */
export const twice = (observation: Observation): readonly Observation[] => [
  observation,
  {
    ...observation,
    id: `${observation.id}#2`,
    attempt: 2,
    startedAt: new Date(Date.parse(observation.startedAt) + 700).toISOString(),
  },
];

export const aCheckRequest = (part: Partial<CheckRequest> = {}): CheckRequest => ({
  format: 'faultline-request',
  schemaVersion: 1,
  nonce: 'q83vEjRWeJCrze8SNFZ4kA',
  reference: 'T-1042',
  from: 'Example Hosting support',
  domain: 'example.org',
  provider: null,
  product: null,
  services: ['web', 'mail'],
  symptom: 'site_down',
  language: 'en',
  made: '2026-11-22T08:00:00.000Z',
  expires: '2026-11-29T08:00:00.000Z',
  ...part,
});

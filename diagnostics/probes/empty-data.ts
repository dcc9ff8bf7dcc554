/** For each kind: what is known when nothing was learned, and the step that is named when nobody else names one. */
import type { Operation } from '../model/failure.ts';
import type { DataOf, ProbedKind } from '../model/observation.ts';

const emptyMailDialogue = { upgrade: 'not_tried', transcript: [] } as const;

export const emptyData: { readonly [K in ProbedKind]: DataOf<K> } = {
  environment: {
    platform: '',
    runtime: '',
    tlsLibrary: '',
    interfaces: [],
    defaultRoutes: null,
    resolvers: [],
    searchDomains: [],
    hostsEntries: [],
    proxies: [],
  },
  clock: {},
  'router-address': {},
  'system-lookup': { addresses: [] },
  dns: {},
  'zone-copy': {},
  'server-conduct': {},
  tcp: {},
  tls: {},
  'tls-greeting': {},
  http: {},
  http2: {},
  'proxied-page': {},
  smtp: emptyMailDialogue,
  imap: emptyMailDialogue,
  pop3: emptyMailDialogue,
  ftp: { upgrade: 'not_tried', login: 'not_tried', passive: [], transcript: [] },
  ssh: {},
  outside: { stations: [] },
  rdap: {},
  'status-feed': {},
};

export const mainOperation: Readonly<Record<ProbedKind, Operation>> = {
  environment: 'read_system',
  clock: 'exchange',
  'router-address': 'exchange',
  'system-lookup': 'resolve',
  dns: 'exchange',
  'zone-copy': 'exchange',
  'server-conduct': 'exchange',
  tcp: 'connect',
  tls: 'tls_handshake',
  'tls-greeting': 'tls_handshake',
  http: 'exchange',
  http2: 'exchange',
  'proxied-page': 'negotiate',
  smtp: 'negotiate',
  imap: 'negotiate',
  pop3: 'negotiate',
  ftp: 'negotiate',
  ssh: 'negotiate',
  outside: 'exchange',
  rdap: 'exchange',
  'status-feed': 'exchange',
};

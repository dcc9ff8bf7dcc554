/** Certificates, pages and dialogues for the checks of the services. */
import type { DataOf, Endpoint, Observation, ObservationOf } from '../../diagnostics/model/observation.ts';
import type { FtpListing } from '../../diagnostics/model/observations/dialogues.ts';
import type { Certificate, TlsSession } from '../../diagnostics/model/observations/tls.ts';
import type { TlsClientId } from '../../diagnostics/model/tls-clients.ts';
import { aFailure, anObservation } from './factories.ts';

export const FOUR = '45.0.1.10';
export const SIX = '2a00:1::10';

export const at = (name: string, port: number, address = FOUR): Endpoint => ({
  name,
  address,
  family: address.includes(':') ? 6 : 4,
  port,
});

// ---- certificates
export const aCertificate = (partial: Partial<Certificate> = {}): Certificate => ({
  subject: 'CN=example.test',
  issuer: 'CN=Good CA',
  commonName: 'example.test',
  dnsNames: ['example.test', 'www.example.test'],
  ipAddresses: [],
  serialNumber: '01',
  notBefore: '2026-02-01T00:00:00.000Z',
  notAfter: '2026-05-01T00:00:00.000Z',
  fingerprint256: 'AA',
  publicKey: { type: 'ec', bits: 256, curve: 'P-256' },
  signatureAlgorithm: 'ecdsa-with-SHA256',
  isAuthority: false,
  issuerUrl: null,
  pem: '',
  ...partial,
});

const trusted = { trusted: true, reason: 'trusted', name: 'CN=Good Root' } as const;

/** A sound session: certificate of today, trusted chain, current version. */
export const aSession = (leaf: Partial<Certificate> = {}, partial: Partial<TlsSession> = {}): TlsSession => ({
  serverName: 'example.test',
  protocolVersion: 'TLSv1.3',
  chain: [
    aCertificate(leaf),
    aCertificate({ subject: 'CN=Good CA', issuer: 'CN=Good Root', fingerprint256: 'CA', isAuthority: true }),
  ],
  chainSource: 'wire',
  trust: { bundled: trusted, system: trusted },
  ...partial,
});

// ---- web
export interface PagePartial extends Partial<Omit<ObservationOf<'http'>, 'data'>> {
  readonly address?: string;
  readonly data?: Partial<DataOf<'http'>>;
}

/** A page at the host and port of its URL; status 200 unless told, after a failure nothing is learned but that TCP stood, if it did. */
export function aPage(url: string, { address = FOUR, data = {}, ...partial }: PagePartial = {}): Observation {
  const { hostname, port, protocol } = new URL(url);
  const connected = partial.failure?.operation === 'connect' ? {} : { connectMs: 10 };
  const told = partial.failure
    ? connected
    : { connectMs: 10, status: 200, headers: [], bodyStart: '<p>Welcome</p>' };
  const endpoint = at(hostname, Number(port) || (protocol === 'https:' ? 443 : 80), address);
  return anObservation('http', {
    id: `http/${address}/${url}`,
    endpoint,
    input: { url, method: 'GET' },
    ...partial,
    data: { ...told, ...data },
  });
}

export const aRedirect = (url: string, target: string, partial: PagePartial = {}): Observation =>
  aPage(url, { ...partial, data: { status: 301, redirectsTo: target, ...partial.data } });

/** The page of https://example.test/ over this session. */
export const aSecurePage = (tls: TlsSession = aSession(), partial: PagePartial = {}): Observation =>
  aPage('https://example.test/', { ...partial, data: { tls, ...partial.data } });

export interface OfferPartial extends Partial<Omit<ObservationOf<'http2'>, 'data'>> {
  readonly address?: string;
  /** What the server chose; null where it says nothing. */
  readonly alpn?: string | null;
  readonly data?: Partial<DataOf<'http2'>>;
}

/** A connection to https://example.test/ with HTTP/2 on offer, which is taken and spoken unless told otherwise. */
export function anOffer({
  address = FOUR,
  alpn = 'h2',
  data = {},
  ...partial
}: OfferPartial = {}): Observation {
  const isConnected = partial.failure?.operation !== 'connect';
  const session = {
    ...aSession(),
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    ...(alpn === null ? {} : { alpn }),
  };
  const spoken = { settingsMs: 20, page: { path: '/', status: 200 } };
  return anObservation('http2', {
    id: `http2/${address}`,
    endpoint: at('example.test', 443, address),
    input: { url: 'https://example.test/' },
    ...partial,
    data: {
      ...(isConnected ? { connectMs: 10, tls: session } : {}),
      ...(alpn === 'h2' && partial.failure === undefined ? spoken : {}),
      ...data,
    },
  });
}

/** A greeting to example.test with what these programs offer, which the server takes unless told otherwise. */
export const aGreeting = (
  clients: readonly TlsClientId[],
  partial: Partial<ObservationOf<'tls-greeting'>> = {},
): Observation =>
  anObservation('tls-greeting', {
    id: `tls-greeting/${clients.join('+')}`,
    endpoint: at('example.test', 443),
    input: { serverName: 'example.test', clients },
    ...partial,
    data: {
      connectMs: 10,
      ...(partial.failure === undefined ? { protocolVersion: 'TLSv1.2', suite: 0xc02f, group: 0x17 } : {}),
      ...partial.data,
    },
  });

// ---- dialogues
type MailKind = 'smtp' | 'imap' | 'pop3' | 'sieve';

/** A mail dialogue that went well over STARTTLS. */
export const aMailDialogue = <K extends MailKind>(
  kind: K,
  port: number,
  data: Partial<DataOf<K>> = {},
  partial: Partial<ObservationOf<K>> = {},
): Observation =>
  anObservation(kind, {
    endpoint: at('mail.example.test', port),
    input: { security: 'starttls', serverName: 'mail.example.test' },
    ...partial,
    data: {
      connectMs: 10,
      greeting: 'ready',
      greetingMs: 30,
      capabilities: ['STARTTLS'],
      authMechanisms: [],
      upgrade: 'done',
      transcript: [],
      ...data,
    },
  } as unknown as Partial<ObservationOf<K>>);

export const anFtpSession = (
  data: Partial<DataOf<'ftp'>> = {},
  partial: Partial<ObservationOf<'ftp'>> = {},
): Observation =>
  anObservation('ftp', {
    endpoint: at('ftp.example.test', 21),
    ...partial,
    data: { connectMs: 10, upgrade: 'done', login: 'not_tried', passive: [], transcript: [], ...data },
  });

type Listing = Partial<FtpListing> | 'works';
export const brokenListing: Listing = { failure: aFailure('connection_reset', 'tls_handshake') };
/** A listing that the server refused after TLS had come about. */
export const refusedListing = (reply: string): Listing => ({
  handshakeMs: 5,
  reply,
  failure: aFailure('rejected', 'exchange', reply),
});

/** A login over TLS with the listings that were asked for. */
export const listed = (
  listings: Readonly<Partial<Record<FtpListing['handshake'], Listing>>>,
  isReused = true,
  partial: Partial<ObservationOf<'ftp'>> = {},
): Observation =>
  anFtpSession(
    {
      login: 'accepted',
      tls: aSession({ dnsNames: ['ftp.example.test'] }),
      passive: (['resumed', 'full'] as const).flatMap((handshake, index) => {
        const listing = listings[handshake];
        if (listing === undefined) return [];
        const facts = listing === 'works' ? { handshakeMs: 5, bytes: 60, reply: '226 done' } : listing;
        return [
          {
            command: index === 0 ? ('PASV' as const) : ('EPSV' as const),
            reply: '229',
            port: 50_000 + index,
            dialledAddress: FOUR,
            connectMs: 5,
            listing: { handshake, bytes: 0, isReused: isReused && handshake === 'resumed', ...facts },
          },
        ];
      }),
    },
    partial,
  );

export const anSshSession = (
  data: Partial<DataOf<'ssh'>> = {},
  partial: Partial<ObservationOf<'ssh'>> = {},
): Observation =>
  anObservation('ssh', { endpoint: at('example.test', 22), ...partial, data: { connectMs: 10, ...data } });

/** Puts together what a handshake showed: the wire first, the library's view where the wire could not be read. */
import type { TLSSocket } from 'node:tls';
import type { TlsSession } from '../model/observations/tls.ts';
import { certificateFacts, readCertificate } from './certificate-facts.ts';
import { rootStoreOf } from './root-store.ts';
import { ocspStatusOf } from './ocsp-status.ts';
import type { CertificateMessage } from './tls-messages.ts';
import type { ServerFlight } from './tls-wire.ts';
import { buildTrustPath } from './trust-path.ts';

/** A server may send any number; this many are kept. */
const MAX_CERTIFICATES = 30;

export interface SessionFacts {
  readonly serverName: string | null;
  readonly bundledRoots: readonly string[];
  readonly systemRoots: readonly string[] | null;
  readonly flight: ServerFlight | null;
  /** The library's view; null when the handshake never began. */
  readonly tls: TLSSocket | null;
  /** Absent when the handshake failed. */
  readonly handshakeMs?: number;
}

/** The model's session. Protocol, cipher and ALPN are told for finished handshakes; trust where a chain was seen. */
export function describeSession(facts: SessionFacts): TlsSession {
  const { serverName, flight, tls, handshakeMs } = facts;
  const fromWire = flight?.certificate?.certificates ?? null;
  const chain = (fromWire ?? chainOfLibrary(tls)).slice(0, MAX_CERTIFICATES);
  const protocolVersion =
    flight?.protocolVersion ?? (handshakeMs === undefined ? null : (tls?.getProtocol() ?? null));
  return {
    serverName,
    ...(protocolVersion === null ? {} : { protocolVersion: protocolVersion.slice(0, 30) }),
    ...(tls === null || handshakeMs === undefined ? {} : { ...negotiated(tls), handshakeMs }),
    ...describeChain(chain, facts),
    // An empty chain from a handshake that broke before the Certificate message is the wire's word too.
    chainSource: fromWire !== null || chain.length === 0 ? 'wire' : 'library',
    ...(flight?.certificate ? describeMessage(flight.certificate, chain[0]) : {}),
  };
}

/** What the Certificate message holds beside the certificates themselves. */
function describeMessage(
  { hasStapledStatus, stapled }: CertificateMessage,
  leaf: Buffer | undefined,
): Pick<TlsSession, 'hasStapledStatus' | 'stapledStatus'> {
  const serial = leaf && readCertificate(leaf)?.serialNumber;
  const status = stapled && serial !== undefined ? ocspStatusOf(stapled, serial) : undefined;
  return {
    hasStapledStatus,
    ...(status === undefined ? {} : { stapledStatus: status }),
  };
}

function describeChain(
  chain: readonly Buffer[],
  { bundledRoots, systemRoots }: SessionFacts,
): Pick<TlsSession, 'chain' | 'trust'> {
  const certificates = chain.map(readCertificate);
  const facts = chain.map((der, index) => certificateFacts(der, certificates[index] ?? null));
  if (chain.length === 0) return { chain: facts };
  return {
    chain: facts,
    trust: {
      bundled: buildTrustPath(certificates, rootStoreOf(bundledRoots)),
      system: systemRoots && buildTrustPath(certificates, rootStoreOf(systemRoots)),
    },
  };
}

function negotiated(tls: TLSSocket): Pick<TlsSession, 'cipherSuite' | 'alpn' | 'keyExchange'> {
  // Undefined or with empty fields when the connection ended meanwhile.
  const cipher = tls.getCipher() as { readonly standardName?: string; readonly name?: string } | undefined;
  const cipherSuite = cipher?.standardName ?? cipher?.name;
  return {
    ...(cipherSuite === undefined ? {} : { cipherSuite: cipherSuite.slice(0, 100) }),
    ...(typeof tls.alpnProtocol === 'string' ? { alpn: tls.alpnProtocol.slice(0, 30) } : {}),
    ...keyExchangeOf(tls),
  };
}

/** Null once the connection ended, an empty object for key exchanges that the library has no words for (hybrids). */
function keyExchangeOf(tls: TLSSocket): Pick<TlsSession, 'keyExchange'> {
  const key = tls.getEphemeralKeyInfo() as { readonly type?: string; readonly size?: number } | null;
  const { type, size } = key ?? {};
  return (type === 'DH' || type === 'ECDH') && size !== undefined
    ? { keyExchange: { type, bits: size } }
    : {};
}

/** As the library links it: completed, reordered or cut by its own path building. */
function chainOfLibrary(tls: TLSSocket | null): readonly Buffer[] {
  const chain: Buffer[] = [];
  let next = tls?.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < MAX_CERTIFICATES) {
    if (chain.some((der) => der.equals(next?.raw ?? der))) break;
    chain.push(next.raw);
    next = next.issuerCertificate;
  }
  return chain;
}

/** Facts of one TLS handshake, whatever protocol it carried. */
import { z } from 'zod';
import { list, milliseconds } from '../schema-kit.ts';

export const certificateSchema = z.object({
  /** RFC 4514-like one-line names; attacker-controlled text. */
  subject: z.string().max(2000),
  issuer: z.string().max(2000),
  /** Shown for people who look for it; obsolete for deciding the name (RFC 9525 section 2). */
  commonName: z.string().max(500).nullable(),
  /** dNSName and iPAddress entries of the subject alternative name, lower case. */
  dnsNames: list(z.string().max(500)),
  ipAddresses: list(z.string().max(60)),
  serialNumber: z.string().max(100),
  /** RFC 3339, UTC. */
  notBefore: z.string(),
  notAfter: z.string(),
  fingerprint256: z.string().max(120),
  publicKey: z
    .object({ type: z.string(), bits: z.number().nullable(), curve: z.string().nullable() })
    .readonly(),
  /** Name of the signature algorithm, e.g. sha256WithRSAEncryption. */
  signatureAlgorithm: z.string().max(100),
  isAuthority: z.boolean(),
  /** The authority bound the server to staple a status (TLS feature extension, RFC 7633); absent when it did not. */
  mustStaple: z.boolean().optional(),
  /** caIssuers URL of the authority information access, never fetched by us. */
  issuerUrl: z.string().max(500).nullable(),
  pem: z.string().max(30_000),
});
export type Certificate = Readonly<z.infer<typeof certificateSchema>>;

/** Whether a path leads from the leaf over the certificates sent to a root of one store. Dates and names are judged apart. */
export const trustPathSchema = z.object({
  trusted: z.boolean(),
  reason: z.enum([
    'trusted',
    'issuer_missing',
    'self_signed_leaf',
    'root_unknown',
    'signature_invalid',
    'issuer_not_authority',
  ]),
  /** Subject of the trust anchor when trusted, issuer name that was not found when not. */
  name: z.string().max(2000),
});
export type TrustPath = Readonly<z.infer<typeof trustPathSchema>>;

export const tlsSessionSchema = z.object({
  /** SNI that was sent; null when none was. */
  serverName: z.string().nullable(),
  protocolVersion: z.string().max(30).optional(),
  cipherSuite: z.string().max(100).optional(),
  alpn: z.string().max(30).optional(),
  /** The one-time key that both sides agreed on; absent where none was used or the library does not tell. */
  keyExchange: z
    .object({ type: z.enum(['DH', 'ECDH']), bits: z.number() })
    .readonly()
    .optional(),
  /** As the server sent it, leaf first, nothing fetched and nothing added. */
  chain: list(certificateSchema),
  /** `wire`: read from the handshake itself; `library`: as the TLS library tells (may reorder or drop). */
  chainSource: z.enum(['wire', 'library']),
  trust: z
    .object({
      /** Roots bundled with the runtime (Mozilla's) plus the trust anchors of the network data. */
      bundled: trustPathSchema,
      /** Roots of the operating system; null where they cannot be read. */
      system: trustPathSchema.nullable(),
    })
    .readonly()
    .optional(),
  hasStapledStatus: z.boolean().optional(),
  /** What the authority says of the leaf in the response that the server stapled (RFC 6066 section 8); absent without a readable one. */
  stapledStatus: z.enum(['good', 'revoked', 'unknown']).optional(),
  handshakeMs: milliseconds.optional(),
});
export type TlsSession = Readonly<z.infer<typeof tlsSessionSchema>>;

/** Facts of the dialogues: HTTP, SMTP, IMAP, POP3, FTP, SSH, and plain TCP. */
import { z } from 'zod';
import { list, milliseconds, portNumber } from '../schema-kit.ts';
import { failureSchema } from '../failure.ts';
import { tlsSessionSchema } from './tls.ts';

/** Facts that every connection has. */
export const connectionShape = {
  /** Time from SYN to connected; absent when it never stood. */
  connectMs: milliseconds.optional(),
  localAddress: z.string().optional(),
};

export const proxiedPageInput = z.object({
  /** Host of the https page `/`; the connection goes to the proxy, which finds the host by itself. */
  host: z.string().max(1100),
});
export const proxiedPageData = z.object({
  /** Time from SYN to connected, towards the proxy. */
  proxyConnectMs: milliseconds.optional(),
  /** What the proxy answered to CONNECT (RFC 9110 section 9.3.6). */
  proxyStatus: z.int().optional(),
  /** Status of the page that came through. */
  status: z.int().optional(),
});

/** One line on the wire; secrets are replaced before it is stored. Bounded in number and length by the reader. */
export const transcriptLineSchema = z.object({
  direction: z.enum(['sent', 'received']),
  /** Milliseconds since the connection attempt began. */
  at: milliseconds,
  text: z.string().max(2100),
});
export type TranscriptLine = Readonly<z.infer<typeof transcriptLineSchema>>;

export const tcpData = z.object({ ...connectionShape });

export const tlsInput = z.object({
  serverName: z.string().nullable(),
  /** Offers no newer version, as an old device would (R66); absent for everything that we speak. */
  newestVersion: z.enum(['TLSv1.1', 'TLSv1.2']).optional(),
});
export const tlsData = z.object({ ...connectionShape, tls: tlsSessionSchema.optional() });

/** Name in lower case. */
export const httpHeaderSchema = z
  .object({ name: z.string().max(300), value: z.string().max(9000) })
  .readonly();

export const httpInput = z.object({
  /** Absolute URL; the connection goes to the endpoint's address, whatever the name resolves to. */
  url: z.string().max(4000),
  method: z.enum(['GET', 'HEAD']),
  /** Asked under a browser's name, to tell what a firewall says to tools from what it says to visitors (R84). */
  agent: z.literal('browser').optional(),
});
export const httpData = z.object({
  ...connectionShape,
  tls: tlsSessionSchema.optional(),
  status: z.int().optional(),
  httpVersion: z.string().max(10).optional(),
  /** Names lower case, in the order received; Set-Cookie values are removed before storing. */
  headers: list(httpHeaderSchema).optional(),
  /** Start of the body as text, at most 16 KiB. */
  bodyStart: z.string().max(20_000).optional(),
  bodyBytesRead: z.number().optional(),
  /** Absolute URL from the Location header, resolved; absent when there is none. */
  redirectsTo: z.string().max(4000).optional(),
  /** Milliseconds from the start of the request to the first byte of the answer. */
  firstByteMs: milliseconds.optional(),
});

const securityModes = ['plain', 'starttls', 'implicit'] as const;
export const mailInput = z.object({
  /** `starttls` upgrades when offered; `implicit` speaks TLS from the first byte (RFC 8314). */
  security: z.enum(securityModes),
  /** TLS server name and the name shown in the certificate check. */
  serverName: z.string().nullable(),
});

/** Replies are kept as the server sent them: code or status first, text after. */
const mailShape = {
  ...connectionShape,
  tls: tlsSessionSchema.optional(),
  greeting: z.string().max(2100).optional(),
  greetingMs: milliseconds.optional(),
  /** EHLO keywords, IMAP capabilities or POP3 CAPA tags before TLS (plain connections). */
  capabilities: list(z.string().max(2100)).optional(),
  /** The same after TLS stood, from its first byte or by upgrade. */
  capabilitiesAfterTls: list(z.string().max(2100)).optional(),
  upgrade: z.enum(['not_tried', 'not_offered', 'refused', 'failed', 'done']),
  /** SASL mechanisms offered before and after TLS, upper case. */
  authMechanisms: list(z.string().max(60)).optional(),
  authMechanismsAfterTls: list(z.string().max(60)).optional(),
  transcript: list(transcriptLineSchema),
};
export const smtpData = z.object({ ...mailShape });
export const imapData = z.object({ ...mailShape });
export const pop3Data = z.object({ ...mailShape });
export const sieveData = z.object({ ...mailShape });
export type MailDialogueData = Readonly<z.infer<typeof smtpData>>;

/**
 * A listing asked for over one data connection with TLS (RFC 4217 section 9). Its content is read and dropped: only the size is kept.
 * `resumed` offers the session of the control connection, as current clients do and many servers demand; `full` offers none.
 */
const ftpListingSchema = z.object({
  handshake: z.enum(['resumed', 'full']),
  /** Whether the server took the offered session up. */
  isReused: z.boolean().optional(),
  handshakeMs: milliseconds.optional(),
  bytes: z.number(),
  /** The final answer to LIST; absent when none came. */
  reply: z.string().max(2100).optional(),
  failure: failureSchema.optional(),
});
export type FtpListing = Readonly<z.infer<typeof ftpListingSchema>>;

export const passiveTrySchema = z.object({
  command: z.enum(['PASV', 'EPSV']),
  reply: z.string().max(2100),
  /** Address in the 227 answer; absent for EPSV (RFC 2428). */
  advertisedAddress: z.string().max(60).optional(),
  port: portNumber.optional(),
  /** Address that was really dialled: always the control connection's peer. */
  dialledAddress: z.string().max(60).optional(),
  connectMs: milliseconds.optional(),
  failure: failureSchema.optional(),
  /** Only after a login over TLS, and only where the person came for file transfer. */
  listing: ftpListingSchema.readonly().optional(),
});
export type PassiveTry = Readonly<z.infer<typeof passiveTrySchema>>;

/** A test file of a few bytes, written by the person's consent and removed again. */
const ftpUploadSchema = z.object({
  /** Its name, random, without the folder that the person named. */
  file: z.string().max(60),
  /** The final answer to STOR; absent when none came. */
  reply: z.string().max(2100).optional(),
  failure: failureSchema.optional(),
  /** `not_needed`: the server has no such file; `failed`: it may still be there. */
  removal: z.enum(['not_needed', 'removed', 'failed']),
  /** The answer to DELE where the file stayed. */
  removalReply: z.string().max(2100).optional(),
});
export type FtpUpload = Readonly<z.infer<typeof ftpUploadSchema>>;

export const ftpInput = z.object({
  security: z.enum(['starttls', 'implicit', 'plain']),
  serverName: z.string().nullable(),
  /**
   * `anonymous` tries the anonymous login once (RFC 1635); `given` uses credentials held in memory only;
   * `name_only` sends USER and no password, which is no login try, to hear whether the server takes names in clear.
   */
  login: z.enum(['none', 'anonymous', 'given', 'name_only']),
  /** The user name for `name_only`, as the person gave it with the address; anonymous without one. */
  user: z.string().max(200).optional(),
  /** Ask for listings over TLS once logged in. */
  lists: z.boolean().optional(),
  /** Write a test file and remove it, with a login that the person gave and by consent. */
  uploads: z.boolean().optional(),
});
export const ftpData = z.object({
  ...connectionShape,
  tls: tlsSessionSchema.optional(),
  greeting: z.string().max(2100).optional(),
  features: list(z.string().max(500)).optional(),
  upgrade: z.enum(['not_tried', 'not_offered', 'refused', 'failed', 'done']),
  login: z.enum(['not_tried', 'accepted', 'refused']),
  loginReply: z.string().max(2100).optional(),
  /** Why a given login was not sent: a password goes only over TLS, to a server whose certificate can be trusted. */
  withheld: z.enum(['no_tls', 'untrusted', 'wrong_name', 'not_valid_now']).optional(),
  /** PASV and EPSV answers; empty when the server wanted a login that we do not have. */
  passive: list(passiveTrySchema),
  upload: ftpUploadSchema.readonly().optional(),
  transcript: list(transcriptLineSchema),
});

export const sshInput = z.object({
  /** User name that the person gave; without one no authentication request is made at all. */
  user: z.string().max(200).nullable(),
});
export const sshData = z.object({
  ...connectionShape,
  /** Identification string (RFC 4253 section 4.2). */
  identification: z.string().max(300).optional(),
  /** Lines that came before it, or instead of it. */
  linesBefore: list(z.string().max(500)).optional(),
  kexAlgorithms: list(z.string().max(200)).optional(),
  hostKeyAlgorithms: list(z.string().max(200)).optional(),
  ciphers: list(z.string().max(200)).optional(),
  macs: list(z.string().max(200)).optional(),
  hostKeys: list(
    z
      .object({
        type: z.string().max(100),
        sha256: z.string().max(100),
        /** Lower-case hexadecimal, as SSHFP records of before RFC 6594 have it. */
        sha1: z.string().max(40).optional(),
      })
      .readonly(),
  ).optional(),
  /** From one `none` request (RFC 4252 section 5.2), only with a user name that the person gave. */
  authMethods: list(z.string().max(100)).optional(),
});

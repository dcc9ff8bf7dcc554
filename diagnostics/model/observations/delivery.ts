/** Facts of a bounce or of a header block that the person pasted: who returned what, in whose words. Never what the message said. */
import { z } from 'zod';
import { list, timestamp } from '../schema-kit.ts';

/** Host or domain name, lower case, without a final dot. */
const hostName = z.string().max(255);

/** One result of a receiver's checks (RFC 8601 section 2.7), or of the words in which a refusal tells of them. */
const authenticationResultSchema = z.object({
  method: z.enum(['spf', 'dkim', 'dmarc', 'arc']),
  result: z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror']),
  /** Domain that was checked: of the envelope (SPF), of the signature (DKIM), of the From field (DMARC). */
  domain: hostName.optional(),
});
export type AuthenticationResult = Readonly<z.infer<typeof authenticationResultSchema>>;

const returnedRecipientSchema = z.object({
  /** Mailbox that the message could not be delivered to; its local part is a pseudonym once stored. */
  address: z.string().max(330),
  domain: hostName,
  /** Domain of the address that the sender wrote to, where an alias or a forward led on. */
  originalDomain: hostName.optional(),
  /** RFC 3464 section 2.3.3. */
  action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']),
  /** RFC 3463, such as 5.1.1. */
  status: z.string().max(12).optional(),
  /** RFC 5321 section 4.2. */
  replyCode: z.int().min(200).max(599).optional(),
  /** The server that answered the one which wrote the report (Remote-MTA, RFC 3464 section 2.3.5). */
  remoteHost: hostName.optional(),
  /** The innermost server that the words themselves quote: `host mx.example said: …`. */
  quotedHost: hostName.optional(),
  /** The words of the refusal. */
  words: z.string().max(1100),
});
export type ReturnedRecipient = Readonly<z.infer<typeof returnedRecipientSchema>>;

export const deliveryStatusInput = z.object({});
export const deliveryStatusData = z.object({
  /** A report by the book (RFC 3464), a bounce in plain text, or header fields of a message. */
  form: z.enum(['report', 'text', 'headers']),
  /** Kind of server that wrote it, by its own phrases. */
  style: z.enum(['exim', 'postfix', 'exchange', 'google', 'qmail', 'other']),
  /** The server that wrote the report (Reporting-MTA). */
  reportedBy: hostName.optional(),
  arrivedAt: timestamp.optional(),
  /** Domain of the From field of the message that came back. */
  fromDomain: hostName.optional(),
  /** Domain of its envelope sender (Return-Path). */
  envelopeDomain: hostName.optional(),
  /** Domains whose signature it carried (`d=` of RFC 6376). */
  signedBy: list(hostName),
  recipients: list(returnedRecipientSchema),
  authentication: list(authenticationResultSchema),
});
export type DeliveryStatus = Readonly<z.infer<typeof deliveryStatusData>>;

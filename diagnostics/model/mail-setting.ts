/** Settings of a mail program: what the person has entered, and what the provider recommends. Never a name or a password. */
import { z } from 'zod';
import { portNumber } from './schema-kit.ts';

export const mailSettingSchema = z.object({
  protocol: z.enum(['imap', 'pop3', 'smtp']),
  /** A-labels, or an address. */
  host: z.string().max(255),
  port: portNumber,
  /** `implicit` is called SSL or TLS by programs, `plain` none (RFC 8314). */
  security: z.enum(['implicit', 'starttls', 'plain']),
});
export type MailSetting = Readonly<z.infer<typeof mailSettingSchema>>;
export type MailProtocolName = MailSetting['protocol'];

/** What the three mail protocols need to know of their host. */
import type { SecureContext } from 'node:tls';

export interface MailSettings {
  readonly hostName: string;
  readonly context: SecureContext;
  /** False where the server does not offer the upgrade, or where something on the path strips it. */
  readonly offersStartTls: boolean;
  readonly isImplicitTls: boolean;
}

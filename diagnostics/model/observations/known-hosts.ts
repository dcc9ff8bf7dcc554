/** What the person's own SSH program remembers of the servers in question: kind and fingerprint of each key, and nothing else of the file. */
import { z } from 'zod';
import { list, portNumber } from '../schema-kit.ts';

const knownHostKeySchema = z.object({
  /** Host name or address for which the line counts, lower case. */
  host: z.string().max(255),
  port: portNumber,
  /** Name of the key format (RFC 4253 section 6.6), such as ssh-ed25519. */
  type: z.string().max(100),
  /** Base64 without padding, as `ssh-keygen -l` shows it after "SHA256:". */
  sha256: z.string().max(100),
  /** Marked `@revoked`: this key must not be accepted any more. */
  isRevoked: z.boolean(),
  /** The line names the host only by a pattern such as `*`, with many others. */
  isPattern: z.boolean(),
});
export type KnownHostKey = Readonly<z.infer<typeof knownHostKeySchema>>;

export const knownHostKeysInput = z.object({});
export const knownHostKeysData = z.object({ keys: list(knownHostKeySchema.readonly()) });

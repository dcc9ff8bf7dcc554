/** Reads the person's known_hosts file and makes the observation of what it says about the target. */
import { MAX_KNOWN_HOSTS, readKnownHosts } from '../../diagnostics/index.ts';
import type { ProviderPack } from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import { readBounded } from './read-bounded.ts';
import { fileError } from './file-error.ts';

type Result =
  | { readonly ok: true; readonly value: Observation }
  | { readonly ok: false; readonly error: Message };

const refusal = (key: string, file: string): Result => ({
  ok: false,
  error: message(key, { file: file.slice(0, 500) }),
});

/** `at` is the time of the observation, RFC 3339. */
export async function loadKnownHosts(
  path: string,
  request: Request,
  packs: readonly ProviderPack[],
  at: string,
): Promise<Result> {
  try {
    const bytes = await readBounded(path, MAX_KNOWN_HOSTS);
    if (bytes === null) return refusal('cli.file.too_large', path);
    const keys = readKnownHosts(bytes.toString('utf8'), request, packs);
    if (keys === null) return refusal('cli.error.known_hosts_unreadable', path);
    return {
      ok: true,
      value: {
        id: 'known-host-keys/1',
        kind: 'known-host-keys',
        endpoint: {},
        attempt: 1,
        startedAt: at,
        durationMs: 0,
        input: {},
        data: { keys },
      },
    };
  } catch (error) {
    return { ok: false, error: fileError(path, error) };
  }
}

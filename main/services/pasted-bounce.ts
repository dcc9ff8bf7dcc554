/** Reads a bounce from a file or from standard input, as much of it as is looked at, and makes the observation of it. */
import { createReadStream } from 'node:fs';
import { MAX_BOUNCE, readBounce } from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import { fileError } from './file-error.ts';

type Result =
  | { readonly ok: true; readonly value: Observation }
  | { readonly ok: false; readonly error: Message };

/** The beginning is enough: reports stand before the copy of the message. The rest is left unread. */
async function readStart(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    if (length >= MAX_BOUNCE) break;
  }
  return Buffer.concat(parts).subarray(0, MAX_BOUNCE).toString('utf8');
}

const observationOf = (data: NonNullable<ReturnType<typeof readBounce>>, at: string): Observation => ({
  id: 'delivery-status/1',
  kind: 'delivery-status',
  endpoint: {},
  attempt: 1,
  startedAt: at,
  durationMs: 0,
  input: {},
  data,
});

/** `path` is `-` for standard input; `at` is the time of the observation, RFC 3339. */
export async function loadBounce(
  path: string,
  standardInput: AsyncIterable<Uint8Array> | undefined,
  at: string,
): Promise<Result> {
  const isStandardInput = path === '-';
  if (isStandardInput && standardInput === undefined)
    return { ok: false, error: message('cli.error.bounce_no_input') };
  try {
    const text = await readStart(isStandardInput ? standardInput! : createReadStream(path));
    const data = readBounce(text);
    return data === null
      ? { ok: false, error: message('cli.error.bounce_unreadable') }
      : { ok: true, value: observationOf(data, at) };
  } catch (error) {
    return { ok: false, error: fileError(path, error) };
  }
}

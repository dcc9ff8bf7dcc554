/** Loads the reference data of the public internet and lays a person's own file over it, list by list. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { z } from 'zod';
import { message, type Message } from '../model/message.ts';
import { networkDataOverlaySchema, networkDataSchema, type NetworkData } from '../model/network-data.ts';

export type NetworkDataResult =
  | { readonly ok: true; readonly data: NetworkData }
  | { readonly ok: false; readonly error: Message };

interface Problem {
  readonly ok: false;
  readonly error: Message;
}

const MAX_BYTES = 1024 * 1024;

const problem = (kind: string, file: string, values: Message['values'] = {}): Problem => ({
  ok: false,
  error: message(`network_data.${kind}`, { file: file.slice(0, 500), ...values }),
});

async function readBounded(file: string): Promise<string | null> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    while (length <= MAX_BYTES) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) return buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
      length += bytesRead;
    }
    return null;
  } finally {
    await handle.close();
  }
}

/** `anchors[2].port`, as people write it. */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
    .slice(0, 300);

function describeIssue(issue: z.core.$ZodIssue | undefined, file: string): Problem {
  if (issue === undefined) return problem('wrong_value', file, { path: '.', reason: '' });
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return problem('unknown_key', file, { path: pathText([...issue.path, key]) });
  }
  return problem('wrong_value', file, {
    path: pathText(issue.path) || '.',
    reason: issue.message.slice(0, 300),
  });
}

type Addressed = Readonly<{
  address?: string | undefined;
  addresses?: readonly string[] | undefined;
  family?: 4 | 6 | undefined;
}>;

function addressFault(
  entry: Addressed,
): { readonly path: readonly PropertyKey[]; readonly reason: string } | null {
  const { address, addresses = [], family } = entry;
  const isLiteral = (text: string): boolean =>
    ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);
  const wrong = addresses.findIndex((text) => !isLiteral(text));
  if (wrong >= 0) return { path: ['addresses', wrong], reason: 'not an IP address' };
  if (address === undefined) return null;
  if (!isLiteral(address)) return { path: ['address'], reason: 'not an IP address' };
  const isOtherFamily = family !== undefined && (family === 6) !== address.includes(':');
  return isOtherFamily ? { path: ['family'], reason: `${address} is not of family ${family}` } : null;
}

/** Every address is dialled as it stands, so a name in its place must be found here and not as a failed connection. */
function findAddressFault(data: object, file: string): Problem | null {
  for (const [listName, entries] of Object.entries(data) as readonly (readonly [string, unknown])[]) {
    if (!Array.isArray(entries)) continue;
    for (const [index, entry] of (entries as readonly unknown[]).entries()) {
      const fault = typeof entry === 'object' && entry !== null ? addressFault(entry) : null;
      if (fault !== null)
        return problem('wrong_value', file, {
          path: pathText([listName, index, ...fault.path]),
          reason: fault.reason,
        });
    }
  }
  return null;
}

type Read<T> = { readonly ok: true; readonly data: T } | Problem;

async function readAs<T extends object>(file: string, schema: z.ZodType<T>): Promise<Read<T>> {
  let text: string | null;
  try {
    text = await readBounded(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return problem('unreadable', file, { reason: code ?? 'unknown' });
  }
  if (text === null) return problem('too_large', file, { limit: MAX_BYTES });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return problem('bad_json', file, { reason: (error as SyntaxError).message.slice(0, 300) });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return describeIssue(parsed.error.issues[0], file);
  return findAddressFault(parsed.data, file) ?? { ok: true, data: parsed.data };
}

/**
 * @param resourcesDir the folder `resources/`.
 * @param overlayFile a file with any of the lists; each list in it replaces the built-in one as a whole,
 *   so that a laboratory with a private root never asks the public internet.
 */
export async function loadNetworkData(
  resourcesDir: string,
  overlayFile?: string,
): Promise<NetworkDataResult> {
  const builtIn = await readAs(join(resourcesDir, 'network', 'public.json'), networkDataSchema);
  if (!builtIn.ok || overlayFile === undefined) return builtIn;
  const overlay = await readAs(overlayFile, networkDataOverlaySchema);
  if (!overlay.ok) return overlay;
  const given = Object.fromEntries(Object.entries(overlay.data).filter(([, value]) => value !== undefined));
  return { ok: true, data: { ...builtIn.data, ...given } };
}

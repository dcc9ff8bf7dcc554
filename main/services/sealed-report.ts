/**
 * Report files that only a provider's desk can open: encrypted with age (age-encryption.org/v1, by its author's own library) to the recipient
 * in the provider's pack. The desk's identity is read for one file and forgotten: it is kept, logged and told nowhere.
 */
import { bundleLimits, type ProviderPack } from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import { readBounded } from './read-bounded.ts';
import { refusal } from './said-error.ts';
import { fileError } from './file-error.ts';

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Message };
const refuse = (key: string) => ({ ok: false as const, error: message(`report.sealed.${key}`) });

const MAGIC = 'age-encryption.org/v1\n';
/** A header lists one line or two for each recipient; every one costs a multiplication on a curve. */
const MAX_HEADER = 16 * 1024;
const MAX_IDENTITY = 64 * 1024;

const startOf = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString('latin1');

export const isSealed = (bytes: Uint8Array): boolean => startOf(bytes, MAGIC.length) === MAGIC;

type Recipient = Pick<ProviderPack, 'reportRecipient'>;

/** Loaded when it is needed: most commands never seal. */
const age = () => import('age-encryption');

export const canSealFor = (pack: Recipient | null): boolean => typeof pack?.reportRecipient === 'string';

/** For the desk of this provider alone; its pack has to name a recipient. */
export async function sealedFor(pack: Recipient | null, bytes: Uint8Array): Promise<Uint8Array> {
  const recipient = pack?.reportRecipient;
  if (typeof recipient !== 'string') throw refusal('report.sealed.no_recipient');
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

/** The keys of an identity file as `age-keygen` writes it: one a line, beside comments. */
export async function loadIdentity(file: string): Promise<Result<readonly string[]>> {
  try {
    const bytes = await readBounded(file, MAX_IDENTITY);
    const keys = (bytes?.toString('utf8') ?? '')
      .split(/\r?\n/u)
      .map((line) => line.trim())
      .filter((line) => /^AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,200}$/u.test(line));
    return keys.length === 0 || keys.length > 20 ? refuse('no_identity') : { ok: true, value: keys };
  } catch (error) {
    return { ok: false, error: fileError(file, error) };
  }
}

/** @param identity null where none was given. What comes out is no larger than what went in. */
export async function unsealed(
  bytes: Uint8Array,
  identity: readonly string[] | null,
): Promise<Result<Buffer>> {
  if (identity === null) return refuse('needs_identity');
  if (bytes.byteLength > bundleLimits.file) return refuse('too_large');
  const end = startOf(bytes, MAX_HEADER).search(/\n--- [\w+/]{43}\n/u);
  if (end < 0) return refuse(bytes.byteLength < MAX_HEADER ? 'truncated' : 'damaged');
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  try {
    for (const key of identity) decrypter.addIdentity(key);
  } catch {
    return refuse('no_identity');
  }
  try {
    await decrypter.decryptHeader(bytes);
  } catch (error) {
    return refuse(
      error instanceof Error && error.message.startsWith('no identity') ? 'wrong_identity' : 'damaged',
    );
  }
  try {
    const opened = await decrypter.decrypt(bytes);
    return { ok: true, value: Buffer.from(opened.buffer, opened.byteOffset, opened.byteLength) };
  } catch {
    // Each part of the content is authenticated, and so is which of them is the last.
    return refuse('truncated');
  }
}

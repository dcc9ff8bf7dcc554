/**
 * Walks any plain value, replaces secrets and private names in its strings and keeps a ledger of what was removed where.
 * One redactor serves one report, so that a mailbox keeps its pseudonym from the first observation to the last.
 */
import type { Evidence } from '../../model/message.ts';
import type { Redaction } from '../../model/report.ts';
import { remembered } from '../../model/view/remembered.ts';
import { secretPattern } from '../../model/secret-text.ts';
import { personal } from './personal.ts';
import { createPrivateNames, type PrivateNames } from './private-names.ts';
import { isDkimKeyRecord } from './dkim-record.ts';
import { mayHoldSecret, secretPatterns } from './patterns.ts';
import { REMOVED, secretKey } from './secret-words.ts';
import { unwrapped } from './unwrapped.ts';

export interface RedactionContext {
  /** Login name on this computer; null when unknown. Removed from facts about the machine, where it stands in paths. */
  readonly localUser: string | null;
  /** What this computer calls itself; absent or null when unknown. Removed wherever it stands alone. */
  readonly localHost?: string | null;
  /** Pseudonyms that are shared with other redactors of the same run; its own when absent. */
  readonly names?: PrivateNames;
  /** Names and addresses that the report is about: kept, always. */
  readonly keep?: readonly string[];
  /** Passwords that the person gave for this run: removed wherever they appear, whatever field it is. */
  readonly secrets?: readonly string[];
  /** Says whether an excerpt is, word for word, what stands in an observation that was swept itself: it is left as it is. */
  readonly isSwept?: (evidence: Evidence) => boolean;
  /** Leaves mailbox names alone everywhere. */
  readonly keepsMailboxes?: boolean;
}

export interface Redactor {
  /** The same value without secrets. `place` is the JSON pointer under which it is stored. */
  redact<T>(value: T, place: string): T;
  /** What was removed so far, in order of place. */
  ledger(): readonly Redaction[];
}

export function createRedactor(context: RedactionContext): Redactor {
  const entries = new Map<string, Redaction>();
  let secretsRemoved = 0;
  const names = context.names ?? createPrivateNames();
  const ofPersons = personal(context, names);
  const given = (context.secrets ?? []).filter((secret) => secret !== '').map(secretPattern);
  const note = (redactor: string, spot: Spot, before: string, after: string): string => {
    if (before !== after) {
      const place = placeOf(spot);
      const id = `${place} ${redactor}`;
      const earlier = entries.get(id)?.charactersRemoved ?? 0;
      const removed = removedCharacters(before, after);
      entries.set(id, { redactor, place, charactersRemoved: earlier + removed });
      if (!ofAPerson.has(redactor)) secretsRemoved += 1;
    }
    return after;
  };
  const sweepPlain = (text: string, spot: Spot): string => {
    let clean = text;
    for (const pattern of given) {
      clean = note('secret_field', spot, clean, clean.replace(pattern, REMOVED));
    }
    const patterns = mayHoldSecret.test(clean) ? secretPatterns : [];
    for (const { redactor, pattern, replace } of patterns) {
      clean = note(redactor, spot, clean, clean.replace(pattern, replace));
    }
    for (const { redactor, replace } of ofPersons) {
      if (redactor !== 'mailbox' || !spot.isGiven)
        clean = note(redactor, spot, clean, replace(clean, spot.isMachine));
    }
    return clean;
  };
  const sweep = rememberingHarmless(alsoUnwrapped(sweepPlain));
  const walk: Walk = (value, spot) => {
    if (typeof value === 'string') {
      if (isSecretField(spot.key, value)) return note('secret_field', spot, value, REMOVED);
      if (binaryFields.has(spot.key)) return value;
      return sweep(value, algorithmFields.has(spot.key) ? { ...spot, isGiven: true } : spot);
    }
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      const clean = items.map((item, index) => walk(item, below(spot, `${index}`, spot.key)));
      return clean.every((item, index) => item === items[index]) ? items : clean;
    }
    if (value === null || typeof value !== 'object') return value;
    const before = secretsRemoved;
    if (isEvidence(value) && context.isSwept?.(value) === true) return value;
    const clean = walkObject(value as Record<string, unknown>, spot, walk);
    // The raw DNS message would still hold what was taken out of the records beside it.
    if (secretsRemoved > before && clean !== value) delete clean['messageBase64'];
    return clean;
  };
  return {
    redact: <T>(value: T, place: string) => walk(value, whole(place, context.keepsMailboxes ?? false)) as T,
    ledger: () => [...entries.values()].sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0)),
  };
}

type Sweep = (text: string, spot: Spot) => string;

/** What a coding hides is swept as well. */
const alsoUnwrapped =
  (sweep: Sweep): Sweep =>
  (text, spot) => {
    const clean = sweep(text, spot);
    const inner = unwrapped(clean);
    if (inner === clean) return clean;
    const swept = sweep(inner, spot);
    return swept === inner ? clean : swept;
  };

/** Texts in which nothing was found are not searched again: a run holds the same names and addresses again and again. */
function rememberingHarmless(sweep: Sweep): Sweep {
  const harmless = new Set<string>();
  return (text, spot) => {
    const isUsual = !spot.isMachine && !spot.isGiven && text.length <= MEMORABLE;
    if (isUsual && harmless.has(text)) return text;
    const swept = sweep(text, spot);
    if (isUsual && swept === text) harmless.add(text);
    return swept;
  };
}

/** Secrets alone, in every string of a value that people may send: names of mailboxes stay as they are. */
export function withoutSecrets<T>(value: T): T {
  return createRedactor({ localUser: null, keepsMailboxes: true }).redact(value, '');
}

/** Characters of a text that is worth remembering. */
const MEMORABLE = 300;

/** Where the walk stands. */
interface Spot {
  /** What it stands in; for the value as a whole, the JSON pointer under which that is stored. */
  readonly above: Spot | string;
  /** Its name in there; null for the value as a whole. */
  readonly segment: string | null;
  /** Name of the field, or of the list that the value is in. */
  readonly key: string;
  /** Inside facts about this computer. */
  readonly isMachine: boolean;
  /** Inside the facts that the person gave for the ticket: a sender that the desk must look for stays. */
  readonly isGiven: boolean;
}
type Walk = (value: unknown, spot: Spot) => unknown;

const whole = (above: string, isGiven: boolean): Spot => ({
  above,
  segment: null,
  key: '',
  isMachine: false,
  isGiven,
});

const isEvidence = (value: object): value is Evidence =>
  'observation' in value &&
  typeof value.observation === 'string' &&
  'pointer' in value &&
  typeof value.pointer === 'string' &&
  'excerpt' in value &&
  typeof value.excerpt === 'string';

/** A JSON pointer (RFC 6901 section 3), made only where something was removed. */
function placeOf({ above, segment }: Spot): string {
  const before = typeof above === 'string' ? above : placeOf(above);
  return segment === null ? before : `${before}/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

const below = (spot: Spot, segment: string, key: string): Spot => ({
  above: spot,
  segment,
  key,
  isMachine: spot.isMachine || segment === 'vantage',
  isGiven: spot.isGiven || segment === 'facts',
});

/** What holds nothing to remove is handed back as it is. Header lists are `{name, value}` pairs: the name decides over the value beside it. */
function walkObject(object: Record<string, unknown>, spot: Spot, walk: Walk): Record<string, unknown> {
  const header = typeof object['name'] === 'string' ? object['name'] : '';
  const here = object['kind'] === 'environment' && !spot.isMachine ? { ...spot, isMachine: true } : spot;
  const isPublic = isPublicRecord(object);
  const walked = (key: string, value: unknown): unknown =>
    holdsNoText(value) || (isPublic && (key === 'value' || key === 'fields'))
      ? value
      : walk(value, below(here, key, key === 'value' && secretKey.test(header) ? header : key));
  const keys = Object.keys(object);
  const clean = keys.map((key) => walked(key, object[key]));
  if (clean.every((value, index) => value === object[keys[index]!])) return object;
  return Object.fromEntries(keys.map((key, index) => [key, clean[index]]));
}

const holdsNoText = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined;

/** The same few names of fields come back in every measurement. */
const namesSecret = remembered((key) => secretKey.test(key));
const isSecretField = (key: string, value: string): boolean =>
  value !== '' && value !== REMOVED && namesSecret(key);

const ofAPerson: ReadonlySet<string> = new Set(['mailbox', 'home_path', 'local_user', 'computer_name']);
/** Binary as base64, public certificates and fingerprints. */
const binaryFields = new Set(['messageBase64', 'pem', 'fingerprint256', 'serialNumber', 'sha256']);
/**
 * DNS records that are keys, signatures and digests: public, and needed to judge a zone again. Their random letters look like secrets in
 * one case of forty, and `signature` and `key` name secrets elsewhere.
 */
const publicRecords = new Set(['RRSIG', 'DNSKEY', 'DS', 'CDS', 'CDNSKEY', 'NSEC3', 'TLSA', 'SSHFP']);
const isPublicRecord = (record: Record<string, unknown>): boolean =>
  typeof record['type'] === 'string' &&
  typeof record['value'] === 'string' &&
  (publicRecords.has(record['type']) || isDkimKeyRecord(record));
/** Names of algorithms look like mailboxes: `chacha20-poly1305@openssh.com`. */
const algorithmFields = new Set(['kexAlgorithms', 'hostKeyAlgorithms', 'ciphers', 'macs']);
/** Characters of the original that are gone: what stands in front and behind in both texts was kept. */
function removedCharacters(before: string, after: string): number {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return before.length - start - end;
}

/**
 * Reads a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT") for a few hosts and ports. Pure. Lines about other hosts are looked
 * at and forgotten; of a line that counts, the kind and the fingerprint of its key stay.
 */
import { createHash, createHmac } from 'node:crypto';
import type { KnownHostKey } from '../model/observations/known-hosts.ts';
import { shellHostsOf } from '../model/view/hosts.ts';
import type { Request } from '../model/target.ts';
import type { ProviderPack } from '../scope/index.ts';

/** Bytes of a file that is read at all: some seven thousand hosts. */
export const MAX_KNOWN_HOSTS = 1024 * 1024;
/** An RSA key of 16384 bits takes 2.8 KiB. */
const MAX_LINE = 8_192;
const MAX_PATTERNS = 64;
const MAX_KEYS = 100;
const MAX_HOSTS = 8;
const MAX_PORTS = 8;
/** Where SSH is usual; the provider may publish others. */
const USUAL_PORTS = [22, 2222];

interface Place {
  readonly host: string;
  readonly port: number;
  /** As the file writes it: the bare host for port 22, else `[host]:port`. */
  readonly written: string;
}

interface Line {
  readonly marker: string | null;
  readonly hosts: string;
  readonly type: string;
  readonly key: Buffer;
}

/** The hosts at which this run tries the server login, with every port at which it may do so. */
function placesOf(request: Request, packs: readonly ProviderPack[]): readonly Place[] {
  const published = packs
    .filter(({ id }) => request.provider === null || request.provider === id)
    .flatMap(({ identity }) => identity.ports)
    .filter(({ service }) => service === 'ssh' || service === 'sftp')
    .map(({ port }) => port);
  const ports = [...new Set([...USUAL_PORTS, ...published])].slice(0, MAX_PORTS);
  return shellHostsOf(request)
    .slice(0, MAX_HOSTS)
    .map((host) => host.toLowerCase())
    .flatMap((host) =>
      ports.map((port) => ({ host, port, written: port === 22 ? host : `[${host}]:${port}` })),
    );
}

/** The key says in its own first field what it is (RFC 4253 section 6.6): a line that says otherwise is broken. */
function keyOf(type: string, text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/]{16,}={0,2}$/u.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return key.length > 4 + length && key.subarray(4, 4 + length).toString('latin1') === type ? key : null;
}

/** Null for what is no line of such a file; lines of SSH 1 (numbers in place of a kind) are none. */
function readLine(text: string): Line | null {
  if (text.length > MAX_LINE) return null;
  const fields = text.trim().split(/[ \t]+/u, 5);
  const marker = fields[0]?.startsWith('@') ? fields.shift()! : null;
  const [hosts = '', type = '', encoded = ''] = fields;
  if (!/^[a-z][a-z0-9@.-]{2,99}$/u.test(type)) return null;
  const key = keyOf(type, encoded);
  return key === null || hosts === '' ? null : { marker, hosts, type, key };
}

/** `*` and `?` of ssh_config(5), without a regular expression: its time stays below the product of both lengths. */
function fits(pattern: string, text: string): boolean {
  let [p, t, star, kept] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') [star, kept] = [p++, t];
    else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) [p, t] = [p + 1, t + 1];
    else if (star >= 0) [p, t] = [star + 1, ++kept];
    else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** `|1|salt|hash`: HMAC-SHA1 of the host under the salt. */
function isHashOf(hosts: string, written: string): boolean {
  const [, version, salt = '', hash = ''] = hosts.split('|', 5);
  if (version !== '1' || salt.length > 64 || hash.length > 64) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(written).digest('base64') === hash;
}

function meaning(hosts: string, written: string): 'names' | 'pattern' | null {
  if (hosts.startsWith('|')) return isHashOf(hosts, written) ? 'names' : null;
  const patterns = hosts.toLowerCase().split(',', MAX_PATTERNS);
  if (patterns.some((each) => each.startsWith('!') && fits(each.slice(1), written))) return null;
  if (patterns.includes(written)) return 'names';
  return patterns.some((each) => fits(each, written)) ? 'pattern' : null;
}

const fingerprint = (key: Buffer): string =>
  createHash('sha256').update(key).digest('base64').replace(/=+$/u, '');

/** An authority's key is no key of a host, and an unknown marker may change what a line means. */
const isHostKey = ({ marker }: Line): boolean => marker === null || marker === '@revoked';

function keysFor(line: Line, places: readonly Place[]): readonly KnownHostKey[] {
  return places.flatMap(({ host, port, written }) => {
    const named = meaning(line.hosts, written);
    return named === null
      ? []
      : [
          {
            host,
            port,
            type: line.type,
            sha256: fingerprint(line.key),
            isRevoked: line.marker === '@revoked',
            isPattern: named === 'pattern',
          },
        ];
  });
}

/** Null when there is something in the text and no line of it is one of a known_hosts file. */
export function readKnownHosts(
  text: string,
  request: Request,
  packs: readonly ProviderPack[],
): readonly KnownHostKey[] | null {
  const said = text.split(/\r?\n/u).filter((line) => !/^\s*(?:#|$)/u.test(line));
  const lines = said.flatMap((line) => readLine(line) ?? []);
  if (said.length > 0 && lines.length === 0) return null;
  const places = placesOf(request, packs);
  return lines
    .filter(isHostKey)
    .flatMap((line) => keysFor(line, places))
    .slice(0, MAX_KEYS);
}

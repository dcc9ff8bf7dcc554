import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readKnownHosts } from '../../../diagnostics/run/known-hosts.ts';
import { aRequest } from '../../support/factories.ts';
import { processorMs } from '../../support/processor-time.ts';

const HOST = 'example.test';

function aKey(type: string, seed: string): { readonly text: string; readonly sha256: string } {
  const name = Buffer.from(type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  const blob = Buffer.concat([length, name, createHash('sha512').update(seed).digest()]);
  return {
    text: `${type} ${blob.toString('base64')}`,
    sha256: createHash('sha256').update(blob).digest('base64').replace(/=+$/u, ''),
  };
}

const mine = aKey('ssh-ed25519', 'mine');
const other = aKey('ssh-rsa', 'other');

function hashed(name: string): string {
  const salt = createHash('sha1').update('salt').digest();
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

const read = (...lines: readonly string[]) => readKnownHosts(lines.join('\n'), aRequest(), []);
const said = (...lines: readonly string[]): readonly string[] =>
  (read(...lines) ?? []).map(
    ({ host, port, type, isRevoked, isPattern }) =>
      `${host} ${port} ${type}${isRevoked ? ' revoked' : ''}${isPattern ? ' pattern' : ''}`,
  );

describe('known_hosts', () => {
  it('keeps kind and fingerprint of a line that names the host, and nothing of other lines', () => {
    const keys = read(
      '# mine',
      `other.test ${other.text}`,
      `${HOST},192.0.2.1 ${mine.text} somebody@secret-laptop`,
    );
    expect(keys).toEqual([
      { host: HOST, port: 22, type: 'ssh-ed25519', sha256: mine.sha256, isRevoked: false, isPattern: false },
    ]);
  });
  it.each<[string, string, readonly string[]]>([
    ['another port', `[${HOST}]:2222 ${mine.text}`, [`${HOST} 2222 ssh-ed25519`]],
    ['a port at which nobody looks', `[${HOST}]:4711 ${mine.text}`, []],
    ['a hashed name', `${hashed(HOST)} ${mine.text}`, [`${HOST} 22 ssh-ed25519`]],
    ['a hashed name with a port', `${hashed(`[${HOST}]:2222`)} ${mine.text}`, [`${HOST} 2222 ssh-ed25519`]],
    ['the hash of another name', `${hashed('other.test')} ${mine.text}`, []],
    ['capital letters', `EXAMPLE.test ${mine.text}`, [`${HOST} 22 ssh-ed25519`]],
    ['a revoked key', `@revoked ${HOST} ${mine.text}`, [`${HOST} 22 ssh-ed25519 revoked`]],
    ['an authority, which is no key of a host', `@cert-authority ${HOST} ${mine.text}`, []],
    ['a marker that nobody knows', `@strange ${HOST} ${mine.text}`, []],
    ['a pattern', `*.test ${mine.text}`, [`${HOST} 22 ssh-ed25519 pattern`]],
    ['a pattern with an exception', `*.test,!${HOST} ${mine.text}`, []],
    ['an exception beside the name itself', `${HOST},!ex* ${mine.text}`, []],
    ['a longer name that ends alike', `my-${HOST} ${mine.text}`, []],
  ])('reads %s', (_, line, expected) => expect(said(line, `x.test ${mine.text}`)).toEqual(expected));
  it('reads files of Windows, with tabs', () =>
    expect(said(`${HOST}\t${mine.text.replace(' ', '\t')}\r`)).toEqual([`${HOST} 22 ssh-ed25519`]));
  it('has nothing to say about an empty file', () => expect(read('', '# nothing')).toEqual([]));
});

describe('hostile known_hosts', () => {
  it.each([
    ['a key that says it is of another kind', `${HOST} ssh-rsa ${mine.text.split(' ')[1]}`],
    ['a key that is cut off', `${HOST} ssh-ed25519 AAAA`],
    ['a key of SSH 1', `${HOST} 1024 35 1234567890`],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA'],
    ['bytes', '\u0000\u0001\u0002 \u0003 \uFFFD'],
    ['a line without an end', `${HOST} ssh-ed25519 ${'A'.repeat(900_000)}`],
    ['a broken hash', `|1|${'='.repeat(500)} ssh-ed25519 x`],
  ])('refuses %s', (_, text) => expect(read(text)).toBeNull());
  it('ignores hashes of unknown versions and of any length', () => {
    expect(said(`|9|a|b ${mine.text}`, `|1 ${mine.text}`, `|1|${'A'.repeat(5_000)}|b ${mine.text}`)).toEqual(
      [],
    );
  });
  it('is soon done with patterns that are made to take long', () => {
    const line = `${'*a'.repeat(600)}* ${mine.text}`;
    const lines = Array.from({ length: 200 }, () => line);
    expect(processorMs(() => expect(said(...lines)).toEqual([]))).toBeLessThan(2_000);
  });
  it('keeps a bounded number of keys', () => {
    expect(read(...Array.from({ length: 500 }, () => `${HOST} ${mine.text}`))).toHaveLength(100);
  });
});

// Which sockets a network namespace has open, read from /proc: no process is started and no packet is sent.

import { readFile } from 'node:fs/promises';
import type { Listener } from '../services/service.ts';
import { isV6 } from './topology.ts';
import { reverseName } from './zone-builder.ts';

const listenState = '0A';

/** /proc writes addresses as 32-bit words in host byte order. */
const swapWords = (hex: string): string =>
  (hex.match(/.{8}/g) ?? [])
    .map((word) => (word.match(/../g) ?? []).reverse().join(''))
    .join('')
    .toUpperCase();

const hexOf = (address: string): string => {
  if (!isV6(address)) {
    return swapWords(
      address
        .split('.')
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join(''),
    );
  }
  // The reverse name has all 32 nibbles, last one first.
  return swapWords(reverseName(address).replace('.ip6.arpa', '').split('.').reverse().join(''));
};

const keyOf = ({ protocol, address, port }: Listener): string =>
  `${protocol}${isV6(address) ? '6' : ''} ${hexOf(address)}:${port.toString(16).padStart(4, '0').toUpperCase()}`;

const tables = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

/** Lines such as `0: 0A14502D:0035 00000000:0000 0A ...`; UDP sockets have no listening state. */
async function openSockets(pid: number): Promise<ReadonlySet<string>> {
  const texts = await Promise.all(
    tables.map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '')),
  );
  return new Set(
    texts.flatMap((text, index) =>
      text
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , , state]) => index > 1 || state === listenState)
        .map(([, local]) => `${tables[index]} ${local}`),
    ),
  );
}

/** Those of the wanted sockets that are not open (yet) in the namespace of a process. */
export async function missingListeners(
  pid: number,
  wanted: readonly Listener[],
): Promise<readonly Listener[]> {
  const open = await openSockets(pid);
  return wanted.filter((listener) => !open.has(keyOf(listener)));
}

/** Linux routing tables as /proc shows them. */
import ipaddr from 'ipaddr.js';
import type { Route } from './default-routes.ts';

// linux/route.h and linux/ipv6_route.h
const RTF_UP = 0x1;
const RTF_GATEWAY = 0x2;
const RTF_REJECT = 0x200;

const hexBytes = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const addressOf = (bytes: number[]): string => ipaddr.fromByteArray(bytes).toString();
const isLeading = (flags: number): boolean => (flags & RTF_UP) !== 0 && (flags & RTF_REJECT) === 0;

/** /proc/net/route: addresses are 32-bit numbers in host order, so little-endian on every platform that we ship for. */
export function parseProcRoutes(table: string): readonly Route[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line): readonly Route[] => {
      const [device, destination, gateway, flagText, , , metric, mask] = line.trim().split(/\s+/);
      if (device === undefined || !/^[0-9A-F]{8}$/i.test(gateway ?? '') || gateway === undefined) return [];
      const flags = Number.parseInt(flagText ?? '0', 16);
      const destinationText = procDestination(destination, mask);
      if (destinationText === null || !isLeading(flags)) return [];
      const via = (flags & RTF_GATEWAY) === 0 ? null : addressOf(hexBytes(gateway).toReversed());
      return [
        {
          family: 4,
          destination: destinationText,
          gateway: via,
          interface: device,
          metric: Number(metric ?? 0),
        },
      ];
    });
}

function procDestination(destination: string | undefined, mask: string | undefined): string | null {
  if (mask === '00000000') return destination === '00000000' ? 'default' : null;
  if (mask !== '00000080') return null;
  return { '00000000': '0.0.0.0/1', '00000080': '128.0.0.0/1' }[destination ?? ''] ?? null;
}

const wide6: Readonly<Record<string, string>> = {
  '00000000000000000000000000000000/00': 'default',
  '00000000000000000000000000000000/01': '::/1',
  '80000000000000000000000000000000/01': '8000::/1',
  '20000000000000000000000000000000/03': '2000::/3',
};

/** /proc/net/ipv6_route: destination, length, source, length, next hop, metric, counters, flags, device; all hexadecimal. */
export function parseProcRoutes6(table: string): readonly Route[] {
  return table.split('\n').flatMap((line): readonly Route[] => {
    const [destination, length, , , hop, metric, , , flagText, device] = line.trim().split(/\s+/);
    if (device === undefined || device === 'lo' || hop?.length !== 32) return [];
    const destinationText = wide6[`${destination}/${length}`];
    const flags = Number.parseInt(flagText ?? '0', 16);
    if (destinationText === undefined || !isLeading(flags)) return [];
    const via = (flags & RTF_GATEWAY) === 0 ? null : addressOf(hexBytes(hop));
    return [
      {
        family: 6,
        destination: destinationText,
        gateway: via,
        interface: device,
        metric: Number.parseInt(metric ?? '0', 16),
      },
    ];
  });
}

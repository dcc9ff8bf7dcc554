/** Windows: `route print`. Its headings and "On-link" are translated, so only the shape of the rows counts. */
import type { Route } from './default-routes.ts';
import type { MachineSource } from './source.ts';
import { systemFile } from './windows-paths.ts';

/** Name of an interface from its own IPv4 address or its index. */
export interface InterfaceNames {
  byAddress(address: string): string | undefined;
  byIndex(index: number): string | undefined;
}

const quad = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const rowV4 = new RegExp(String.raw`^\s*(${quad})\s+(${quad})\s+(\S.*?)\s+(${quad})\s+(\d+)\s*$`);
const rowV6 = /^\s*(\d+)\s+(\d+)\s+(\S+\/\d+)(?:\s+(\S.*?))?\s*$/;
const rowInterface = /^\s*(\d+)\.{3}[^.]*\.{2,}\s*(\S.*?)\s*$/;

const destinationsV4: Readonly<Record<string, string>> = {
  '0.0.0.0/0.0.0.0': 'default',
  '0.0.0.0/128.0.0.0': '0.0.0.0/1',
  '128.0.0.0/128.0.0.0': '128.0.0.0/1',
};
const destinationsV6: Readonly<Record<string, string>> = {
  '::/0': 'default',
  '::/1': '::/1',
  '8000::/1': '8000::/1',
  '2000::/3': '2000::/3',
};

function parseV4(line: string, names: InterfaceNames): readonly Route[] {
  const [, network, mask, gateway = '', own = '', metric] = rowV4.exec(line) ?? [];
  const destination = destinationsV4[`${network}/${mask}`];
  if (destination === undefined) return [];
  return [
    { family: 4, destination, gateway, interface: names.byAddress(own) ?? own, metric: Number(metric) },
  ];
}

function parseV6(
  line: string,
  names: InterfaceNames,
  descriptions: ReadonlyMap<number, string>,
): readonly Route[] {
  const [, index, metric, prefix = '', gateway = ''] = rowV6.exec(line) ?? [];
  const destination = destinationsV6[prefix];
  // Interface 0 marks a persistent route that is not active.
  if (destination === undefined || Number(index) === 0) return [];
  const name = names.byIndex(Number(index)) ?? descriptions.get(Number(index)) ?? `${index}`;
  return [{ family: 6, destination, gateway, interface: name, metric: Number(metric) }];
}

export function parseWindowsRoutes(output: string, names: InterfaceNames): readonly Route[] {
  const lines = output.split(/\r?\n/);
  const descriptions = new Map<number, string>();
  for (const line of lines) {
    const [, index, description] = rowInterface.exec(line) ?? [];
    if (description !== undefined) descriptions.set(Number(index), description);
  }
  return lines.flatMap((line) => [...parseV4(line, names), ...parseV6(line, names, descriptions)]);
}

function namesFrom(source: MachineSource): InterfaceNames {
  const all = Object.entries(source.interfaces());
  return {
    byAddress: (address) => all.find(([, list]) => list?.some((entry) => entry.address === address))?.[0],
    // The zone of a link-local address is the interface index (RFC 4007 section 11.2).
    byIndex: (index) =>
      all.find(([, list]) => list?.some((entry) => entry.family === 'IPv6' && entry.scopeid === index))?.[0],
  };
}

export async function readWindowsRoutes(
  source: MachineSource,
  signal: AbortSignal,
): Promise<readonly Route[]> {
  const output = await source.runCommand(systemFile(source, 'ROUTE.EXE'), ['print'], signal);
  return parseWindowsRoutes(output, namesFrom(source));
}

/** Network interfaces as the operating system lists them. */
import type { EnvironmentData } from '../../model/observations/machine.ts';
import { addressScope } from './address-scope.ts';
import type { MachineSource } from './source.ts';

type Interfaces = EnvironmentData['interfaces'];

/** Machines with hundreds of container addresses exist; the first ones tell enough. */
const MAX_ADDRESSES = 200;

/**
 * Names that tunnels usually have: kernel and BSD devices by prefix and number, products by name.
 * A hint only: a PPPoE line is called ppp0 too, and macOS always owns a few idle utun devices.
 */
const tunnelDevice =
  /^(?:tun|tap|wg|utun|ppp|ipsec|zt[0-9a-z]|gre|gretap|ip6tnl|sit|vti|xfrm|l2tp|cscotun|gpd|awg)[0-9a-z]*$/i;
const tunnelProduct =
  /tailscale|nordlynx|wireguard|openvpn|tap-windows|wintun|zerotier|hamachi|mullvad|protonvpn|^proton\d|cloudflarewarp|\bvpn\b|vpn\d*$|anyconnect|globalprotect|fortinet|forticlient|expressvpn|surfshark|windscribe|teredo/i;

export const isTunnelName = (name: string): boolean => tunnelDevice.test(name) || tunnelProduct.test(name);

function prefixLengthOf(cidr: string | null): number {
  const length = Number(cidr?.split('/')[1] ?? Number.NaN);
  return Number.isInteger(length) ? length : 0;
}

export function readInterfaces(source: Pick<MachineSource, 'interfaces'>): Interfaces {
  const found = Object.entries(source.interfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).map((entry) => ({
      name: name.slice(0, 200),
      family: entry.family === 'IPv6' ? (6 as const) : (4 as const),
      address: entry.address.slice(0, 60),
      prefixLength: prefixLengthOf(entry.cidr),
      scope: addressScope(entry.address),
      isTunnel: isTunnelName(name),
    })),
  );
  return found.slice(0, MAX_ADDRESSES);
}

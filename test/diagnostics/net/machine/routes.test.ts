import { describe, expect, it } from 'vitest';
import { chooseDefaults } from '../../../../diagnostics/net/machine/default-routes.ts';
import { parseIpRouteGet, parseIpRoutes } from '../../../../diagnostics/net/machine/routes-linux.ts';
import { parseMacRoutes } from '../../../../diagnostics/net/machine/routes-mac.ts';
import { parseProcRoutes, parseProcRoutes6 } from '../../../../diagnostics/net/machine/routes-proc.ts';
import { parseWindowsRoutes } from '../../../../diagnostics/net/machine/routes-windows.ts';
import { recorded } from './fixture.ts';

const noNames = { byAddress: () => undefined, byIndex: () => undefined };

describe('default routes on Linux', () => {
  it('reads ip -j route of both families', () => {
    const routes = [
      ...parseIpRoutes(recorded('linux-ip-route.json'), 4),
      ...parseIpRoutes(recorded('linux-ip-route6.json'), 6),
    ];
    expect(chooseDefaults(routes)).toEqual([
      { family: 4, gateway: '192.0.2.1', interface: 'eth0' },
      { family: 6, gateway: 'fd00::1', interface: 'eth0' },
    ]);
  });

  it('reads the same from /proc', () => {
    const routes = [
      ...parseProcRoutes(recorded('linux-proc-route.txt')),
      ...parseProcRoutes6(recorded('linux-proc-ipv6-route.txt')),
    ];
    expect(chooseDefaults(routes)).toEqual([
      { family: 4, gateway: '192.0.2.1', interface: 'eth0' },
      { family: 6, gateway: 'fd00::1', interface: 'eth0' },
    ]);
  });

  it('takes the two halves of a VPN for the winning default route, and the lower metric next', () => {
    expect(chooseDefaults(parseIpRoutes(recorded('linux-ip-route-vpn.json'), 4))).toEqual([
      { family: 4, gateway: '10.8.0.1', interface: 'tun0' },
      { family: 4, gateway: '192.168.1.1', interface: 'eth0' },
      { family: 4, gateway: '192.168.1.1', interface: 'wlan0' },
    ]);
  });

  it('reads multipath hops, leaves out dead ones and knows IPv6 gateways of IPv4 routes', () => {
    expect(chooseDefaults(parseIpRoutes(recorded('linux-ip-route-multipath.json'), 4))).toEqual([
      { family: 4, gateway: '192.0.2.1', interface: 'eth0' },
      { family: 4, gateway: 'fe80::1', interface: 'eth2' },
    ]);
  });

  it('puts what policy rules choose before the table', () => {
    const chosen = parseIpRouteGet(
      '[{"dst":"198.41.0.4","dev":"wg0","table":"51820","prefsrc":"10.9.0.2"}]',
      4,
    );
    const routes = [...chosen, ...parseIpRoutes(recorded('linux-ip-route.json'), 4)];
    expect(chooseDefaults(routes)).toEqual([
      { family: 4, gateway: null, interface: 'wg0' },
      { family: 4, gateway: '192.0.2.1', interface: 'eth0' },
    ]);
    expect(parseIpRouteGet(recorded('linux-ip-route-get.json'), 4)[0]?.interface).toBe('eth0');
  });

  it('one half alone is no default route', () => {
    expect(
      chooseDefaults([{ family: 4, destination: '0.0.0.0/1', gateway: null, interface: 'tun0', metric: 0 }]),
    ).toEqual([]);
  });

  it('knows an empty table from nonsense', () => {
    expect(parseIpRoutes('', 4)).toEqual([]);
    expect(parseIpRoutes('{}', 4)).toEqual([]);
    expect(() => parseIpRoutes('Object "-j" is unknown', 4)).toThrow(SyntaxError);
    expect(parseProcRoutes('')).toEqual([]);
    expect(parseProcRoutes6('')).toEqual([]);
  });
});

describe('default routes on macOS', () => {
  it('leaves out the scoped routes of idle tunnels', () => {
    expect(chooseDefaults(parseMacRoutes(recorded('macos-netstat.txt')))).toEqual([
      { family: 4, gateway: '10.8.0.5', interface: 'utun4' },
      { family: 4, gateway: '192.168.1.1', interface: 'en0' },
      { family: 6, gateway: 'fe80::3649:5bff:fea5:6d90%en0', interface: 'en0' },
    ]);
  });

  it('finds the interface column of older systems', () => {
    expect(chooseDefaults(parseMacRoutes(recorded('macos-netstat-old.txt')))).toEqual([
      { family: 4, gateway: '192.168.10.1', interface: 'en0' },
    ]);
  });
});

describe('default routes on Windows', () => {
  it('names interfaces and prefers the lower metric', () => {
    const names = {
      byAddress: (address: string) => ({ '192.168.1.50': 'Ethernet', '10.5.0.2': 'NordLynx' })[address],
      byIndex: (index: number) => (index === 15 ? 'Ethernet' : undefined),
    };
    expect(chooseDefaults(parseWindowsRoutes(recorded('windows-route-print.txt'), names))).toEqual([
      { family: 4, gateway: null, interface: 'NordLynx' },
      { family: 4, gateway: '192.168.1.1', interface: 'Ethernet' },
      { family: 6, gateway: null, interface: 'NordLynx Tunnel' },
      { family: 6, gateway: 'fe80::1', interface: 'Ethernet' },
    ]);
  });

  it('reads translated tables', () => {
    expect(chooseDefaults(parseWindowsRoutes(recorded('windows-route-print-de.txt'), noNames))).toEqual([
      { family: 4, gateway: null, interface: '10.7.0.2' },
      { family: 4, gateway: '192.168.178.1', interface: '192.168.178.30' },
    ]);
  });
});

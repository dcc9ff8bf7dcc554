import { describe, expect, it } from 'vitest';
import { addressScope } from '../../../../diagnostics/net/machine/address-scope.ts';
import { hostsFilePath, parseHostsFile } from '../../../../diagnostics/net/machine/hosts-file.ts';
import { isTunnelName, readInterfaces } from '../../../../diagnostics/net/machine/interfaces.ts';
import {
  environmentProxies,
  readProxies,
  withoutCredentials,
} from '../../../../diagnostics/net/machine/proxies.ts';
import {
  parseGnomeProxy,
  parseMacProxy,
  parseWindowsProxy,
} from '../../../../diagnostics/net/machine/proxy-settings.ts';
import {
  parseResolvConf,
  parseSearchList,
  readResolution,
} from '../../../../diagnostics/net/machine/resolvers.ts';
import { ipv4, ipv6, machine, recorded } from './fixture.ts';

const signal = new AbortController().signal;

describe('addresses of interfaces', () => {
  it.each([
    ['8.8.8.8', 'global'],
    ['2001:4860:4860::8888', 'global'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.0.1', 'private'],
    ['100.64.0.1', 'shared'],
    ['100.127.255.254', 'shared'],
    ['100.128.0.1', 'global'],
    ['169.254.1.1', 'link_local'],
    ['fe80::1%eth0', 'link_local'],
    ['fd00::1', 'unique_local'],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['2002:c000:204::1', 'other'],
    ['192.0.2.1', 'other'],
    ['not an address', 'other'],
  ])('%s is %s', (address, scope) => expect(addressScope(address)).toBe(scope));

  it.each([
    'tun0',
    'tap1',
    'wg0',
    'wg-mullvad',
    'utun3',
    'ppp0',
    'ztabcdef12',
    'tailscale0',
    'nordlynx',
    'NordLynx',
    'OpenVPN TAP-Windows6',
    'CloudflareWARP',
    'ipsec0',
    'Company VPN',
  ])('%s is a tunnel', (name) => expect(isTunnelName(name)).toBe(true));
  it.each([
    'lo',
    'eth0',
    'en0',
    'wlan0',
    'enp3s0',
    'wlp2s0',
    'docker0',
    'br-1a2b',
    'veth12',
    'Ethernet 2',
    'Wi-Fi',
    'bridge100',
    'awdl0',
  ])('%s is none', (name) => expect(isTunnelName(name)).toBe(false));

  it('lists every address with its prefix', () => {
    const source = machine({
      interfaces: () => ({
        eth0: [ipv4('192.168.1.2', '192.168.1.2/24'), ipv6('fe80::2', 'fe80::2/64', 2)],
        wg0: [ipv4('10.9.0.2', '10.9.0.2/32')],
      }),
    });
    expect(readInterfaces(source)).toEqual([
      {
        name: 'eth0',
        family: 4,
        address: '192.168.1.2',
        prefixLength: 24,
        scope: 'private',
        isTunnel: false,
      },
      { name: 'eth0', family: 6, address: 'fe80::2', prefixLength: 64, scope: 'link_local', isTunnel: false },
      { name: 'wg0', family: 4, address: '10.9.0.2', prefixLength: 32, scope: 'private', isTunnel: true },
    ]);
  });
});

describe('hosts file', () => {
  it('gives entries of the asked names only, in any case, with aliases and both families', () => {
    expect(parseHostsFile(recorded('hosts.txt'), ['www.example.com', 'Example.com.'], '/etc/hosts')).toEqual([
      { name: 'www.example.com', address: '198.51.100.7', file: '/etc/hosts' },
      { name: 'Example.com.', address: '2001:db8::7', file: '/etc/hosts' },
      { name: 'www.example.com', address: '2001:db8::7', file: '/etc/hosts' },
    ]);
    expect(parseHostsFile(recorded('hosts.txt'), ['other.example'], '/etc/hosts')).toEqual([]);
  });

  it('lies under SystemRoot on Windows', () => {
    expect(hostsFilePath(machine({ platform: 'win32', env: { SystemRoot: 'D:\\WINNT' } }))).toBe(
      'D:\\WINNT\\System32\\drivers\\etc\\hosts',
    );
    expect(hostsFilePath(machine({ platform: 'win32' }))).toBe('C:\\Windows\\System32\\drivers\\etc\\hosts');
    expect(hostsFilePath(machine())).toBe('/etc/hosts');
  });
});

describe('resolvers', () => {
  it('reads resolv.conf, last search line winning', () => {
    expect(parseResolvConf('domain a.test\nnameserver 192.0.2.1 # x\n; no\nsearch b.test c.test\n')).toEqual({
      resolvers: ['192.0.2.1'],
      searchDomains: ['b.test', 'c.test'],
    });
  });

  it('lists what the systemd stub forwards to, after the stub', async () => {
    const source = machine({
      resolvers: () => ['127.0.0.53'],
      files: {
        '/etc/resolv.conf': recorded('resolv-conf-stub.txt'),
        '/run/systemd/resolve/resolv.conf': recorded('resolv-conf-upstream.txt'),
      },
    });
    expect(await readResolution(source, signal)).toEqual({
      resolvers: ['127.0.0.53', '192.168.1.1', 'fe80::1%2'],
      searchDomains: ['home.example.test', 'office.example.test'],
    });
  });

  it('drops the placeholders of Windows and reads its search list', async () => {
    const source = machine({ platform: 'win32', resolvers: () => ['192.168.1.1', 'fec0:0:0:ffff::1'] });
    expect(await readResolution(source, signal)).toEqual({ resolvers: ['192.168.1.1'], searchDomains: [] });
    expect(
      parseSearchList(
        '\r\nHKEY_LOCAL_MACHINE\\…\\Parameters\r\n    SearchList    REG_SZ    a.test,b.test\r\n',
      ),
    ).toEqual(['a.test', 'b.test']);
    expect(parseSearchList('    SearchList    REG_SZ    \r\n')).toEqual([]);
  });
});

describe('proxy settings', () => {
  it.each([
    ['http://jane:hunter2@proxy.test:8080', 'http://proxy.test:8080'],
    ['jane:hunter2@proxy.test:8080', 'proxy.test:8080'],
    ['http://jane:hun/ter@2@proxy.test:8080/', 'http://proxy.test:8080/'],
    ['http://pac.test/p.pac?key=hunter2', 'http://pac.test/p.pac'],
    ['localhost,.example.test', 'localhost,.example.test'],
  ])('%s is kept as %s', (value, kept) => expect(withoutCredentials(value)).toBe(kept));

  it('reads either case of the variables, once', () => {
    expect(
      environmentProxies({
        http_proxy: 'http://a:1',
        HTTP_PROXY: 'http://a:1',
        HTTPS_PROXY: 'http://b:2',
        no_proxy: '',
      }),
    ).toEqual([
      { source: 'env http_proxy', value: 'http://a:1' },
      { source: 'env HTTPS_PROXY', value: 'http://b:2' },
    ]);
  });

  it('reads the settings of each system and never a password', async () => {
    expect(parseGnomeProxy(recorded('gnome-proxy.txt'))).toEqual([
      { source: 'GNOME http', value: 'proxy.example.test:8080' },
      { source: 'GNOME https', value: 'proxy.example.test:8443' },
    ]);
    expect(parseGnomeProxy("org.gnome.system.proxy mode 'none'")).toEqual([]);
    expect(parseGnomeProxy("org.gnome.system.proxy mode 'auto'")).toEqual([
      { source: 'GNOME auto', value: 'WPAD' },
    ]);
    expect(
      parseWindowsProxy(recorded('windows-reg-internet-settings.txt')).map(({ source }) => source),
    ).toEqual(['Windows', 'Windows', 'Windows auto']);
    const source = machine({
      platform: 'darwin',
      commands: { '/usr/sbin/scutil --proxy': recorded('macos-scutil-proxy.txt') },
    });
    expect(parseMacProxy(recorded('macos-scutil-proxy.txt'))).toHaveLength(2);
    expect(await readProxies(source, signal)).toEqual([
      { source: 'macOS HTTP', value: 'proxy.example.test:8080' },
      { source: 'macOS auto', value: 'http://pac.example.test/proxy.pac' },
    ]);
    const windows = machine({
      platform: 'win32',
      commands: {
        'C:\\Windows\\System32\\reg.exe query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings':
          recorded('windows-reg-internet-settings.txt'),
      },
    });
    expect(await readProxies(windows, signal)).toContainEqual({
      source: 'Windows',
      value: 'proxy.example.test:8080',
    });
    expect(JSON.stringify(await readProxies(windows, signal))).not.toMatch(/hunter2|jane/);
  });
});

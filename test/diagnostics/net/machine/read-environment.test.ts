import { describe, expect, it } from 'vitest';
import {
  readEnvironment,
  readEnvironmentFrom,
  runtimeName,
  tlsLibraryName,
} from '../../../../diagnostics/net/machine/index.ts';
import { environmentData } from '../../../../diagnostics/model/observations/machine.ts';
import { ipv4, machine, recorded } from './fixture.ts';

const signal = new AbortController().signal;
const never = (): Promise<string> => new Promise(() => undefined);

describe('readEnvironment', () => {
  it('puts the parts of a Linux machine together', async () => {
    const source = machine({
      interfaces: () => ({ eth0: [ipv4('192.168.1.2', '192.168.1.2/24')] }),
      resolvers: () => ['192.168.1.1'],
      env: { HTTPS_PROXY: 'http://jane:hunter2@proxy.test:3128' },
      commands: {
        'ip -j -4 route': recorded('linux-ip-route.json'),
        'ip -j -6 route': recorded('linux-ip-route6.json'),
      },
      files: {
        '/etc/hosts': '198.51.100.7 example.com private.example\n',
        '/etc/resolv.conf': 'search home.test\n',
      },
    });
    expect(await readEnvironmentFrom(source, { hostNames: ['example.com'], signal })).toEqual({
      platform: 'linux 6.1.0 x64',
      runtime: 'node v24.21.0',
      tlsLibrary: 'OpenSSL 3.5.8',
      interfaces: [
        {
          name: 'eth0',
          family: 4,
          address: '192.168.1.2',
          prefixLength: 24,
          scope: 'private',
          isTunnel: false,
        },
      ],
      defaultRoutes: [
        { family: 4, gateway: '192.0.2.1', interface: 'eth0' },
        { family: 6, gateway: 'fd00::1', interface: 'eth0' },
      ],
      resolvers: ['192.168.1.1'],
      searchDomains: ['home.test'],
      hostsEntries: [{ name: 'example.com', address: '198.51.100.7', file: '/etc/hosts' }],
      proxies: [{ source: 'env HTTPS_PROXY', value: 'http://proxy.test:3128' }],
    });
  });

  it('falls back to /proc where ip is missing', async () => {
    const source = machine({ files: { '/proc/net/route': recorded('linux-proc-route.txt') } });
    const { defaultRoutes } = await readEnvironmentFrom(source, { hostNames: [], signal });
    expect(defaultRoutes).toEqual([{ family: 4, gateway: '192.0.2.1', interface: 'eth0' }]);
  });

  it.each(['linux', 'darwin', 'win32', 'freebsd'])(
    'stays whole on %s when every part fails',
    async (platform) => {
      const fail = (): never => {
        throw new Error('no');
      };
      const source = machine({
        platform,
        interfaces: fail,
        resolvers: fail,
        runCommand: fail,
        readText: fail,
      });
      const data = await readEnvironmentFrom(source, { hostNames: ['example.com'], signal });
      expect(data).toMatchObject({
        interfaces: [],
        defaultRoutes: null,
        resolvers: [],
        searchDomains: [],
        hostsEntries: [],
        proxies: [],
      });
    },
  );

  it('ends in time when commands and files hang, with what is known', async () => {
    const source = machine({
      resolvers: () => ['192.0.2.53'],
      env: { http_proxy: 'http://u:p@p.test:1' },
      runCommand: never,
      readText: never,
    });
    const started = performance.now();
    const data = await readEnvironmentFrom(source, { hostNames: ['example.com'], signal });
    expect(performance.now() - started).toBeLessThan(4_900);
    expect(data).toMatchObject({
      defaultRoutes: null,
      proxies: [{ source: 'env http_proxy', value: 'http://p.test:1' }],
    });
  });

  it('rejects with the reason when cancelled before or meanwhile', async () => {
    await expect(
      readEnvironmentFrom(machine(), { hostNames: [], signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop');
    const controller = new AbortController();
    const reading = readEnvironmentFrom(machine({ runCommand: never }), {
      hostNames: [],
      signal: controller.signal,
    });
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  it('reads this machine', async () => {
    const data = await readEnvironment({ hostNames: ['localhost'], signal });
    expect(environmentData.parse(data)).toEqual(data);
    expect(data.interfaces.length).toBeGreaterThan(0);
  });

  it('names the runtime and its TLS library', () => {
    expect(runtimeName({ versions: { node: '20.18.1', electron: '33.2.1' } })).toBe(
      'electron v33.2.1 (node v20.18.1)',
    );
    expect(tlsLibraryName({ versions: {}, isBoringSsl: true })).toBe('BoringSSL');
  });
});

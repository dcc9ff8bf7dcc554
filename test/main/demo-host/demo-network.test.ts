import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { networkDataSchema } from '../../../diagnostics/model/network-data.ts';
import { environmentData } from '../../../diagnostics/model/observations/machine.ts';
import { startDemoHost } from '../../../main/demo-host/index.ts';
import {
  addresses,
  askUdp,
  codeOf,
  dial,
  domain,
  get,
  resourcesDir,
  soon,
  verySoon,
  withDemo,
} from './demo-client.ts';

describe('the demo network', () => {
  it('fails as the real one does', () =>
    withDemo(['port25-blocked'], async (host) => {
      const codes = await Promise.all([
        codeOf(dial(host, addresses.web, 8443)),
        codeOf(dial(host, '198.41.0.4', 443)),
        codeOf(dial(host, '127.0.0.1', 22)),
        codeOf(dial(host, addresses.mail, 25, verySoon())),
        codeOf(askUdp(host, addresses.web, domain, 'A')),
        codeOf(dial(host, 'localhost', 22)),
      ]);
      expect(codes).toEqual([
        'ECONNREFUSED',
        'EHOSTUNREACH',
        'ECONNREFUSED',
        'TimeoutError',
        'ECONNREFUSED',
        'TypeError',
      ]);
    }));

  it('does nothing for a signal that has fired already', () =>
    withDemo([], async ({ network }) => {
      const signal = AbortSignal.abort(new Error('cancelled'));
      const { web: address } = addresses;
      const datagram = { address, port: 53, signal, payload: Buffer.alloc(12), accepts: () => true };
      const calls = [
        network.dial({ address, port: 443, signal }),
        network.exchangeDatagram(datagram),
        network.lookup({ name: domain, signal }),
        network.environment({ hostNames: [], signal }),
      ];
      const reasons = (await Promise.allSettled(calls)).map((each) =>
        'reason' in each ? String(each.reason) : '',
      );
      expect(reasons).toEqual(calls.map(() => 'Error: cancelled'));
    }));

  it('shows the addresses of the demo world on its sockets', () =>
    withDemo([], async (host) => {
      const socket = await dial(host, addresses.web, 443);
      const { remoteAddress, remotePort, localAddress } = socket;
      socket.destroy();
      expect({ remoteAddress, remotePort, localAddress }).toEqual({
        remoteAddress: addresses.web,
        remotePort: 443,
        localAddress: '192.168.1.10',
      });
    }));

  it('looks names up as getaddrinfo does', () =>
    withDemo([], async ({ network }) => {
      const lookup = (name: string) => network.lookup({ name, signal: soon() });
      expect(await lookup(`WWW.${domain}.`)).toEqual([
        { address: '2a0e:db8:20::10', family: 6 },
        { address: addresses.web, family: 4 },
      ]);
      expect(await lookup('192.0.2.7')).toEqual([{ address: '192.0.2.7', family: 4 }]);
      expect(await codeOf(lookup(`nothing.${domain}`))).toBe('ENOTFOUND');
    }));

  it('describes a machine and an internet that fit the model', () =>
    withDemo(['hosts-override'], async (host) => {
      const environment = await host.network.environment({ hostNames: [domain], signal: soon() });
      expect(environmentData.parse(environment).hostsEntries).toEqual([
        { name: domain, address: '45.85.66.10', file: '/etc/hosts' },
      ]);
      const data = networkDataSchema.parse(host.networkData);
      const operatorsOf = (family: number) =>
        new Set(data.anchors.filter((anchor) => anchor.family === family).map(({ operator }) => operator))
          .size;
      const topLevels = new Set(data.anchorNames.map((name) => name.split('.').at(-1)));
      expect([operatorsOf(4), operatorsOf(6), topLevels.size]).toEqual([3, 3, 3]);
      expect(host.network.systemRoots()).toEqual(data.trustAnchors);
    }));

  it('starts in well under a second and leaves no handle behind', { retry: 2 }, async () => {
    const handles = () =>
      process
        .getActiveResourcesInfo()
        .filter((name) => /TCP|UDP/.test(name))
        .sort();
    await tick();
    const before = handles();
    const started = performance.now();
    const host = await startDemoHost({ faults: [], resourcesDir });
    expect(performance.now() - started).toBeLessThan(1000);
    const open = await dial(host, addresses.mail, 143);
    await dial(host, addresses.web, 22);
    await get(host, addresses.web, `https://${domain}/`);
    await askUdp(host, addresses.ns1, domain, 'A');
    await host.close();
    expect(open.destroyed).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(handles()).toEqual(before);
    expect(await codeOf(dial(host, addresses.web, 80))).toBe('ENETDOWN');
  });

  it('runs beside itself', () =>
    withDemo([], (one) =>
      withDemo(['web-5xx'], async (other) => {
        const pages = [one, other].map((host) => get(host, addresses.web, `https://${domain}/`));
        expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([200, 500]);
      }),
    ));
});

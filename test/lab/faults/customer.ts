// Faults of the customer's own computer.

import { z } from 'zod';
import { nameCache } from '../services/name-cache.ts';
import { hosts, isV6, seatAddresses } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { handshake, hostName, isVerified, literally, query, shop } from './parts.ts';

export const hostsEntry = defineFault({
  id: 'hosts-entry',
  summary: "The customer's hosts file sends the names to another server, over both families.",
  params: z.strictObject({
    names: z.array(z.string()).default([shop, `www.${shop}`]),
    host: hostName.default('oldServer'),
  }),
  inject: async (world, { names, host }) => {
    const { v4, v6 } = hosts[host];
    const lines = [v4, v6].map((address) => `${address} ${names.join(' ')}\n`);
    await world.change.seatFile('hosts', (text) => text + lines.join(''));
  },
  witness: ({ names, host }) => ({
    run: `getent ahostsv4 ${names[0] ?? shop}`,
    shows: literally(hosts[host].v4),
    normally: literally(hosts.web1.v4),
  }),
});

export const resolverSettingWrong = defineFault({
  id: 'resolver-setting-wrong',
  summary: 'The computer asks a DNS server at an address where nothing answers.',
  params: z.strictObject({ address: z.string().default('192.168.1.77') }),
  inject: (world, { address }) =>
    world.change.seatFile('resolv.conf', (text) => text.replace(seatAddresses.gateway, address)),
  witness: () => ({
    run: `timeout 4 ${query(shop, 'A')}`,
    shows: /no servers could be reached|timed out|unreachable/,
    normally: /status: NOERROR/,
  }),
});

export const clockWrong = defineFault({
  id: 'clock-wrong',
  summary: "The computer's clock is off (libfaketime syntax, such as +400d or -400d).",
  params: z.strictObject({ shift: z.string().default('+400d') }),
  examples: [{ shift: '-400d' }],
  inject: async (world, { shift }) => {
    world.change.clock(shift);
    await Promise.resolve();
  },
  witness: () => ({
    run: handshake(hosts.opA.name, 443),
    shows: /Verification error: certificate (has expired|is not yet valid)/,
    normally: isVerified,
  }),
});

export const noDefaultRoute = defineFault({
  id: 'no-default-route',
  summary: 'The computer has no way out over one family or both: connects fail at once.',
  params: z.strictObject({ family: z.enum(['4', '6', 'both']).default('both') }),
  examples: [{ family: '4' }, { family: '6' }],
  inject: async (world, { family }) => {
    const routes = [`0.0.0.0/0 via ${seatAddresses.gateway}`, `::/0 via ${seatAddresses.gatewayV6}`].filter(
      (route) => family === 'both' || isV6(route) === (family === '6'),
    );
    await world.change.ip(
      'customer',
      routes.map((route) => `route del ${route}`),
      routes.map((route) => `route add ${route}`),
    );
  },
  witness: ({ family }) => ({
    run: `timeout 3 bash -c 'exec 3<>/dev/tcp/${family === '6' ? hosts.opA.v6 : hosts.opA.v4}/443 && echo open'`,
    shows: /Network is unreachable/,
    normally: /^open/,
  }),
});

export const ipv6Absent = defineFault({
  id: 'ipv6-absent',
  summary: 'The computer has IPv4 only, as with many access providers (no fault).',
  params: z.strictObject({}),
  inject: (world) => {
    const address = `addr %s ${seatAddresses.v6}/64 dev eth0`;
    const route = `route %s ::/0 via ${seatAddresses.gatewayV6}`;
    return world.change.ip(
      'customer',
      [route.replace('%s', 'del'), address.replace('%s', 'del')],
      [`${address.replace('%s', 'add')} nodad`, route.replace('%s', 'add')],
    );
  },
  witness: () => ({
    run: `ip -6 -o addr show scope global; timeout 3 bash -c 'exec 3<>/dev/tcp/${hosts.opA.v6}/443 && echo open'`,
    shows: /^(?!.*2a02:)[^]*(Network is unreachable|Cannot assign requested address)/,
    normally: /2a02:(.*\n)*open/,
  }),
});

export const ipv4Absent = defineFault({
  id: 'ipv4-absent',
  summary:
    'The computer has IPv6 only, with a resolver over IPv6 and no translator (no fault as long as all it needs has IPv6).',
  params: z.strictObject({}),
  inject: async (world) => {
    const address = `addr %s ${seatAddresses.lan}/24 dev eth0`;
    const route = `route %s 0.0.0.0/0 via ${seatAddresses.gateway}`;
    await world.change.seatFile('resolv.conf', (text) =>
      text.replace(seatAddresses.gateway, hosts.ispResolver.v6),
    );
    await world.change.ip(
      'customer',
      [route.replace('%s', 'del'), address.replace('%s', 'del')],
      [address.replace('%s', 'add'), route.replace('%s', 'add')],
    );
  },
  witness: () => ({
    run: `ip -4 -o addr show scope global; timeout 3 bash -c 'exec 3<>/dev/tcp/${hosts.opA.v6}/443 && echo open'`,
    shows: /^(?!.*192\.168\.1\.10)[^]*open/,
    normally: /192\.168\.1\.10(.*\n)*open/,
  }),
});

export const resolverList = defineFault({
  id: 'resolver-list',
  summary: 'The computer asks several name servers, public ones among them (no fault as long as all answer).',
  params: z.strictObject({
    servers: z
      .array(z.string())
      .min(1)
      .default([seatAddresses.gateway, hosts.quad9.v4, hosts.ispResolver.v4]),
  }),
  inject: (world, { servers }) =>
    world.change.seatFile(
      'resolv.conf',
      (text) =>
        servers.map((server) => `nameserver ${server}\n`).join('') + text.replace(/^nameserver .*\n/gm, ''),
    ),
  witness: ({ servers }) => ({
    run: `grep -c nameserver /etc/resolv.conf; ${query(shop, 'A')}`,
    shows: new RegExp(`^${servers.length}\n[^]*status: NOERROR`),
    normally: /^1\n[^]*status: NOERROR/,
  }),
});

export const systemCacheStale = defineFault({
  id: 'system-cache-stale',
  summary: "The computer's own cache of names remembers an old address; its resolver knows the right one.",
  params: z.strictObject({
    names: z.array(z.string()).default([shop, `www.${shop}`]),
    host: hostName.default('oldServer'),
  }),
  inject: async (world, { names, host }) => {
    await world.change.launch(nameCache(names, host));
    // it opens no port that the start could wait for
    await world.seat.run('for i in $(seq 100); do test -S /run/nscd/socket && break; sleep 0.05; done');
  },
  witness: ({ names, host }) => ({
    run: `getent ahostsv4 ${names[0] ?? shop}; dig +short @${seatAddresses.gateway} ${names[0] ?? shop}`,
    shows: literally(`^${hosts[host].v4}[^]*${hosts.web1.v4}`),
    normally: literally(`^${hosts.web1.v4}[^]*${hosts.web1.v4}`),
  }),
});

// Faults of the customer's own computer.

import { z } from 'zod';
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

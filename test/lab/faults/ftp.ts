// Faults of file transfer. All need a login to be seen (world/accounts.ts), except for what TLS shows by itself.

import { z } from 'zod';
import { passivePorts, vsftpdConfigPath, ftpNames } from '../services/file-access.ts';
import { shopLogin } from '../world/accounts.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { shop } from './parts.ts';
import { idleClients } from '../services/idle-client.ts';
import { forward, verdicts } from './path.ts';

const settings = (world: World, lines: readonly string[]): Promise<void> =>
  world.change.reconfigure(
    ftpNames,
    Object.fromEntries(
      ftpNames.map((name) => [vsftpdConfigPath(name), (text: string) => `${text}${lines.join('\n')}\n`]),
    ),
  );

/** Lists the home directory over IPv4 with PASV; curl must be told to believe the announced address. */
const list = (flags: string): string =>
  `curl -4 -sS -v -m 4 --disable-epsv ${flags} -u ${shopLogin.user}:${shopLogin.password} ftp://ftp.${shop}/ 2>&1 | tr -d '\\r' | grep -E '^(< [0-9]{3}|curl|-)'`;

export const ftpPassivePrivate = defineFault({
  id: 'ftp-passive-private',
  summary:
    'PASV announces a private address (the server stands behind NAT and does not know its public one).',
  params: z.strictObject({ address: z.string().default('10.0.0.5') }),
  inject: (world, { address }) => settings(world, [`pasv_address=${address}`]),
  witness: ({ address }) => ({
    run: list('--ssl-reqd --no-ftp-skip-pasv-ip'),
    shows: new RegExp(`227 .*\\(${address.replaceAll('.', ',')},`),
    normally: /227 .*\(45,80,20,10,(.*\n)*.*welcome\.txt/,
  }),
});

export const ftpPassiveClosed = defineFault({
  id: 'ftp-passive-closed',
  summary:
    "A firewall of the provider (edge) or in the customer's network (home) does not let the passive ports through: login works, listing hangs.",
  params: z.strictObject({
    how: z.enum(['drop', 'reset']).default('drop'),
    at: z.enum(['edge', 'home']).default('edge'),
  }),
  examples: [{ how: 'reset' }, { at: 'home' }],
  inject: (world, { how, at }) => {
    const closed = `tcp dport ${passivePorts.first}-${passivePorts.last} ${verdicts[how]}`;
    // Only towards the server: answers to clients whose own port happens to lie in the range must pass.
    const { v4, v6 } = hosts.web1;
    return world.change.nft(at, forward(`ip daddr ${v4} ${closed}\nip6 daddr ${v6} ${closed}`));
  },
  witness: () => ({
    run: list('--ssl-reqd'),
    shows: /227 (.*\n)*curl: \((7|28)\)/,
    normally: /227 (.*\n)*.*welcome\.txt/,
  }),
});

export const ftpNeedsTls = defineFault({
  id: 'ftp-needs-tls',
  summary: 'The server refuses every login without TLS (a policy, and no fault of the server).',
  params: z.strictObject({}),
  inject: (world) =>
    settings(world, [
      'force_local_logins_ssl=YES',
      'force_local_data_ssl=YES',
      'force_anon_logins_ssl=YES',
      'force_anon_data_ssl=YES',
    ]),
  witness: () => ({ run: list(''), shows: /530 .*(encryption|SSL)/i, normally: /welcome\.txt/ }),
});

export const ftpSessionReuseRequired = defineFault({
  id: 'ftp-session-reuse-required',
  summary:
    "The server takes data connections only with the TLS session of the login (vsftpd's default; a policy, and no fault of the server).",
  params: z.strictObject({}),
  inject: (world) => settings(world, ['require_ssl_reuse=YES']),
  // Two clients: one that cannot carry a session on, and one that does.
  witness: () => ({
    run: `${list('--ssl-reqd --no-sessionid')}; ${list('--ssl-reqd')}`,
    shows: /522 .*reuse required[^]*\n-[^\n]*welcome\.txt/,
    normally: /^(?![^]*522 )[^]*welcome\.txt[^]*welcome\.txt/,
  }),
});

export const ftpDataTlsReset = defineFault({
  id: 'ftp-data-tls-reset',
  summary:
    "A box at the provider (edge) or in the customer's network (home) resets data connections as soon as something is sent over them: login works, encrypted lists break.",
  params: z.strictObject({ at: z.enum(['edge', 'home']).default('edge') }),
  examples: [{ at: 'home' }],
  inject: (world, { at }) => {
    const { v4, v6 } = hosts.web1;
    const sent = `tcp dport ${passivePorts.first}-${passivePorts.last} tcp flags & (psh | syn) == psh reject with tcp reset`;
    return world.change.nft(at, forward(`ip daddr ${v4} ${sent}\nip6 daddr ${v6} ${sent}`));
  },
  witness: () => ({
    run: list('--ssl-reqd'),
    shows: /227 (.*\n)*curl: \((35|56|28)\)/,
    normally: /227 (.*\n)*.*welcome\.txt/,
  }),
});

const limits = {
  /** As many connections as the customer's other program holds open. */
  address: { line: (count: number) => `max_per_ip=${count}`, says: /421 .*from your internet address/ },
  server: { line: (count: number) => `max_clients=${count}`, says: /421 .*too many connected users/ },
} as const;

export const ftpConnectionLimit = defineFault({
  id: 'ftp-connection-limit',
  summary:
    "The server takes two connections at a time, from one address or in all, and others hold some open: the customer's own second program, or users elsewhere.",
  params: z.strictObject({
    of: z.enum(['address', 'server']).default('address'),
    /** Connections that are held open at each port; below two the server has room (no fault). */
    held: z.int().min(0).max(2).default(2),
  }),
  examples: [{ of: 'server' }],
  inject: async (world, { of, held }) => {
    await settings(world, [limits[of].line(2)]);
    if (held === 0) return;
    const from = of === 'address' ? 'customer' : 'control';
    const doors = [hosts.web1.v4, hosts.web1.v6].flatMap((address) =>
      [21, 990].map((port) => ({ address, port, count: held })),
    );
    await world.change.launch(idleClients(from, doors));
  },
  witness: ({ of }) => ({
    run: `timeout 2 nc -w1 ${hosts.web1.v4} 21 </dev/null | head -1`,
    shows: limits[of].says,
    normally: /^220 /,
  }),
});

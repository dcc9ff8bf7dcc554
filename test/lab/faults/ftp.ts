// Faults of file transfer. All need a login to be seen (world/accounts.ts), except for what TLS shows by itself.

import { z } from 'zod';
import { passivePorts, vsftpdConfigPath, ftpNames } from '../services/file-access.ts';
import { shopLogin } from '../world/accounts.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { shop } from './parts.ts';
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
  summary: "The provider's firewall does not let the passive ports through: login works, listing hangs.",
  params: z.strictObject({ how: z.enum(['drop', 'reset']).default('drop') }),
  inject: (world, { how }) => {
    const closed = `tcp dport ${passivePorts.first}-${passivePorts.last} ${verdicts[how]}`;
    // Only towards the server: answers to clients whose own port happens to lie in the range must pass.
    const { v4, v6 } = hosts.web1;
    return world.change.nft('edge', forward(`ip daddr ${v4} ${closed}\nip6 daddr ${v6} ${closed}`));
  },
  witness: () => ({
    run: list('--ssl-reqd'),
    shows: /227 (.*\n)*curl: \((7|28)\)/,
    normally: /227 (.*\n)*.*welcome\.txt/,
  }),
});

export const ftpNeedsTls = defineFault({
  id: 'ftp-needs-tls',
  summary: 'The server refuses a login without TLS (a policy, and no fault of the server).',
  params: z.strictObject({}),
  inject: (world) => settings(world, ['force_local_logins_ssl=YES', 'force_local_data_ssl=YES']),
  witness: () => ({ run: list(''), shows: /530 .*(encryption|SSL)/i, normally: /welcome\.txt/ }),
});

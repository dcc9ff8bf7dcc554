// Other software in the place of vsftpd and OpenSSH, sound or set up wrongly. On demand: CI has none of it installed.

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  dropbear,
  dropbearKey,
  ftpStates,
  placeOf,
  proftpd,
  proftpdChain,
  pureFtpd,
} from '../services/other-file-servers.ts';
import { idleClients } from '../services/idle-client.ts';
import { shopHome, shopUserId } from '../world/accounts.ts';
import { certificatePath } from '../world/paths.ts';
import { mustRun } from '../world/process.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { serviceDaemons } from './parts.ts';

const greetingAt = (port: number): string =>
  `timeout 3 nc -w1 ${hosts.web1.v4} ${port} </dev/null | head -1 | tr -d '\\r'; echo end`;

const banners = { proftpd: /ProFTPD/, 'pure-ftpd': /Pure-FTPd/ } as const;

export const ftpSoftware = defineFault({
  id: 'ftp-software',
  summary:
    'ProFTPD or Pure-FTPd stands in the place of vsftpd (no fault), or announces a private address, wants TLS, has none, wants the session of the login on data connections, keeps to a quota that is used up (Pure-FTPd), or takes one connection and has it (Pure-FTPd).',
  needs: ['proftpd', 'pure-ftpd'],
  params: z.strictObject({
    software: z.enum(['proftpd', 'pure-ftpd']).default('proftpd'),
    state: z.enum(ftpStates).default('sound'),
  }),
  examples: [{ software: 'pure-ftpd' }],
  inject: async (world, { software, state }) => {
    for (const daemon of serviceDaemons.ftp) await world.change.stop(daemon);
    const [, ...above] = (await readFile(certificatePath('ftp'), 'utf8')).split(/(?=-----BEGIN)/);
    if (software === 'proftpd') await world.change.newFile(proftpdChain, above.join(''));
    const services = software === 'proftpd' ? [proftpd(state)] : pureFtpd(state);
    if (state === 'quota') {
      // files and bytes so far; the user's own, or it is not believed
      const count = `${shopHome}/.ftpquota`;
      await world.change.files(
        `echo 9 9000000 > ${count}; chown ${shopUserId} ${count}; chmod 600 ${count}`,
        `rm -f ${count}`,
      );
    }
    for (const service of services) await world.change.launch(service);
    if (state === 'full') {
      const doors = [hosts.web1.v4, hosts.web1.v6].map((address) => ({ address, port: 21, count: 1 }));
      await world.change.launch(idleClients('home', doors));
    }
  },
  witness: ({ software, state }) => ({
    run: greetingAt(21),
    shows: state === 'full' ? /^(?!220)/ : banners[software],
    normally: /^220 Welcome to web1/,
  }),
});

export const sshSoftware = defineFault({
  id: 'ssh-software',
  summary: 'Dropbear stands in the place of OpenSSH, with a host key of its own (no fault), and may hang.',
  needs: ['dropbear'],
  params: z.strictObject({ hangs: z.boolean().default(false) }),
  inject: async (world, { hangs }) => {
    for (const daemon of serviceDaemons.ssh) await world.change.stop(daemon);
    const { file, libraries } = placeOf('dropbear');
    const maker = join(dirname(dirname(file)), 'bin', 'dropbearkey');
    await mkdir(dirname(dropbearKey), { recursive: true });
    await mustRun('sh', [
      '-c',
      `rm -f ${dropbearKey}; LD_LIBRARY_PATH=${libraries}/x86_64-linux-gnu ${maker} -t ed25519 -f ${dropbearKey} | grep ^ssh- > ${dropbearKey}.pub`,
    ]);
    const service = dropbear();
    await world.change.launch(service);
    if (hangs) world.change.freeze(service.name);
  },
  witness: () => ({ run: greetingAt(22), shows: /SSH-2\.0-dropbear|^end/, normally: /^SSH-2\.0-OpenSSH/ }),
});

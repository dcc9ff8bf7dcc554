// Logins that work and end where nothing can be written.

import { z } from 'zod';
import { ftpNames } from '../services/file-access.ts';
import { shopHome, shopLogin, shopUserId } from '../world/accounts.ts';
import { defineFault } from './fault.ts';
import { shop } from './parts.ts';

const owner = `${shopUserId}:${shopUserId}`;

const states = {
  'read-only': {
    break: `chown 0:0 ${shopHome} && chmod 555 ${shopHome}`,
    undo: `chmod 755 ${shopHome} && chown ${owner} ${shopHome}`,
  },
  // a disk of its own, filled to the last byte
  full: {
    break: `mount -t tmpfs -o size=64k,mode=755,uid=${shopUserId},gid=${shopUserId} tmpfs ${shopHome} && { head -c 1M /dev/zero > ${shopHome}/backup.tar 2>/dev/null; chown ${owner} ${shopHome}/backup.tar; }`,
    undo: `umount ${shopHome}`,
  },
} as const;

export const ftpHome = defineFault({
  id: 'ftp-home',
  summary:
    'The folder in which the FTP login ends takes no file: it may not be written to, or its disk is full.',
  params: z.strictObject({ state: z.enum(['read-only', 'full']).default('read-only') }),
  examples: [{ state: 'full' }],
  inject: async (world, { state }) => {
    // Daemons see the disks that were there when they started; taking back restarts them after the disk is gone as well.
    await world.change.reconfigure(ftpNames, {});
    await world.change.files(states[state].break, states[state].undo);
    await world.change.reconfigure(ftpNames, {});
  },
  witness: () => ({
    run: `echo probe | curl -sS -v -m 5 -u ${shopLogin.user}:${shopLogin.password} -T - ftp://ftp.${shop}/probe.txt -Q '-DELE probe.txt' 2>&1 | tr -d '\\r' | grep -E '^< (226|250|4|5)'`,
    shows: /^< (?:426|45\d|55\d) /m,
    normally: /^< 226 [^]*< 250 /m,
  }),
});

// Logins over SSH that are refused, or that are taken with less behind them than somebody hoped for.

import { z } from 'zod';
import { sshdDirectory } from '../services/file-access.ts';
import type { Service } from '../services/service.ts';
import { shopHome, shopLogin, shopUserId } from '../world/accounts.ts';
import { etcOf, labRoot, paths } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { serviceDaemons } from './parts.ts';

const config = `${sshdDirectory}/sshd_config`;
const passwd = etcOf('web1', 'passwd');
const shadow = etcOf('web1', 'shadow');
type Edits = Readonly<Record<string, (text: string) => string>>;

const also =
  (...lines: readonly string[]) =>
  (text: string): string =>
    `${text}${lines.join('\n')}\n`;

const states = {
  // files may be moved, nothing more
  nologin: { [passwd]: (text) => text.replace(/^(shop:.*):[^:]*$/m, '$1:/usr/sbin/nologin') },
  'files-only': { [config]: also('Match User shop', '  ForceCommand internal-sftp') },
  'no-sftp': { [config]: (text) => text.replace('Subsystem sftp internal-sftp\n', '') },
  'keys-only': {
    [config]: (text) =>
      text.replace(
        'PasswordAuthentication yes',
        'PasswordAuthentication no\nKbdInteractiveAuthentication no',
      ),
  },
  // with PAM the server says why
  expired: {
    [config]: (text) => text.replace('UsePAM no', 'UsePAM yes'),
    [shadow]: (text) => text.replace(/^(shop:[^:]*:\d*:[^:]*:[^:]*:[^:]*:[^:]*):[^:]*:/m, '$1:15000:'),
  },
} as const satisfies Readonly<Record<string, Edits>>;
const names = Object.keys(states) as [keyof typeof states, ...(keyof typeof states)[]];

/** A login with the right password by OpenSSH's own programs: a command, then a list of files. */
const ask = `D=$(mktemp -d); printf '#!/bin/sh\necho ${shopLogin.password}\n' > $D/ask; chmod 700 $D/ask; export SSH_ASKPASS=$D/ask SSH_ASKPASS_REQUIRE=force DISPLAY=none; O="-4 -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=INFO -o NumberOfPasswordPrompts=1"; setsid timeout 9 ssh $O ${shopLogin.user}@${hosts.web1.v4} 'echo commands' 2>&1; echo pwd | setsid timeout 9 sftp $O ${shopLogin.user}@${hosts.web1.v4} 2>&1`;

const shownBy: Readonly<Record<keyof typeof states, RegExp>> = {
  nologin: /not currently available|currently not available[^]*Remote working directory/,
  'files-only': /sftp connections only[^]*Remote working directory/,
  'no-sftp': /^commands$(?![^]*Remote working directory)/m,
  'keys-only': /Permission denied \(publickey\)/,
  expired: /account has expired/,
};

export const sshAccount = defineFault({
  id: 'ssh-account',
  summary:
    'The SSH account has no shell, may move files only, finds no SFTP, must sign in by key, or has expired (mostly a policy, and no fault of the server).',
  params: z.strictObject({ state: z.enum(names).default('nologin') }),
  examples: names.slice(1).map((state) => ({ state })),
  inject: (world, { state }) => world.change.reconfigure(serviceDaemons.ssh, states[state]),
  witness: ({ state }) => ({
    run: ask,
    shows: shownBy[state],
    normally: /^commands$[^]*Remote working directory/m,
  }),
});

const keyFile = `${paths.home}/id_ed25519`;
const agentSocket = `${labRoot}/agent`;

/** An agent at the customer's computer; it listens on a file, so that there is no port to wait for. */
const agent: Service = {
  name: 'ssh-agent-home',
  node: 'home',
  command: ['ssh-agent', '-D', '-a', agentSocket],
  files: {},
  listens: [],
};

export const sshKey = defineFault({
  id: 'ssh-key',
  summary:
    'The customer signs in with a key, from a file or from an agent, and the server knows it (no fault) or does not.',
  params: z.strictObject({ agent: z.boolean().default(false), isKnown: z.boolean().default(true) }),
  examples: [{ agent: true }, { isKnown: false }],
  inject: async (world, { agent: isInAgent, isKnown }) => {
    const known = `${shopHome}/.ssh`;
    await world.change.files(
      `ssh-keygen -q -t ed25519 -N '' -C shop -f ${keyFile}; mkdir -p ${known}; ${isKnown ? 'cp' : 'true'} ${keyFile}.pub ${known}/authorized_keys; chown -R ${shopUserId} ${known}; chmod 700 ${known}`,
      `rm -rf ${keyFile} ${keyFile}.pub ${known}`,
    );
    if (!isInAgent) return;
    await world.change.launch(agent);
    await world.change.files(
      `for i in 1 2 3 4 5 6 7 8 9 10; do [ -S ${agentSocket} ] && break; sleep 0.1; done; SSH_AUTH_SOCK=${agentSocket} ssh-add -q ${keyFile}`,
      `rm -f ${agentSocket}`,
    );
  },
  witness: ({ agent: isInAgent, isKnown }) => ({
    run: `ls ${keyFile} 2>&1; SSH_AUTH_SOCK=${agentSocket} timeout 9 ssh -4 -F none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ${isInAgent ? '' : `-i ${keyFile}`} ${shopLogin.user}@${hosts.web1.v4} 'echo commands' 2>&1`,
    shows: isKnown ? /^commands$/m : /^\/run[^]*Permission denied/,
    normally: /No such file[^]*Permission denied/,
  }),
});

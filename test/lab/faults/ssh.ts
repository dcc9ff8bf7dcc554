// Faults of the server login (SSH) beyond its host key.

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ftpNames, hostKeyPath, sshdDirectory, vsftpdConfigPath } from '../services/file-access.ts';
import { idleClients } from '../services/idle-client.ts';
import { dropbearKey } from '../services/other-file-servers.ts';
import { doorPort, sshDoor } from '../services/ssh-door.ts';
import { etcOf, paths } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { mustRun } from '../world/process.ts';
import { connect, domain, owner, serviceDaemons, shop } from './parts.ts';

const sshdConfig = `${sshdDirectory}/sshd_config`;

const settings = (world: World, lines: readonly string[]): Promise<void> =>
  world.change.reconfigure(serviceDaemons.ssh, {
    [sshdConfig]: (text) => `${text}${lines.join('\n')}\n`,
  });

/** What the server says first, and how the connection ends. */
const greeting = (port = 22): string =>
  `timeout 3 nc -w1 ${hosts.web1.v4} ${port} </dev/null | head -1 | tr -d '\\r'; echo end`;
const isGreeted = /^SSH-2\.0-OpenSSH/;

/** A login that must end at its missing key: both sides have agreed on everything else. */
const agree = (options = ''): string =>
  `ssh -4 -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o GlobalKnownHostsFile=/dev/null -F none ${options} nobody@${hosts.web1.v4} true 2>&1`;
const isAgreed = /Permission denied/;

const redirected = (from: number, to: number): string =>
  `chain prerouting { type nat hook prerouting priority -100; policy accept;\niifname "eth0" tcp dport ${from} redirect to :${to}\n}`;

export const sshRefused = defineFault({
  id: 'ssh-refused',
  summary:
    'The SSH server turns connections away before it says who it is, with a text or without a word; all of them, or the first few.',
  params: z.strictObject({
    text: z.string().default('Not allowed at this time'),
    times: z.int().min(1).optional(),
  }),
  examples: [{ text: '' }],
  inject: async (world, { text, times }) => {
    await world.change.launch(sshDoor(text, times ?? null));
    await world.change.nft('web1', redirected(22, doorPort));
  },
  witness: ({ text }) => ({
    run: greeting(),
    shows: text === '' ? /^end/ : new RegExp(`^${text}`),
    normally: isGreeted,
  }),
});

export const sshMaxStartups = defineFault({
  id: 'ssh-max-startups',
  summary:
    'Somebody else keeps the SSH server busy with logins under way: it drops all further ones (MaxStartups).',
  params: z.strictObject({}),
  inject: async (world) => {
    await settings(world, ['MaxStartups 1:100:1']);
    await world.change.launch(idleClients('control', [{ address: hosts.web1.v4, port: 22, count: 1 }]));
  },
  witness: () => ({ run: greeting(), shows: /^Exceeded MaxStartups/, normally: isGreeted }),
});

export const hostsDeny = defineFault({
  id: 'hosts-deny',
  summary: 'A list on the server (hosts.deny) keeps everybody from one service: it hangs up at once.',
  params: z.strictObject({ service: z.enum(['ssh', 'ftp']).default('ssh') }),
  examples: [{ service: 'ftp' }],
  inject: (world, { service }) => {
    const list = { [etcOf('web1', 'hosts.deny')]: () => `${service === 'ssh' ? 'sshd' : 'vsftpd'}: ALL\n` };
    if (service === 'ssh') return world.change.reconfigure(serviceDaemons.ssh, list);
    const wrapped = (text: string): string => `${text}tcp_wrappers=YES\n`;
    const configs = Object.fromEntries(ftpNames.map((name) => [vsftpdConfigPath(name), wrapped]));
    return world.change.reconfigure(ftpNames, { ...list, ...configs });
  },
  witness: ({ service }) =>
    service === 'ssh'
      ? { run: greeting(), shows: /^end/, normally: isGreeted }
      : { run: greeting(21), shows: /^421 Service not available/, normally: /^220 / },
});

const methods = {
  /** What a server of 2005 would offer. */
  old: ['KexAlgorithms diffie-hellman-group1-sha1', 'Ciphers 3des-cbc', 'MACs hmac-sha1'],
  /** What only programs of recent years know. */
  recent: [
    'KexAlgorithms sntrup761x25519-sha512@openssh.com',
    'Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com',
  ],
} as const;

export const sshMethods = defineFault({
  id: 'ssh-methods',
  summary:
    'The SSH server offers only methods of long ago (old), or only those of recent years (recent: a policy, and no fault of the server).',
  params: z.strictObject({ only: z.enum(['old', 'recent']).default('old') }),
  examples: [{ only: 'recent' }],
  inject: (world, { only }) => settings(world, methods[only]),
  witness: ({ only }) => ({
    // A program of today against an old server, and one of 2014 against a strict one.
    run: agree(only === 'old' ? '' : '-o KexAlgorithms=curve25519-sha256@libssh.org'),
    shows: /no matching key exchange method/,
    normally: isAgreed,
  }),
});

export const sshOtherPort = defineFault({
  id: 'ssh-other-port',
  summary:
    'The SSH server is at another port, or at none for those who do not knock in a secret way; 22 is closed (no fault where the port is published).',
  params: z.strictObject({
    port: z.int().min(1).max(65_535).default(2222),
    knocks: z.boolean().default(false),
  }),
  examples: [{ knocks: true }],
  inject: (world, { port, knocks }) =>
    world.change.nft(
      'web1',
      `${redirected(port, 22)}
chain input { type filter hook input priority 0; policy accept;
iifname "eth0" tcp dport 22 ct original proto-dst 22 reject with tcp reset
${knocks ? `iifname "eth0" tcp dport 22 ct original proto-dst ${port} reject with tcp reset` : ''}
}`,
    ),
  witness: ({ port, knocks }) => ({
    run: `${connect(hosts.web1.v4, 22)}; ${greeting(port)}`,
    shows: knocks ? /^(?![^]*SSH-2)[^]*Connection refused/ : /^(?=[^]*SSH-2\.0)[^]*Connection refused/,
    normally: /^open/,
  }),
});

const knownHostsPath = `${paths.home}/known_hosts`;

/** As ssh-keygen -H writes a name: |1|salt|HMAC-SHA1. */
function hashedName(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

async function rememberedKey(key: 'own' | 'rsa' | 'dropbear'): Promise<string> {
  if (key === 'dropbear') return readFile(`${dropbearKey}.pub`, 'utf8');
  if (key === 'own') return readFile(`${hostKeyPath}.pub`, 'utf8');
  const path = `${sshdDirectory}/remembered_rsa`;
  await mustRun('bash', ['-c', `rm -f ${path}*; ssh-keygen -q -t rsa -b 2048 -N '' -C web1 -f ${path}`]);
  return readFile(`${path}.pub`, 'utf8');
}

export const knownHosts = defineFault({
  id: 'known-hosts',
  summary:
    'The customer’s SSH program remembers the host key that the web server has from the beginning, a key of another kind, or that of Dropbear where it stands there (no fault).',
  params: z.strictObject({
    name: z.string().default(shop),
    hashed: z.boolean().default(false),
    key: z.enum(['own', 'rsa', 'dropbear']).default('own'),
  }),
  examples: [{ hashed: true }],
  inject: async (world, { name, hashed, key }) => {
    const host = hashed ? hashedName(name) : name;
    await world.change.newFile(knownHostsPath, `${host} ${await rememberedKey(key)}`);
  },
  witness: ({ name }) => ({
    run: `ssh-keygen -F ${name} -f ${knownHostsPath} 2>&1`,
    shows: /found: line 1/,
    normally: /No such file|Cannot stat/,
  }),
});

export const sshfpRecords = defineFault({
  id: 'sshfp-records',
  summary:
    'SSHFP records state the host key of the web server: the one from the beginning, or the one that it shows after a change (no fault).',
  params: z.strictObject({ domain, key: z.enum(['own', 'changed']).default('own') }),
  inject: async (world, { domain: origin, key }) => {
    const path = key === 'own' ? hostKeyPath : `${sshdDirectory}/other_ed25519`;
    const [, encoded = ''] = (await readFile(`${path}.pub`, 'utf8')).split(' ');
    const fingerprint = createHash('sha256').update(Buffer.from(encoded, 'base64')).digest('hex');
    await world.change.zone(origin, (old) => [
      ...old,
      [owner(origin, '@'), 'SSHFP', `4 2 ${fingerprint}`] as const,
    ]);
  },
  witness: ({ domain: origin }) => ({
    run: `dig +noall +comments +answer ${origin} SSHFP`,
    shows: /IN\s+SSHFP\s+4 2 /,
    normally: /ANSWER: 0/,
  }),
});

// Mail servers that run and are set up wrongly: Exim and Dovecot, each in the ways that administrators really do it.

import { z } from 'zod';
import { dovecotConfigPath, dovecotName, eximConfigPath, eximName, mailServices } from '../services/mail.ts';
import { daemonDirectory } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault, type Witness } from './fault.ts';
import { connect } from './parts.ts';

type Edit = (text: string) => string;

interface Setup {
  readonly edit: Edit;
  /** Ports at which nothing listens then. */
  readonly without?: readonly number[];
  /** Further files that the changed configuration names. */
  readonly files?: Readonly<Record<string, string>>;
  readonly witness: Witness;
}

const address = hosts.mail.v4;
const says = (port: number, ...lines: readonly string[]): string =>
  `(${lines.map((line) => `sleep 0.3; printf '%s\\r\\n' '${line}'`).join('; ')}; sleep 0.5) | timeout 6 nc -q1 ${address} ${port} 2>&1 | tr -d '\\r'; echo end`;
const ehlo = says(587, 'EHLO seat.test', 'QUIT');
const handshakes = (port: number): string =>
  ['-min_protocol TLSv1.2', "-tls1_1 -cipher 'ALL:@SECLEVEL=0'"]
    .map(
      (versions) =>
        `timeout 5 openssl s_client -connect ${address}:${port} ${versions} </dev/null 2>&1 | grep '^New,'`,
    )
    .join('; ');
const isOld = { shows: /^New, \(NONE\).*\nNew, (?!\(NONE)/, normally: /^New, TLSv1\.3.*\nNew, \(NONE/ };
const refusedAt = (port: number): Witness => ({
  run: connect(address, port),
  shows: /refused/,
  normally: /^open/,
});

/** Only versions that programs of today no longer take. */
const oldVersions = `${daemonDirectory(dovecotName('mail'))}/openssl.cnf`;
const oldVersionsText = `openssl_conf = start
[start]
ssl_conf = modules
[modules]
system_default = limits
[limits]
MinProtocol = TLSv1
MaxProtocol = TLSv1.1
CipherString = DEFAULT@SECLEVEL=0
`;

const exim = {
  'submission-off': {
    edit: (text) => text.replace('daemon_smtp_ports = 25 : 465 : 587', 'daemon_smtp_ports = 25 : 465'),
    without: [587],
    witness: refusedAt(587),
  },
  'certificate-gone': {
    edit: (text) => text.replace(/^tls_certificate = .*$/m, 'tls_certificate = /nowhere/mail.pem'),
    witness: {
      run: says(587, 'EHLO seat.test', 'STARTTLS', 'QUIT'),
      shows: /^454 /m,
      normally: /^220 TLS go ahead/m,
    },
  },
  'no-authentication': {
    edit: (text) => text.slice(0, text.indexOf('begin authenticators')),
    witness: {
      run: `(sleep 0.3; printf 'EHLO seat.test\\r\\n'; sleep 0.5; printf 'QUIT\\r\\n') | timeout 6 openssl s_client -quiet -ign_eof -connect ${address}:465 2>/dev/null | tr -d '\\r'`,
      shows: /^220 (?![^]*AUTH)[^]*250 HELP/,
      normally: /^250-AUTH PLAIN LOGIN/m,
    },
  },
  'login-in-clear': {
    edit: (text) => text.replace(/^auth_advertise_hosts = .*$/m, 'auth_advertise_hosts = *'),
    witness: { run: ehlo, shows: /^250-AUTH/m, normally: /^220 (?![^]*AUTH)[^]*250 HELP/ },
  },
  'old-tls': {
    edit: (text) => `tls_require_ciphers = NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.1:%COMPAT\n${text}`,
    witness: { run: handshakes(465), ...isOld },
  },
} as const satisfies Readonly<Record<string, Setup>>;

const dovecot = {
  'pop3-off': {
    edit: (text) => text.replace('protocols = imap pop3', 'protocols = imap'),
    without: [110, 995],
    witness: refusedAt(995),
  },
  'imaps-off': {
    edit: (text) => `${text}service imap-login {\n  inet_listener imaps {\n    port = 0\n  }\n}\n`,
    without: [993],
    witness: refusedAt(993),
  },
  'no-tls': {
    edit: (text) => text.replace('ssl = yes', 'ssl = no'),
    without: [993, 995],
    witness: {
      run: says(143, 'a LOGOUT'),
      shows: /^\* OK \[(?!.*STARTTLS).*LOGINDISABLED/,
      normally: /STARTTLS/,
    },
  },
  'authentication-down': {
    edit: (text) => text.replace('driver = passwd-file', 'driver = nonesuch'),
    witness: {
      run: says(143, 'a LOGOUT'),
      shows: /^(?!\* OK \[CAPABILITY)/,
      normally: /^\* OK \[CAPABILITY/,
    },
  },
  'old-tls': {
    edit: (text) =>
      `${text}import_environment = OPENSSL_CONF=${oldVersions}\nssl_min_protocol = TLSv1\nssl_cipher_list = ALL:@SECLEVEL=0\n`,
    files: { [oldVersions]: oldVersionsText },
    witness: { run: handshakes(993), ...isOld },
  },
} as const satisfies Readonly<Record<string, Setup>>;

/** Under another name and with fewer ports, since a daemon counts as started when all of its ports are open. */
async function startChanged(world: World, name: string, config: string, setup: Setup): Promise<void> {
  const service = mailServices.find((each) => each.name === name);
  if (service === undefined) throw new LabError(`no daemon is called ${name}`);
  const without = new Set(setup.without);
  await world.change.stop(name);
  await world.change.reconfigure([], { [config]: setup.edit });
  for (const [path, text] of Object.entries(setup.files ?? {})) await world.change.newFile(path, text);
  await world.change.launch({
    ...service,
    name: `${name}-changed`,
    files: {},
    listens: service.listens.filter(({ port }) => !without.has(port)),
  });
}

const keysOf = <Table extends object>(table: Table) =>
  Object.keys(table) as [keyof Table & string, ...(keyof Table & string)[]];

export const eximSetup = defineFault({
  id: 'exim-setup',
  summary:
    'Exim runs and is set up wrongly: a port, its certificate or the login is missing, the login goes in clear, or its TLS is of long ago.',
  params: z.strictObject({ state: z.enum(keysOf(exim)).default('submission-off') }),
  examples: keysOf(exim)
    .slice(1)
    .map((state) => ({ state })),
  inject: (world, { state }) => startChanged(world, eximName('mail'), eximConfigPath('mail'), exim[state]),
  witness: ({ state }) => exim[state].witness,
});

export const dovecotSetup = defineFault({
  id: 'dovecot-setup',
  summary:
    'Dovecot runs and is set up wrongly: POP3 or a port is off, there is no TLS or one of long ago, or its login service is broken.',
  params: z.strictObject({ state: z.enum(keysOf(dovecot)).default('pop3-off') }),
  examples: keysOf(dovecot)
    .slice(1)
    .map((state) => ({ state })),
  inject: (world, { state }) =>
    startChanged(world, dovecotName('mail'), dovecotConfigPath('mail'), dovecot[state]),
  witness: ({ state }) => dovecot[state].witness,
});

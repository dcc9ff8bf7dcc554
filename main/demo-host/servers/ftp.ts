/** FTP before and just after the login: explicit and implicit TLS, PASV and EPSV with data ports that really open. */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { createPassivePorts, type OpenDataPort, type PassivePorts } from './ftp-data.ts';
import { serveLines, splitCommand, type LineSession } from './line-session.ts';

export interface FtpSettings {
  readonly hostName: string;
  readonly context: SecureContext;
  readonly isImplicitTls: boolean;
  /** IPv4 address that the 227 reply names. */
  readonly passiveAddress: string;
  readonly accounts: Readonly<Record<string, string>>;
  readonly openDataPort: OpenDataPort;
}

interface Login {
  user: string;
  isIn: boolean;
  protectsData: boolean;
}

const anonymousUsers = ['anonymous', 'ftp'];
const features = ['AUTH TLS', 'EPSV', 'MLST type*;size*;modify*;', 'PASV', 'PBSZ', 'PROT', 'SIZE', 'UTF8'];
const listing = 'drwxr-xr-x 2 ftp ftp 4096 Jan 01 00:00 pub\r\n';

export function serveFtp(socket: Socket, settings: FtpSettings): void {
  const { context, isImplicitTls, hostName } = settings;
  const login: Login = { user: '', isIn: false, protectsData: isImplicitTls };
  const ports = createPassivePorts(settings.openDataPort, context);
  socket.once('close', () => ports.close());
  const onLine = (line: string, session: LineSession) => answer(line, session, { settings, login, ports });
  serveLines({ socket, context, isImplicitTls, greeting: `220 ${hostName} FTP server ready.`, onLine });
}

interface Conversation {
  readonly settings: FtpSettings;
  readonly login: Login;
  readonly ports: PassivePorts;
}

type Command = (rest: string, session: LineSession, conversation: Conversation) => void;

const says =
  (...lines: readonly string[]): Command =>
  (_rest, session) =>
    session.reply(...lines);

const commands: Readonly<Record<string, Command>> = {
  AUTH: (rest, session) => {
    if (session.isSecure || !/^TLS(-C)?$/i.test(rest))
      return session.reply('504 Security mechanism not available.');
    session.upgrade('234 Proceed with negotiation.');
  },
  FEAT: says('211-Features:', ...features.map((feature) => ` ${feature}`), '211 End'),
  SYST: says('215 UNIX Type: L8'),
  OPTS: says('200 OK.'),
  NOOP: says('200 OK.'),
  PBSZ: says('200 PBSZ=0'),
  PROT: (rest, session, { login }) => {
    login.protectsData = rest.toUpperCase() === 'P' && session.isSecure;
    session.reply(session.isSecure ? '200 Protection level set.' : '503 Use AUTH first.');
  },
  USER: (rest, session, { login }) => {
    login.user = rest;
    login.isIn = false;
    session.reply('331 Please specify the password.');
  },
  PASS: (rest, session, { login, settings }) => {
    const isAnonymous = anonymousUsers.includes(login.user.toLowerCase());
    login.isIn = isAnonymous || (login.user !== '' && settings.accounts[login.user] === rest);
    session.reply(login.isIn ? '230 Login successful.' : '530 Login incorrect.');
  },
  QUIT: (_rest, session) => session.finish('221 Goodbye.'),
};

const commandsAfterLogin: Readonly<Record<string, Command>> = {
  PWD: says('257 "/" is the current directory.'),
  CWD: says('250 Directory changed.'),
  TYPE: says('200 Type set.'),
  ABOR: says('226 Nothing to abort.'),
  PASV: (_rest, session, { ports, settings }) =>
    void ports
      .open()
      .then((port) =>
        session.reply(`227 Entering Passive Mode (${hostPort(settings.passiveAddress, port)}).`),
      ),
  EPSV: (_rest, session, { ports }) =>
    void ports
      .open()
      .then((port) => session.reply(`229 Entering Extended Passive Mode (|||${String(port)}|)`)),
  LIST: sendListing,
  NLST: sendListing,
  MLSD: sendListing,
};

function answer(line: string, session: LineSession, conversation: Conversation): void {
  const [word, rest] = splitCommand(line);
  const command = commands[word];
  if (command !== undefined) return command(rest, session, conversation);
  const later = commandsAfterLogin[word];
  if (later === undefined) return session.reply('500 Unknown command.');
  if (!conversation.login.isIn) return session.reply('530 Please login with USER and PASS.');
  later(rest, session, conversation);
}

function sendListing(_rest: string, session: LineSession, { ports, login }: Conversation): void {
  if (!ports.isOpen()) return session.reply('425 Use PORT or PASV first.');
  session.reply('150 Here comes the directory listing.');
  ports.send(listing, login.protectsData, (isSent) =>
    session.reply(isSent ? '226 Directory send OK.' : '426 Data connection closed.'),
  );
}

/** h1,h2,h3,h4,p1,p2 (RFC 959 section 4.1.2). */
function hostPort(address: string, port: number): string {
  return [...address.split('.'), port >> 8, port & 255].join(',');
}

// What the servers themselves wrote of a visitor: connections, tries to log in, and how each conversation ended. Pure: the
// texts come in, visits come out. A daemon that logs nothing of its visitors (unbound, NSD) is not listened to.

export interface Visits {
  readonly server: string;
  /** Connections that the server took. */
  readonly connects: number;
  /** Passwords and other proofs that were offered. */
  readonly logins: number;
  /** Lines about conversations that the visitor broke off. */
  readonly cut: readonly string[];
}

export type LogKind = 'ftp' | 'ssh' | 'smtp' | 'mailbox' | 'web';

/** As the customer is seen: the home router's public address, and any of the home network's own. */
const visitor = /(?<![\d.])86\.80\.12\.200(?![\d.])|2a02:a440:51:/;

const count = (lines: readonly string[], pattern: RegExp): number =>
  lines.filter((line) => pattern.test(line)).length;
const matching = (lines: readonly string[], pattern: RegExp): readonly string[] =>
  lines.filter((line) => pattern.test(line));

type Reading = Omit<Visits, 'server'>;

/**
 * vsftpd writes every command. A conversation is over with QUIT, or with a refusal after which the server itself hangs up;
 * the process that took the connection hands over to another at login, so ends are counted and not matched one by one.
 */
function readFtp(lines: readonly string[]): Reading {
  const connects = count(lines, /\] CONNECT: Client/);
  const turnedAway = count(
    lines,
    /\] CONNECT: .*refused|FTP response: .*"(421|522) |FTP response: .*"530 .*encryption/i,
  );
  const ended = count(lines, /FTP command: .*"QUIT"/);
  const open = connects - turnedAway - ended;
  return {
    connects,
    logins: count(lines, /FTP command: .*"PASS /),
    cut: open > 0 ? [`${open} of ${connects} FTP sessions without QUIT`] : [],
  };
}

/** A disconnect message is the way to leave; sshd names every other end as one by the peer. */
const readSsh = (lines: readonly string[]): Reading => ({
  connects: count(lines, /^Connection from /),
  logins: count(lines, /^(Failed|Accepted) \w+|^Invalid user/),
  cut: matching(
    lines,
    /^(Connection (closed|reset) by|Timeout before authentication|ssh_dispatch_run_fatal)/,
  ),
});

const readSmtp = (lines: readonly string[]): Reading => ({
  connects: count(lines, / SMTP connection from \[[^\]]*\]:\d+ .*connection count/),
  logins: count(lines, /authenticator failed| A=\w+:/),
  cut: matching(
    lines,
    /SMTP connection from .*(lost|closed by EOF|timed out|reset)|unexpected disconnection/,
  ),
});

const readMailbox = (lines: readonly string[]): Reading => ({
  connects: count(lines, /-login: Info: /),
  logins: count(lines, /-login: Info: (Login|.*auth failed)|\([1-9]\d* attempts|tried to use disallowed/),
  // Closed before the first byte of TLS: no conversation had begun.
  cut: matching(
    lines,
    /-login: Info: (?!.*(by logging out|Logged out|Login:|TLS handshaking: Connection closed))/,
  ),
});

/** 499 and 408: the visitor was gone before the answer, or never asked; 400 without a request line: it spoke no HTTP. */
const readWeb = (lines: readonly string[]): Reading => ({
  connects: new Set(lines.map((line) => line.split(' ')[0])).size,
  logins: 0,
  cut: matching(lines, / (499|408) "|^.* 400 ""/),
});

const readers: Readonly<Record<LogKind, (lines: readonly string[]) => Reading>> = {
  ftp: readFtp,
  ssh: readSsh,
  smtp: readSmtp,
  mailbox: readMailbox,
  web: readWeb,
};

export function readLog(server: string, kind: LogKind, text: string): Visits {
  const lines = text.split('\n').filter((line) => visitor.test(line));
  return { server, ...readers[kind](lines) };
}

import { describe, expect, it } from 'vitest';
import { readLog, type LogKind } from './logs.ts';
import { complaintsAbout, type Politeness } from './verdict.ts';

const cases: readonly (readonly [
  string,
  LogKind,
  string,
  { connects: number; logins: number; cut: number },
])[] = [
  [
    'a file transfer that logs in and leaves',
    'ftp',
    `Sun Nov 22 03:26:53 2026 [pid 234] CONNECT: Client "86.80.12.200"
Sun Nov 22 03:26:54 2026 [pid 234] [anonymous] FTP command: Client "86.80.12.200", "PASS <password>"
Sun Nov 22 03:26:54 2026 [pid 256] [ftp] FTP command: Client "86.80.12.200", "QUIT"`,
    { connects: 1, logins: 1, cut: 0 },
  ],
  [
    'a file transfer that logs in twice and breaks off',
    'ftp',
    `Sun Nov 22 03:26:53 2026 [pid 1] CONNECT: Client "86.80.12.200"
Sun Nov 22 03:26:54 2026 [pid 1] FTP command: Client "86.80.12.200", "PASS <password>"
Sun Nov 22 03:26:54 2026 [pid 1] FTP command: Client "86.80.12.200", "PASS <password>"`,
    { connects: 1, logins: 2, cut: 1 },
  ],
  [
    'a file transfer that the server ends itself',
    'ftp',
    `Sun Nov 22 03:26:53 2026 [pid 1] CONNECT: Client "2a02:a440:51:1::10"
Sun Nov 22 03:26:54 2026 [pid 1] FTP response: Client "2a02:a440:51:1::10", "522 SSL connection failed"`,
    { connects: 1, logins: 0, cut: 0 },
  ],
  [
    'a server login that disconnects',
    'ssh',
    `Connection from 86.80.12.200 port 57864 on 45.80.20.10 port 22 rdomain ""
Received disconnect from 86.80.12.200 port 57864:11:  [preauth]
Disconnected from 86.80.12.200 port 57864 [preauth]`,
    { connects: 1, logins: 0, cut: 0 },
  ],
  [
    'a server login that guesses and breaks off',
    'ssh',
    `Connection from 86.80.12.200 port 1 on 45.80.20.10 port 22 rdomain ""
Failed password for root from 86.80.12.200 port 1 ssh2
Connection closed by 86.80.12.200 port 1 [preauth]`,
    { connects: 1, logins: 1, cut: 1 },
  ],
  [
    'mail that leaves, and mail that breaks off',
    'smtp',
    `2026-11-22 03:26:53 SMTP connection from [86.80.12.200]:52046 I=[45.80.20.25]:465 (TCP/IP connection count = 1)
2026-11-22 03:26:54 SMTP connection from ([192.168.1.10]) [86.80.12.200]:52046 I=[45.80.20.25]:465 closed by QUIT
2026-11-22 03:30:49 SMTP connection from [86.80.12.200]:38474 I=[45.80.20.25]:25 (TCP/IP connection count = 1)
2026-11-22 03:30:49 SMTP connection from [86.80.12.200]:38474 I=[45.80.20.25]:25 lost D=0s`,
    { connects: 2, logins: 0, cut: 1 },
  ],
  [
    'a mailbox that leaves, one that breaks off, and a port that was only touched',
    'mailbox',
    `Nov 22 03:26:54 imap-login: Info: Disconnected: Aborted login by logging out (no auth attempts in 0 secs): user=<>, rip=86.80.12.200, TLS
Nov 22 03:30:58 pop3-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=86.80.12.200
Nov 22 03:30:58 pop3-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=86.80.12.200, TLS handshaking: Connection closed`,
    { connects: 3, logins: 0, cut: 1 },
  ],
  [
    'pages, one of which was not waited for',
    'web',
    `3 1 86.80.12.200 45.80.20.10 80 301 "GET / HTTP/1.1"
4 1 86.80.12.200 45.80.20.10 443 499 "GET / HTTP/1.1"`,
    { connects: 2, logins: 0, cut: 1 },
  ],
  [
    'what others do',
    'ssh',
    `Connection from 151.101.7.10 port 1 on 45.80.20.10 port 22 rdomain ""
Failed password for root from 186.80.12.200 port 1 ssh2`,
    { connects: 0, logins: 0, cut: 0 },
  ],
];

const run = (partial: Partial<Politeness> = {}): Politeness => ({
  connects: [],
  visits: [],
  failure: null,
  ...partial,
});
const at = (address: string, port: number, count: number) => ({ connects: [{ address, port, count }] });
const visit = { server: 'vsftpd', connects: 1, logins: 1, cut: [] };

describe("the servers' logs", () => {
  it.each(cases)('tell of %s', (_, kind, text, expected) => {
    const { connects, logins, cut } = readLog('x', kind, text);
    expect({ connects, logins, cut: cut.length }).toEqual(expected);
  });
});

describe('politeness', () => {
  it.each<readonly [string, Politeness, number]>([
    ['three connections to a port', run(at('45.80.20.10', 22, 3)), 0],
    ['four connections to a port', run(at('45.80.20.10', 22, 4)), 1],
    ['many questions to a resolver over HTTPS', run(at('9.9.9.9', 443, 40)), 0],
    ['many connections to a resolver in clear', run(at('9.9.9.9', 53, 4)), 1],
    ['one login', run({ visits: [visit] }), 0],
    ['two logins, at two servers', run({ visits: [visit, { ...visit, server: 'sshd' }] }), 1],
    ['a conversation broken off', run({ visits: [{ ...visit, cut: ['lost'] }] }), 1],
    ['no answer', run({ failure: 'it crashed' }), 1],
  ])('%s', (_, seen, complaints) => {
    expect(complaintsAbout(seen)).toHaveLength(complaints);
  });

  it('excuses a visitor whom the server keeps from leaving, and wants to see its logs written', () => {
    const cut = run({ visits: [{ ...visit, cut: ['no QUIT'] }] });
    expect(complaintsAbout(cut, { mayCut: ['vsftpd'] })).toEqual([]);
    const silent = run({ visits: [{ ...visit, connects: 0, logins: 0 }] });
    expect(complaintsAbout(silent, { mustNotice: ['vsftpd'] })).toHaveLength(1);
  });
});

/** POP3 before the login (RFC 1939, RFC 2449), with STLS on 110 (RFC 2595). */
import type { Socket } from 'node:net';
import { serveLines, splitCommand, type LineSession } from './line-session.ts';
import type { MailSettings } from './mail-settings.ts';

export function servePop3(socket: Socket, settings: MailSettings): void {
  const { context, isImplicitTls, hostName } = settings;
  const onLine = (line: string, session: LineSession) => answer(line, session, settings);
  serveLines({ socket, context, isImplicitTls, greeting: `+OK ${hostName} ready.`, onLine });
}

function answer(line: string, session: LineSession, settings: MailSettings): void {
  const [command] = splitCommand(line);
  switch (command) {
    case 'CAPA':
      return session.reply('+OK', ...capabilities(session.isSecure, settings), '.');
    case 'STLS':
      if (session.isSecure || !settings.offersStartTls) return session.reply('-ERR TLS is not available.');
      return session.upgrade('+OK Begin TLS negotiation now.');
    case 'USER':
      return session.reply(session.isSecure ? '+OK' : '-ERR [AUTH] Use TLS first.');
    case 'PASS':
    case 'AUTH':
      return session.reply('-ERR [AUTH] Authentication failed.');
    case 'QUIT':
      return session.finish('+OK Logging out');
    default:
      return session.reply('-ERR Unknown command.');
  }
}

function capabilities(isSecure: boolean, { offersStartTls }: MailSettings): readonly string[] {
  const common = ['CAPA', 'TOP', 'UIDL', 'RESP-CODES', 'PIPELINING', 'AUTH-RESP-CODE'];
  if (isSecure) return [...common, 'USER', 'SASL PLAIN LOGIN'];
  return [...common, ...(offersStartTls ? ['STLS'] : []), 'SASL'];
}

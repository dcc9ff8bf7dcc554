/** IMAP4rev1 before the login (RFC 3501), with STARTTLS on 143. */
import type { Socket } from 'node:net';
import { serveLines, splitCommand, type LineSession } from './line-session.ts';
import type { MailSettings } from './mail-settings.ts';

export function serveImap(socket: Socket, settings: MailSettings): void {
  const { context, isImplicitTls } = settings;
  const onLine = (line: string, session: LineSession) => answer(line, session, settings);
  const greeting = `* OK [CAPABILITY ${capabilities(isImplicitTls, settings)}] ${settings.hostName} ready.`;
  serveLines({ socket, context, isImplicitTls, greeting, onLine });
}

/** Passwords go over TLS only, so the plain list says LOGINDISABLED (RFC 3501 section 6.2.3). */
function capabilities(isSecure: boolean, { offersStartTls }: MailSettings): string {
  const words = ['IMAP4rev1', 'SASL-IR', 'LOGIN-REFERRALS', 'ID', 'ENABLE', 'IDLE', 'LITERAL+'];
  if (isSecure) return [...words, 'AUTH=PLAIN', 'AUTH=LOGIN'].join(' ');
  return [...words, ...(offersStartTls ? ['STARTTLS'] : []), 'LOGINDISABLED'].join(' ');
}

function answer(line: string, session: LineSession, settings: MailSettings): void {
  const [tag = '*', word = '', ...rest] = line.split(' ');
  const [command] = splitCommand(word);
  switch (command) {
    case 'CAPABILITY': {
      const list = `* CAPABILITY ${capabilities(session.isSecure, settings)}`;
      return session.reply(list, `${tag} OK Capability completed.`);
    }
    case 'STARTTLS':
      if (session.isSecure || !settings.offersStartTls)
        return session.reply(`${tag} BAD TLS is not available.`);
      return session.upgrade(`${tag} OK Begin TLS negotiation now.`);
    case 'ID':
      return session.reply('* ID ("name" "demo")', `${tag} OK ID completed.`);
    case 'NOOP':
      return session.reply(`${tag} OK NOOP completed.`);
    case 'LOGIN':
    case 'AUTHENTICATE':
      if (!session.isSecure) return session.reply(`${tag} NO [PRIVACYREQUIRED] Use TLS first.`);
      return session.reply(`${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`);
    case 'LOGOUT':
      return session.finish('* BYE Logging out', `${tag} OK Logout completed.`);
    default:
      return session.reply(
        `${tag} BAD Error in IMAP command ${rest.length === 0 ? '' : 'or arguments '}received.`,
      );
  }
}

/** SMTP: the relay on port 25 and message submission on 587 and 465 (RFC 5321, RFC 6409, RFC 8314). */
import type { Socket } from 'node:net';
import { serveLines, splitCommand, type LineSession } from './line-session.ts';
import type { MailSettings } from './mail-settings.ts';

export interface SmtpSettings extends MailSettings {
  /** Submission offers AUTH, under TLS only, and takes no mail without it. */
  readonly isSubmission: boolean;
  readonly localDomains: readonly string[];
}

export function serveSmtp(socket: Socket, settings: SmtpSettings): void {
  const { context, isImplicitTls, hostName } = settings;
  const onLine = (line: string, session: LineSession) => answer(line, session, settings);
  serveLines({ socket, context, isImplicitTls, greeting: `220 ${hostName} ESMTP`, onLine });
}

function answer(line: string, session: LineSession, settings: SmtpSettings): void {
  const [command, rest] = splitCommand(line);
  switch (command) {
    case 'EHLO':
      return session.reply(...ehlo(session, settings));
    case 'HELO':
      return session.reply(`250 ${settings.hostName}`);
    case 'STARTTLS':
      if (session.isSecure || !settings.offersStartTls)
        return session.reply('502 5.5.1 Command not implemented');
      return session.upgrade('220 2.0.0 Ready to start TLS');
    case 'AUTH':
      return session.reply('535 5.7.8 Authentication credentials invalid');
    case 'MAIL':
      return session.reply(settings.isSubmission ? '530 5.7.0 Authentication required' : '250 2.1.0 Ok');
    case 'RCPT':
      return session.reply(recipientReply(rest, settings));
    case 'DATA':
      return session.reply('451 4.3.0 The demo host takes no mail');
    case 'NOOP':
    case 'RSET':
      return session.reply('250 2.0.0 Ok');
    case 'QUIT':
      return session.finish('221 2.0.0 Bye');
    default:
      return session.reply('500 5.5.2 Command not recognised');
  }
}

function ehlo(
  session: LineSession,
  { hostName, offersStartTls, isSubmission }: SmtpSettings,
): readonly string[] {
  const keywords = [
    hostName,
    'PIPELINING',
    'SIZE 52428800',
    ...(offersStartTls && !session.isSecure ? ['STARTTLS'] : []),
    ...(isSubmission && session.isSecure ? ['AUTH PLAIN LOGIN'] : []),
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
  ];
  return keywords.map((keyword, index) => `250${index === keywords.length - 1 ? ' ' : '-'}${keyword}`);
}

function recipientReply(rest: string, { isSubmission, localDomains }: SmtpSettings): string {
  if (isSubmission) return '530 5.7.0 Authentication required';
  const domain = /@([^>\s]+)/.exec(rest)?.[1]?.toLowerCase() ?? '';
  return localDomains.includes(domain) ? '250 2.1.5 Ok' : '554 5.7.1 Relay access denied';
}

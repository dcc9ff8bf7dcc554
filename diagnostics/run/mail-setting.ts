/** Reads settings of a mail program from one line: `imap://mail.example.org:993/tls`, `smtp://mail.example.org:587/starttls`. */
import type { MailProtocolName, MailSetting } from '../model/mail-setting.ts';
import { message, type Message } from '../model/message.ts';
import { withoutQuotedSecrets } from './target/echo.ts';
import { understandTarget } from './understand-target.ts';

export type MailSettingReading =
  | { readonly ok: true; readonly setting: MailSetting }
  | { readonly ok: false; readonly error: Message };

type Security = MailSetting['security'];

/** A final s means TLS from the first byte (RFC 8314 section 3). */
const schemes: Readonly<
  Record<string, { readonly protocol: MailProtocolName; readonly security?: Security }>
> = {
  imap: { protocol: 'imap' },
  imaps: { protocol: 'imap', security: 'implicit' },
  pop: { protocol: 'pop3' },
  pop3: { protocol: 'pop3' },
  pop3s: { protocol: 'pop3', security: 'implicit' },
  smtp: { protocol: 'smtp' },
  smtps: { protocol: 'smtp', security: 'implicit' },
  submission: { protocol: 'smtp' },
  submissions: { protocol: 'smtp', security: 'implicit' },
};

/** Words that programs use. */
const securities: Readonly<Record<string, Security>> = {
  tls: 'implicit',
  ssl: 'implicit',
  'ssl-tls': 'implicit',
  starttls: 'starttls',
  none: 'plain',
  plain: 'plain',
};

const usualPort: Readonly<Record<MailProtocolName, Readonly<Record<Security, number>>>> = {
  imap: { implicit: 993, starttls: 143, plain: 143 },
  pop3: { implicit: 995, starttls: 110, plain: 110 },
  smtp: { implicit: 465, starttls: 587, plain: 25 },
};
const implicitPorts: ReadonlySet<number> = new Set([993, 995, 465]);

const refusal = (key: string, text: string): MailSettingReading => ({
  ok: false,
  error: withoutQuotedSecrets(message(`cli.error.${key}`, { value: text.slice(0, 100) }), text),
});

const form = /^([a-z0-9]{3,12}):\/\/([^/\s]{1,300}?)(?::(\d{1,5}))?(?:\/([a-z-]{0,10}))?$/iu;

export function understandMailSetting(text: string): MailSettingReading {
  // whatever stands before an @ may hold a password: it is neither kept nor shown
  if (text.includes('@')) return refusal('mail_setting_login', '');
  const [, scheme = '', host = '', typedPort, typedSecurity = ''] = form.exec(text.trim()) ?? [];
  const known = schemes[scheme.toLowerCase()];
  const said = securities[typedSecurity.toLowerCase()];
  if (known === undefined || host === '' || (typedSecurity !== '' && said === undefined))
    return refusal('invalid_mail_setting', text);
  const port = typedPort === undefined ? undefined : Number(typedPort);
  if (port !== undefined && (port < 1 || port > 65_535)) return refusal('invalid_mail_setting', text);
  const security = said ?? known.security ?? (implicitPorts.has(port ?? 0) ? 'implicit' : 'starttls');
  const target = understandTarget(host);
  if (!target.ok) return { ok: false, error: target.error };
  const { protocol } = known;
  return {
    ok: true,
    setting: { protocol, host: target.target.domain, port: port ?? usualPort[protocol][security], security },
  };
}

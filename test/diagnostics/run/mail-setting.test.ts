import { describe, expect, it } from 'vitest';
import { understandMailSetting } from '../../../diagnostics/run/mail-setting.ts';

const read = (text: string): string => {
  const reading = understandMailSetting(text);
  if (!reading.ok) return reading.error.key;
  const { protocol, host, port, security } = reading.setting;
  return `${protocol} ${host} ${port} ${security}`;
};

describe('reading a mail setting', () => {
  it.each([
    ['imap://mail.example.test:993/tls', 'imap mail.example.test 993 implicit'],
    ['imap://mail.example.test:143/starttls', 'imap mail.example.test 143 starttls'],
    ['imaps://Mail.Example.Test', 'imap mail.example.test 993 implicit'],
    ['imap://mail.example.test', 'imap mail.example.test 143 starttls'],
    ['imap://mail.example.test:993', 'imap mail.example.test 993 implicit'],
    ['pop3://mail.example.test/ssl', 'pop3 mail.example.test 995 implicit'],
    ['pop3s://mail.example.test', 'pop3 mail.example.test 995 implicit'],
    ['smtp://mail.example.test', 'smtp mail.example.test 587 starttls'],
    ['smtp://mail.example.test:25/none', 'smtp mail.example.test 25 plain'],
    ['submissions://mail.example.test', 'smtp mail.example.test 465 implicit'],
    ['  smtp://münchen.example.test:587/starttls ', 'smtp xn--mnchen-3ya.example.test 587 starttls'],
    ['smtp://192.0.2.7:587', 'smtp 192.0.2.7 587 starttls'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['mail.example.test:993', 'cli.error.invalid_mail_setting'],
    ['http://mail.example.test', 'cli.error.invalid_mail_setting'],
    ['imap://', 'cli.error.invalid_mail_setting'],
    ['imap://mail.example.test:0', 'cli.error.invalid_mail_setting'],
    ['imap://mail.example.test:99999', 'cli.error.invalid_mail_setting'],
    ['imap://mail.example.test:993/quantum', 'cli.error.invalid_mail_setting'],
    ['imap://mail.example.test:993/constructor', 'cli.error.invalid_mail_setting'],
    ['imap://anna:secret@mail.example.test', 'cli.error.mail_setting_login'],
    ['smtp://anna%40example.test@mail.example.test:587', 'cli.error.mail_setting_login'],
    [`imap://${'a'.repeat(5000)}`, 'cli.error.invalid_mail_setting'],
  ])('refuses %s', (text, error) => {
    expect(read(text)).toBe(error);
  });

  it('never shows what may be a password', () => {
    expect(JSON.stringify(understandMailSetting('imap://anna:hunter2@mail.example.test'))).not.toContain(
      'hunter2',
    );
  });
});

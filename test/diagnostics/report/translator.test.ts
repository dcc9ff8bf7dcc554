import { describe, expect, it } from 'vitest';
import { message } from '../../../diagnostics/model/message.ts';
import { createTranslator } from '../../../diagnostics/report/i18n/translator.ts';
import { inertLine } from '../../../diagnostics/report/i18n/inert-text.ts';

const texts = {
  plain: 'Port {port} of {host}',
  days: '{count, plural, one {# day} other {# days}} until {at, date, long}',
  broken: '{count, plural, one {',
  choice: 'It ended.{late, select, yes { Mail waits for {name}.} other {}}',
  it: 'It is l’{name}',
  silent: '{servers} {serversCount, plural, one {does} other {do}} not answer',
  'a.headline': '{subject} is closed for {address}',
  'report.names_more': '(and {count, plural, one {# other name} other {# other names}})',
};
const t = createTranslator('en', { en: texts, fr: texts, nl: texts }, { timeZone: 'Europe/Brussels' });

describe('createTranslator', () => {
  it('fills values; ports have no thousands separator, dates follow the zone', () => {
    expect(t(message('plain', { port: 8443, host: 'a.test' }))).toBe('Port 8443 of a.test');
    expect(t(message('days', { count: 1, at: '2026-11-21T23:30:00.000Z' }))).toBe(
      '1 day until 22 November 2026',
    );
  });

  it('shows what it cannot word instead of hiding or throwing', () => {
    expect(t(message('no.such.key', { a: 1 }))).toBe('no.such.key');
    expect(t(message('broken', { count: 1 }))).toBe('broken (count=1)');
    expect(t(message('plain', { port: 1 }))).toBe('plain (port=1)');
    expect(t(message('constructor'))).toBe('constructor');
  });

  it('lets the other branch speak for a choice that an older report does not hold', () => {
    expect([t.text('choice'), t.text('choice', { late: 'yes', name: 'a.test' })]).toEqual([
      'It ended.',
      'It ended. Mail waits for a.test.',
    ]);
  });

  it('keeps values inert: ICU syntax, controls and bidi marks in them have no effect', () => {
    const host = '{port}\u001b[31m\u202etset.a\r\nX';
    expect(t(message('plain', { port: 1, host }))).toBe('Port 1 of {port}[U+001B][31m[U+202E]tset.a X');
  });

  it.each([
    ['a.test', 'a.test is closed for 192.0.2.1, 192.0.2.2'],
    ['a.test, b.test', 'a.test (and 1 other name) is closed for 192.0.2.1, 192.0.2.2'],
    [
      'a.test, b.test, c.test (25, 587)',
      'a.test (and 2 other names) (25, 587) is closed for 192.0.2.1, 192.0.2.2',
    ],
    ['a.test (25, 587)', 'a.test (25, 587) is closed for 192.0.2.1, 192.0.2.2'],
    [
      'a.test (192.0.2.7), b.test (192.0.2.8)',
      'a.test (192.0.2.7) (and 1 other name) is closed for 192.0.2.1, 192.0.2.2',
    ],
    ['a.test, www.a.test', 'a.test is closed for 192.0.2.1, 192.0.2.2'],
    ['a.test, www.a.test (25, 587)', 'a.test (25, 587) is closed for 192.0.2.1, 192.0.2.2'],
    ['a.test, mail.a.test, www.a.test', 'a.test (and 1 other name) is closed for 192.0.2.1, 192.0.2.2'],
    [
      'a.test (192.0.2.7), www.a.test (192.0.2.8)',
      'a.test (192.0.2.7) (and 1 other name) is closed for 192.0.2.1, 192.0.2.2',
    ],
  ])('makes a headline about one thing: %s', (subject, headline) => {
    expect(t(message('a.headline', { subject, address: '192.0.2.1, 192.0.2.2' }))).toBe(headline);
  });

  it.each([
    ['ns1.test', 'ns1.test does not answer'],
    ['ns1.test (192.0.2.1, 192.0.2.2)', 'ns1.test (192.0.2.1, 192.0.2.2) does not answer'],
    ['ns1.test, ns2.test', 'ns1.test, ns2.test do not answer'],
    [
      'ns1.test (192.0.2.1), ns2.test (192.0.2.2)',
      'ns1.test (192.0.2.1), ns2.test (192.0.2.2) do not answer',
    ],
  ])('lets a text agree with how many names a value holds: %s', (servers, text) => {
    expect(t(message('silent', { servers }))).toBe(text);
  });

  it('takes the reader’s language of a pack, else English, else any', () => {
    expect([t.localized({ en: 'a', fr: 'b' }), t.localized({ nl: 'c' }), t.localized({})]).toEqual([
      'a',
      'c',
      '',
    ]);
  });
});

describe('inert text', () => {
  it.each([
    ['\u001b]0;title\u0007', '[U+001B]]0;title[U+0007]'],
    ['a\u2066b\u2069', 'a[U+2066]b[U+2069]'],
    ['zero\u200bwidth', 'zero[U+200B]width'],
    ['tag\u{e0041}', 'tag[U+E0041]'],
    ['lone\ud800', 'lone[U+D800]'],
    ['münchen 日本 🙂', 'münchen 日本 🙂'],
    ['a\t\r\n b', 'a  b'],
  ])('%j becomes %j', (text, expected) => {
    expect(inertLine(text)).toBe(expected);
  });
});

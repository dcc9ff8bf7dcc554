import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../diagnostics/model/message.ts';
import { targetSchema } from '../../../diagnostics/model/target.ts';
import { understandTarget } from '../../../diagnostics/run/understand-target.ts';

interface Expectation {
  readonly domain?: string;
  readonly registrable?: string | null;
  readonly path?: string;
  readonly user?: string;
  readonly typed?: string;
  readonly notes?: readonly string[];
}

/** What is typed, and what is taken of it. `notes` are the ends of their keys, in order. */
const understood: readonly (readonly [string, Expectation])[] = [
  ['example.com', { domain: 'example.com', registrable: 'example.com', notes: [] }],
  [
    'https://www.example.com/path',
    { domain: 'www.example.com', registrable: 'example.com', path: '/path', notes: ['taken', 'page'] },
  ],
  ['user@example.com', { domain: 'example.com', notes: ['taken', 'from_mail_address'] }],
  ['@example.com', { domain: 'example.com', notes: ['taken', 'from_mail_address'] }],
  [
    'mailto:user@example.com?subject=x',
    {
      domain: 'example.com',
      path: '/',
      typed: 'mailto:user@example.com',
      notes: ['taken', 'from_mail_address'],
    },
  ],
  ['Anna B <anna@example.com>', { domain: 'example.com' }],
  ['<user@example.com>', { domain: 'example.com', typed: 'user@example.com' }],
  ['EXAMPLE.com.', { domain: 'example.com', notes: ['taken'] }],
  ['  example.com\r\n', { domain: 'example.com', notes: [] }],
  ['münchen.example', { domain: 'xn--mnchen-3ya.example', notes: ['taken', 'idn', 'not_public'] }],
  ['MÜNCHEN.de', { domain: 'xn--mnchen-3ya.de', registrable: 'xn--mnchen-3ya.de' }],
  ['xn--mnchen-3ya.de', { domain: 'xn--mnchen-3ya.de', notes: ['idn'] }],
  ['straße.de', { domain: 'xn--strae-oqa.de' }],
  ['نامه\u200Cای.com', { domain: 'xn--mgba3gch31f060k.com', notes: ['taken', 'idn'] }],
  ['例え。com', { domain: 'xn--r8jz45g.com' }],
  ['ｅｘａｍｐｌｅ．ｃｏｍ', { domain: 'example.com', notes: ['taken'] }],
  ['１９２．０．２．１', { domain: '192.0.2.1' }],
  ['exam\u200Bple.com', { domain: 'example.com', notes: ['taken', 'invisible_removed'] }],
  ['\u202Eexample.com\u2069', { domain: 'example.com', notes: ['taken', 'invisible_removed'] }],
  ['exam\u00ADple.com', { domain: 'example.com' }],
  ['\uFEFFexam\uFEFFple.com', { domain: 'example.com', notes: ['taken', 'invisible_removed'] }],
  ['"example.com"', { domain: 'example.com' }],
  ['“example.com”,', { domain: 'example.com' }],
  ['(example.com)', { domain: 'example.com' }],
  ['[example.com]', { domain: 'example.com' }],
  ['example.com;', { domain: 'example.com' }],
  [
    'ftp://user:secret@example.com/',
    {
      domain: 'example.com',
      user: 'user',
      typed: 'ftp://user@example.com/',
      notes: ['taken', 'user_taken', 'password_removed'],
    },
  ],
  ['ftp://us%C3%A9r:s%40cret@example.com', { user: 'usér', typed: 'ftp://usér@example.com' }],
  ['ftp://user%3Asecret@example.com', { user: 'user', typed: 'ftp://user@example.com' }],
  [
    'https://user:secret@example.com/',
    { typed: 'https://example.com/', notes: ['taken', 'password_removed', 'login_dropped'] },
  ],
  ['https://token@example.com/', { typed: 'https://example.com/', notes: ['taken', 'login_dropped'] }],
  [
    'user:secret@example.com',
    { typed: 'example.com', notes: ['taken', 'password_removed', 'login_dropped'] },
  ],
  [
    'ssh://user@host.example.com:2222',
    { domain: 'host.example.com', user: 'user', notes: ['taken', 'user_taken', 'port_dropped'] },
  ],
  ['git@example.com:group/project.git', { domain: 'example.com', user: 'git', path: '/' }],
  ['example.com:8443', { notes: ['taken', 'port_dropped'] }],
  ['smtp.example.com:587', { domain: 'smtp.example.com' }],
  ['http//example.com', { domain: 'example.com' }],
  ['http:/example.com', { domain: 'example.com' }],
  ['https;//example.com', { domain: 'example.com' }],
  ['https:example.com', { domain: 'example.com' }],
  ['htp://example.com', { domain: 'example.com' }],
  ['https:\\\\www.example.com\\page', { domain: 'www.example.com', path: '/page' }],
  ['http://https://example.com', { domain: 'example.com' }],
  ['https:// example.com', { domain: 'example.com' }],
  ['//example.com/x', { domain: 'example.com', path: '/x' }],
  ['hxxps://example[.]com', { domain: 'example.com' }],
  ['www,example,com', { domain: 'www.example.com', notes: ['taken', 'comma'] }],
  ['.example.com', { domain: 'example.com' }],
  ['*.example.com', { domain: 'example.com', notes: ['taken', 'wildcard'] }],
  ['%65xample.com', { domain: 'example.com' }],
  ['example.com/a b?x=1#top', { path: '/a%20b?x=1', typed: 'example.com/a b?x=1' }],
  [
    'https://example.com/?a=1&password=hunter2&api_key=k',
    { path: '/?a=1', typed: 'https://example.com/', notes: ['taken', 'page', 'secret_removed'] },
  ],
  ['https://example.com/@someone', { domain: 'example.com', path: '/@someone' }],
  ['192.0.2.1', { domain: '192.0.2.1', registrable: null, notes: ['example_address'] }],
  ['8.8.8.8', { domain: '8.8.8.8', notes: [] }],
  ['http://8.8.8.8:80/x', { domain: '8.8.8.8', path: '/x' }],
  ['10.0.0.1', { notes: ['private_address'] }],
  ['100.64.0.1', { notes: ['shared_address'] }],
  [
    '192.168.1.0/24',
    { domain: '192.168.1.0', path: '/', notes: ['taken', 'network_dropped', 'private_address'] },
  ],
  ['2001:DB8:0::1', { domain: '2001:db8::1', notes: ['taken', 'example_address'] }],
  ['[2606:4700::1111]', { domain: '2606:4700::1111' }],
  ['https://[2606:4700::1111]:443/', { domain: '2606:4700::1111' }],
  ['fd00::1', { notes: ['private_address'] }],
  ['2606:4700::1111%eth0', { domain: '2606:4700::1111', notes: ['taken', 'zone_dropped'] }],
  ['::ffff:8.8.8.8', { domain: '8.8.8.8', notes: ['taken', 'ipv4_mapped'] }],
  ['a_b.example.com', { domain: 'a_b.example.com', registrable: 'example.com', notes: ['underscore'] }],
  ['_dmarc.example.com', { domain: '_dmarc.example.com' }],
  ['printer.local', { notes: ['local'] }],
  ['site.test', { registrable: 'site.test', notes: ['not_public'] }],
  ['intra.corp.internal', { registrable: 'corp.internal', notes: ['not_public'] }],
  ['nas.home.arpa', { notes: ['not_public'] }],
  ['example.cmo', { notes: ['unknown_ending'] }],
  ['😀.example', { domain: 'xn--e28h.example' }],
  ['👩\u200D💻.example', { domain: 'xn--rq8hef.example' }],
  ['раypal.com', { notes: ['taken', 'idn', 'look_alike'] }],
  ['аррӏе.com', { notes: ['taken', 'idn', 'look_alike'] }],
  ['www.example.co.uk', { registrable: 'example.co.uk' }],
  ['name.github.io', { registrable: 'github.io' }],
  [`${'a'.repeat(63)}.com`, { domain: `${'a'.repeat(63)}.com` }],
];

/** What is typed, and the end of the key of the refusal. */
const refused: readonly (readonly [string, string])[] = [
  ['', 'empty'],
  ['   ', 'empty'],
  ['""', 'empty'],
  ['\u200B', 'empty'],
  ['a'.repeat(5000), 'input_too_long'],
  ['https://', 'no_host'],
  ['user@', 'no_host'],
  ['*', 'no_host'],
  ['.', 'no_host'],
  ['?', 'no_host'],
  ['localhost', 'localhost'],
  ['http://localhost:3000/', 'localhost'],
  ['app.localhost', 'localhost'],
  ['127.0.0.1', 'loopback'],
  ['[::1]', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['0.0.0.0', 'address_unusable'],
  ['::', 'address_unusable'],
  ['224.0.0.1', 'address_unusable'],
  ['ff02::1', 'address_unusable'],
  ['255.255.255.255', 'address_unusable'],
  ['240.0.0.1', 'address_unusable'],
  ['169.254.1.1', 'link_local'],
  ['fe80::1%eth0', 'link_local'],
  ['0x7f.1', 'odd_address'],
  ['1.2.3', 'odd_address'],
  ['010.0.0.1', 'odd_address'],
  ['256.1.1.1', 'odd_address'],
  ['2130706433', 'odd_address'],
  ['1.2.3.4.5', 'odd_address'],
  ['example.123', 'odd_address'],
  ['１.２.３', 'odd_address'],
  ['2001:db8:::1', 'bad_ipv6'],
  ['1:2:3', 'bad_ipv6'],
  ['[1:2]', 'bad_ipv6'],
  ['server1', 'single_label'],
  ['test', 'single_label'],
  ['co.uk', 'public_suffix'],
  ['com', 'public_suffix'],
  ['.com', 'public_suffix'],
  [`${'a.'.repeat(148)}test`, 'name_too_long'],
  [`${'a'.repeat(296)}.com`, 'name_too_long'],
  [`${'ü'.repeat(300)}.com`, 'name_too_long'],
  [`${'x'.repeat(64)}.com`, 'label_too_long'],
  ['a..b', 'empty_label'],
  ['example.com..', 'empty_label'],
  ['..', 'empty_label'],
  ['-example.com', 'hyphen'],
  ['example-.com', 'hyphen'],
  ['exa<m>ple.com', 'characters'],
  ['a|b.com', 'characters'],
  ['exa*mple.com', 'characters'],
  ['user%40example.com', 'characters'],
  ['xn--a.example', 'punycode'],
  ['xn--.com', 'punycode'],
  ['\u0301a.com', 'not_a_name'],
  ['example .com', 'space'],
  ['my site is down', 'space'],
  ['a.com,b.com', 'several'],
  ['a.com; b.com', 'several'],
  ['example.com:99999', 'port'],
  ['example.com:0', 'port'],
  ['javascript:alert(1)', 'not_understood'],
  ['tel:+3212345', 'not_understood'],
  ['http://[example.com]/', 'not_understood'],
  ['C:\\Users\\me\\site', 'file_path'],
  ['/var/www', 'file_path'],
  ['./site', 'file_path'],
  ['~/site', 'file_path'],
  ['\\\\server\\share', 'file_path'],
  ['file:///etc/hosts', 'file_path'],
  ['index.html', 'file_name'],
  ['report.pdf', 'file_name'],
  ['example.onion', 'onion'],
  ['1.2.0.192.in-addr.arpa', 'arpa'],
  ['ftp://user:p@ss/w@example.com', 'password_unclear'],
  ['ftp://user:p/w@example.com', 'password_unclear'],
  ['ssh://user:22/w@example.com', 'password_unclear'],
  ['user:p#w@example.com', 'password_unclear'],
];

const messagesOf = (typed: string): readonly Message[] => {
  const result = understandTarget(typed);
  return result.ok ? result.target.notes : [result.error];
};
const localeOf = (language: string): Readonly<Record<string, string>> =>
  JSON.parse(
    readFileSync(new URL(`../../../resources/locales/target.${language}.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

describe('understandTarget', () => {
  it.each(understood)('understands %j', (typed, expected) => {
    const result = understandTarget(typed);
    if (!result.ok) throw new Error(`refused: ${result.error.key}`);
    const { target } = result;
    const notes = target.notes.map(({ key }) => key.replace('target.note.', ''));
    const all = {
      domain: target.domain,
      registrable: target.registrableDomain,
      path: target.path,
      user: target.user,
      typed: target.typed,
      notes,
    };
    expect(all).toMatchObject(expected);
    expect(notes[0] === 'taken').toBe(typed.trim() !== target.domain);
    expect(targetSchema.parse(target)).toEqual(target);
  });

  it.each(refused)('refuses %j', (typed, reason) => {
    const result = understandTarget(typed);
    if (result.ok) throw new Error(`understood: ${result.target.domain}`);
    expect(result.error.key).toBe(`target.error.${reason}`);
  });

  it('shows the Unicode form to people', () => {
    const result = understandTarget('xn--mnchen-3ya.de');
    expect(result.ok && result.target.displayName).toBe('münchen.de');
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        'http',
        '://',
        ':',
        '/',
        '@',
        '.',
        'example',
        'com',
        '[',
        ']',
        '%',
        '\\',
        ' ',
        '?',
        '#',
        'xn--',
        '1',
        '0x',
        '\u200D',
        '*',
        '-',
        '_',
        ',',
        'ü',
        '\uD800',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
  fc.webUrl(),
  fc.emailAddress(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.domain(),
);

/** Every text that is shown or stored apart from the page's own path. */
const shownTexts = (typed: string): readonly string[] => {
  const result = understandTarget(typed);
  const values = messagesOf(typed).flatMap((message) => Object.values(message.values).map(String));
  return result.ok ? [...values, result.target.typed, result.target.user ?? ''] : values;
};

describe('understandTarget on any text', () => {
  it('never throws, keeps to the schema, and echoes little and nothing invisible', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const result = understandTarget(typed);
        for (const target of result.ok ? [result.target] : []) {
          expect(targetSchema.parse(target)).toEqual(target);
          expect(target.domain).toMatch(/^[a-z0-9_.:-]+$/);
          expect(target.path).toMatch(/^\/[!-~]*$/);
        }
        for (const text of shownTexts(typed)) {
          expect(text.length).toBeLessThanOrEqual(300);
          expect(text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('understands what it understood in the same way', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const result = understandTarget(typed);
        if (!result.ok) return;
        const again = understandTarget(result.target.domain);
        expect(again.ok && again.target.domain).toBe(result.target.domain);
      }),
      { numRuns: 1000 },
    );
  });

  it('never repeats a password', () => {
    const password = fc.string({ minLength: 1, maxLength: 30 }).map((noise) => `Q7${noise}zzQ9`);
    const scheme = fc.constantFrom('ftp://', 'https://', 'ssh://', 'sftp://', '', 'http:/', 'imap://');
    fc.assert(
      fc.property(
        scheme,
        password,
        fc.constantFrom('example.com', 'ex ample.com', 'localhost', '1.2.3', 'a..b/x', 'example.com:99999'),
        (start, secret, host) => {
          const texts = shownTexts(`${start}anna:${secret}@${host}`).join('\n');
          expect(texts).not.toContain(secret);
          expect(texts).not.toMatch(/Q7|Q9/);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('its messages', () => {
  const english = localeOf('en');
  const all = [...understood, ...refused].flatMap(([typed]) => messagesOf(typed));

  it('are each reached by the tables above and no other is written', () => {
    const written = Object.keys(english).filter((key) => key.startsWith('target.'));
    expect([...new Set(all.map(({ key }) => key))].toSorted()).toEqual(written.toSorted());
  });

  it.each(['en', 'fr', 'nl'])('can be said in %s with the values given', (language) => {
    const locale = localeOf(language);
    expect(Object.keys(locale)).toEqual(Object.keys(english));
    for (const { key, values } of all) {
      const text = String(new IntlMessageFormat(locale[key] ?? '', language).format({ ...values }));
      expect(text).not.toBe('');
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it.each(['fr', 'nl'])('take the same values in %s', (language) => {
    const placeholders = (text = ''): readonly string[] => [...new Set(text.match(/\{\w+/g))].toSorted();
    const locale = localeOf(language);
    for (const [key, text] of Object.entries(english))
      expect([key, ...placeholders(locale[key])]).toEqual([key, ...placeholders(text)]);
  });
});

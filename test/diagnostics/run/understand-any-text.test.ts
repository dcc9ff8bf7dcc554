import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetSchema } from '../../../diagnostics/model/target.ts';
import { understandTarget } from '../../../diagnostics/run/understand-target.ts';
import { messagesOf } from './typed-targets.ts';

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

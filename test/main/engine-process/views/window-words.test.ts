import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../diagnostics/model/vocabulary.ts';
import { withoutCommands } from '../../../../main/engine-process/views/window-words.ts';

describe('withoutCommands', () => {
  it.each([
    ['Not known here (choose one with --provider).', 'Not known here.'],
    ['Choose your provider with --provider and test again.', 'Choose your provider and test again.'],
    ['Ask for the bounce, and give it with --bounce FILE.', 'Ask for the bounce, and give it.'],
    ['Do the test met het adres en --save, en bewaar het.', 'Do the test met het adres, en bewaar het.'],
    ['It is unclear; say so with --fact a.b=yes or --fact a.b=no.', 'It is unclear; say so.'],
    ['Read it and say what it speaks of, with --fact app_error=VALUE.', 'Read it and say what it speaks of.'],
    ['Say what it speaks of: --fact a=x, --fact a=y. Then go on.', 'Say what it speaks of. Then go on.'],
    ['Mettez-les côte à côte : faultline compare.', 'Mettez-les côte à côte.'],
    ['Try it elsewhere. Or run faultline check again.', 'Try it elsewhere.'],
    ['xn--bcher-kva.test does not answer -- at all.', 'xn--bcher-kva.test does not answer -- at all.'],
  ])('%j', (text, expected) => {
    expect(withoutCommands(text)).toBe(expected);
  });

  const folder = new URL('../../../../resources/locales/', import.meta.url);
  /** What the window shows of the engine's words; the command line keeps its own, and tickets are for others. */
  const shown = /^(?:attribution|checks-\w+|compare|evidence|questions|report|scope|target)\./u;

  it.each(languages)('leaves no command and no empty sentence of the engine’s words in %s', (language) => {
    const texts = readdirSync(folder)
      .filter((name) => shown.test(name) && name.endsWith(`.${language}.json`))
      .flatMap((name) =>
        Object.entries(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, string>),
      )
      .map(([key, text]) => ({ key, text: text.replace('{options}', '--fact a=yes, --fact a=no') }))
      .map(({ key, text }) => ({ key, text, said: withoutCommands(text) }));
    const wrong = texts.filter(
      ({ text, said }) =>
        said === '' ||
        /(?<![^\s(:])--[a-z]|(?<!\.)\bfaultline (?:check|judge|compare|ticket|demo)/u.test(said) ||
        (said !== text && /\s[.,](?:\s|$)|\(\)|[,;:][.]/u.test(said)),
    );
    expect(wrong).toEqual([]);
  });
});

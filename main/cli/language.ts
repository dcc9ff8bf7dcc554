/** The language is needed before the options are parsed, because parsing already speaks. */
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';

export function chooseLanguage(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given =
    index < 0 ? undefined : args[index] === '--lang' ? args[index + 1] : args[index]?.slice('--lang='.length);
  // POSIX order of precedence (XBD 8.2); an empty variable counts as unset.
  const fromSystem = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  return known(given) ?? known(fromSystem) ?? 'en';
}

const known = (text: string | undefined): Language | undefined =>
  languages.find((language) => text?.toLowerCase().slice(0, 2) === language && !/^[a-z]{3}/iu.test(text));

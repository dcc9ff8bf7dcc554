/** The first of the person's preferred languages that the app speaks. */
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';

/** `preferred` are BCP 47 tags, such as `fr-BE`, in order. */
export const systemLanguage = (preferred: readonly string[]): Language =>
  preferred
    .flatMap((tag) => languages.find((language) => tag.toLowerCase().split(/[-_]/u, 1)[0] === language) ?? [])
    .at(0) ?? 'en';

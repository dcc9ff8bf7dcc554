/** In which language something for somebody else is written; the window keeps its own. */
import { translateInto, type Language } from '../i18n/translate.ts';
import { SelectField } from './field.tsx';

const languages: readonly Language[] = ['en', 'fr', 'nl'];

interface LanguageFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function LanguageField({ label, help, language, onLanguage }: LanguageFieldProps) {
  return (
    <SelectField
      label={label}
      help={help}
      value={language}
      choices={languages.map((id) => ({ id, label: translateInto(id)('window.language.own') }))}
      onChoose={(id) => onLanguage(languages.find((each) => each === id) ?? language)}
    />
  );
}

/** An answer exactly as it is pasted, in the customer's language, and what the desk looks up beside it. */
import type { ReplyView } from '../../main/contract/replies.ts';
import type { Language } from '../i18n/translate.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import { Button } from './button.tsx';
import { FieldLine } from './field.tsx';
import { LanguageField } from './language-field.tsx';
import styles from './reply-box.module.css';
import texts from './text.module.css';
import { TextToSend } from './text-to-send.tsx';

interface ReplyBoxProps {
  readonly reply: ReplyView;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onCopy: () => void;
}

export function ReplyBox({ reply: { text, forDesk }, language, onLanguage, onCopy }: ReplyBoxProps) {
  const t = useTranslate();
  return (
    <div className={styles['reply']}>
      <FieldLine>
        <LanguageField label={t('window.reply.language')} language={language} onLanguage={onLanguage} />
        <Button onClick={onCopy}>{t('window.reply.copy')}</Button>
      </FieldLine>
      <TextToSend label={t('window.reply.title')} text={text} language={language} />
      {forDesk.length > 0 && (
        <div>
          <h3>{t('window.reply.for_desk')}</h3>
          <ul className={`${texts['note']} ${styles['notes']}`}>
            {forDesk.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

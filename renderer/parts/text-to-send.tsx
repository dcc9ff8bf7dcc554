/** Text exactly as it is copied and sent; reached by the keyboard, so that a long one can be scrolled. */
import type { Language } from '../i18n/translate.ts';
import styles from './text-to-send.module.css';

interface TextToSendProps {
  readonly label: string;
  readonly text: string;
  /** Of the text, where it is not the window's. */
  readonly language?: Language;
}

export function TextToSend({ label, text, language }: TextToSendProps) {
  return (
    <pre className={styles['text']} tabIndex={0} role="group" aria-label={label} lang={language}>
      {text.trimEnd()}
    </pre>
  );
}

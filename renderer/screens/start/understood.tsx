import { useTranslate } from '../../i18n/use-translate.ts';
import { useView } from '../../state/app.ts';
import { useSettled } from '../../state/settled.ts';
import styles from './understood.module.css';

/** Asked when the person pauses, not at every letter. */
const pauseMs = 250;

/** What the typed text is taken for, said before anything is looked at. */
export function Understood({ text }: { readonly text: string }) {
  const t = useTranslate();
  const settled = useSettled(text, pauseMs);
  return (
    <div className={styles['understood']} aria-live="polite">
      {settled.trim() === '' || text.trim() === '' ? (
        <p>{t('window.start.target_help')}</p>
      ) : (
        <Answer text={settled} />
      )}
    </div>
  );
}

function Answer({ text }: { readonly text: string }) {
  const t = useTranslate();
  const { value, error } = useView('target:understand', { language: t.language, text });
  if (error !== null) return <p>{error}</p>;
  if (value === null) return null;
  return (
    <>
      <p className={styles['name']}>{t('window.start.understood', { name: value.displayName })}</p>
      {value.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
}

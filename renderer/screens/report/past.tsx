/** What the history knows of these problems; nothing for a domain that was checked once. */
import { useTranslate } from '../../i18n/use-translate.ts';
import texts from '../../parts/text.module.css';

export function Past({ lines }: { readonly lines: readonly string[] }) {
  const t = useTranslate();
  if (lines.length === 0) return null;
  return (
    <section className={texts['soft']} aria-label={t('window.report.past')}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

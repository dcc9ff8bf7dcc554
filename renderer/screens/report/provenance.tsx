/** Who judged by which rules, what was removed, and what today's rules say otherwise. */
import type { ReportView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Section } from '../../parts/page.tsx';
import texts from '../../parts/text.module.css';
import styles from './provenance.module.css';

export function Redactions({ redactions }: Pick<ReportView, 'redactions'>) {
  const t = useTranslate();
  return (
    <Section title={t('window.report.redactions')}>
      {redactions.length === 0 ? (
        <p>{t('window.report.redactions_none')}</p>
      ) : (
        <ul className={styles['list']}>
          {redactions.map(({ text, count }) => (
            <li key={text}>{t('window.report.redaction', { text, count })}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function JudgedBy({ judgedBy }: Pick<ReportView, 'judgedBy'>) {
  const t = useTranslate();
  return (
    <Section title={t('window.report.judged_by')}>
      <p className={texts['note']}>{judgedBy}</p>
    </Section>
  );
}

/** For a report that came as a file: said before anything else, since it decides which verdict is read. */
export function JudgedAgain({
  judgedAgain,
}: {
  readonly judgedAgain: NonNullable<ReportView['judgedAgain']>;
}) {
  const t = useTranslate();
  const { isSame, differences } = judgedAgain;
  return (
    <div className={styles['again']} role="note">
      <p>{t(isSame ? 'window.report.judged_same' : 'window.report.judged_differently')}</p>
      {differences.length > 0 && (
        <ul className={styles['list']}>
          {differences.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

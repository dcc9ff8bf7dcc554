/** One report of the history: its verdict first, then what it was about and when. */
import type { ReportEntry } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Badge } from '../../parts/badges.tsx';
import { Button } from '../../parts/button.tsx';
import entryStyles from '../../parts/entries.module.css';
import { EntryOpener } from '../../parts/entry-opener.tsx';
import type { StatusShape } from '../../parts/status-icon.tsx';
import styles from './reports.module.css';

const shapes: Readonly<Record<ReportEntry['status'], StatusShape>> = {
  healthy: 'works',
  problems_found: 'broken',
  could_not_diagnose: 'unclear',
  incomplete: 'not_tested',
};

interface ReportLineProps {
  readonly entry: ReportEntry;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
  readonly onDelete: () => void;
}

export function ReportLine({ entry, isChosen, onChoose, onOpen, onDelete }: ReportLineProps) {
  const t = useTranslate();
  const { displayName, startedAt, status, headline, problems, provider, isSealed, origin } = entry;
  const time = t.dateTime(startedAt);
  const name = t('window.reports.of', { name: displayName, time });
  return (
    <li className={`${entryStyles['entry']} ${styles['line']}`}>
      <input
        type="checkbox"
        className={styles['choose']}
        checked={isChosen}
        aria-label={t('window.reports.choose', { report: name })}
        onChange={onChoose}
      />
      <div className={styles['about']}>
        <EntryOpener name={displayName} about={headline} onOpen={onOpen} />
        <p className={styles['facts']}>
          {isSealed ? (
            <Badge shape="not_tested">{t('window.reports.sealed')}</Badge>
          ) : (
            <Badge shape={shapes[status]}>{t(`window.status.${status}`, { count: problems })}</Badge>
          )}
          <span>{time}</span>
          {provider !== '' && <span>{provider}</span>}
          {origin !== 'own' && <span className={styles['origin']}>{t(`window.origin.${origin}`)}</span>}
        </p>
      </div>
      <Button look="quiet" aria-label={t('window.reports.delete_of', { report: name })} onClick={onDelete}>
        {t('window.reports.delete')}
      </Button>
    </li>
  );
}

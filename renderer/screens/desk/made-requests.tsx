/** The requests that were made here: an answer to one of them is recognised as long as it stands in this list. */
import { useTranslate } from '../../i18n/use-translate.ts';
import { Badge } from '../../parts/badges.tsx';
import { Button } from '../../parts/button.tsx';
import entryStyles from '../../parts/entries.module.css';
import { EntryOpener } from '../../parts/entry-opener.tsx';
import { Notice } from '../../parts/notice.tsx';
import texts from '../../parts/text.module.css';
import { useApp, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import styles from './desk.module.css';

export function MadeRequests() {
  const t = useTranslate();
  const { go } = useApp();
  const carryOut = useCarryOut();
  const { value, error, reload } = useView('requests:list', { language: t.language });
  const forget = async (id: string) => {
    if (await carryOut('requests:forget', { id })) reload();
  };
  if (error !== null) return <Notice kind="error">{error}</Notice>;
  if (value === null) return null;
  if (value.length === 0) return <p className={texts['soft']}>{t('window.desk.made_none')}</p>;
  return (
    <ul className={entryStyles['list']}>
      {value.map(({ id, domain, reference, standing, expires }) => (
        <li key={id} className={`${entryStyles['entry']} ${styles['line']}`}>
          <EntryOpener name={domain} about={reference} onOpen={() => go({ name: 'asked', id })} />
          <p className={styles['facts']}>
            <Badge shape={standing === 'current' ? 'works' : 'not_tested'}>
              {t(`window.request.standing.${standing}`)}
            </Badge>
            <span>{t('window.request.until', { time: t.dateTime(expires) })}</span>
          </p>
          <Button
            look="quiet"
            aria-label={t('window.desk.forget_of', { domain, reference })}
            onClick={() => void forget(id)}
          >
            {t('window.desk.forget')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

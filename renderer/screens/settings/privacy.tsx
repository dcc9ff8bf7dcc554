import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button, ButtonRow } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Section } from '../../parts/page.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import texts from '../../parts/text.module.css';
import styles from './privacy.module.css';

/** What is kept, where it lies, and how to be rid of it. */
export function Privacy() {
  const t = useTranslate();
  const carryOut = useCarryOut();
  const ask = useAsk();
  const { say, setSettings } = useApp();
  const storage = useView('privacy:storage', undefined);
  const [isAsking, setAsking] = useState(false);
  const deleteAll = async () => {
    setAsking(false);
    if (!(await carryOut('privacy:delete-all', undefined))) return;
    storage.reload();
    say(t('window.privacy.deleted'), 'done');
    // The settings went too: the window goes on with those of a new installation.
    const start = await ask('app:start', undefined);
    if (start !== null) setSettings(start.settings);
  };
  return (
    <Section title={t('window.privacy.title')} lead={t('window.privacy.lead')}>
      {storage.value !== null && (
        <>
          <p className={texts['figures']}>
            {t('window.privacy.amount', {
              reports: storage.value.reports,
              size: t.bytes(storage.value.bytes),
            })}{' '}
            {t('window.privacy.runs', { runs: storage.value.runs })}
          </p>
          <p>
            <code className={styles['folder']}>{storage.value.folder}</code>
          </p>
        </>
      )}
      <ButtonRow>
        <Button onClick={() => void carryOut('privacy:show-folder', undefined)}>
          {t('window.privacy.show_folder')}
        </Button>
        <Button look="danger" onClick={() => setAsking(true)}>
          {t('window.privacy.delete_all')}
        </Button>
      </ButtonRow>
      <Dialog
        title={t('window.privacy.delete_title')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('window.cancel')}</Button>
            <Button look="danger" onClick={() => void deleteAll()}>
              {t('window.privacy.delete_now')}
            </Button>
          </>
        }
      >
        <p>{t('window.privacy.delete_text')}</p>
      </Dialog>
    </Section>
  );
}

/** Provider packs: which there are, what each of them says in which clause, and packs of one's own. */
import { useEffect, useState } from 'react';
import type { OutputOf } from '../../../main/contract/channels.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { ProviderDetails } from './provider-details.tsx';
import texts from '../../parts/text.module.css';
import styles from './providers-screen.module.css';

type Entry = OutputOf<'providers:list'>[number];

export function ProvidersScreen({ id }: { readonly id: string | null }) {
  const t = useTranslate();
  const ask = useAsk();
  const carryOut = useCarryOut();
  const { say, go } = useApp();
  const list = useView('providers:list', { language: t.language });
  const [removing, setRemoving] = useState<Entry | null>(null);
  const entries = list.value ?? [];
  const current = entries.find((entry) => entry.id === id) ?? null;
  const isNew = id !== null && list.value !== null && current === null;
  const { reload } = list;
  useEffect(() => {
    if (isNew) reload();
  }, [isNew, id]);

  const importPack = async () => {
    const imported = await ask('providers:import', { language: t.language });
    if (imported === null) return;
    go({ name: 'providers', id: imported.id });
    say(t('window.providers.imported', { id: imported.id }), 'done');
  };
  const remove = async (entry: Entry) => {
    setRemoving(null);
    if (await carryOut('providers:remove', { id: entry.id })) go({ name: 'providers', id: null });
    list.reload();
  };

  return (
    <Page
      title={t('window.rail.providers')}
      lead={t('window.providers.lead')}
      actions={<Button onClick={() => void importPack()}>{t('window.providers.import')}</Button>}
      isWide
    >
      {list.error !== null && <Notice kind="error">{list.error}</Notice>}
      {list.value !== null && (
        <div className={styles['columns']}>
          <ul className={styles['list']} aria-label={t('window.providers.list')}>
            {entries.map((entry) => (
              <li key={entry.id}>
                <button
                  type="button"
                  aria-current={entry.id === id ? 'true' : undefined}
                  onClick={() => go({ name: 'providers', id: entry.id })}
                >
                  <span className={styles['name']}>{entry.label}</span>
                  <span className={texts['note']}>
                    {t(entry.isOwn ? 'window.providers.own_version' : 'window.providers.version', {
                      version: entry.version,
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {current === null ? (
            <EmptyState title={t('window.providers.empty_title')}>
              {t('window.providers.empty_text')}
            </EmptyState>
          ) : (
            <ProviderDetails id={current.id} onRemove={current.isOwn ? () => setRemoving(current) : null} />
          )}
        </div>
      )}
      <Dialog
        title={t('window.providers.remove_title', { name: removing?.label ?? '' })}
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        actions={
          <>
            <Button onClick={() => setRemoving(null)}>{t('window.cancel')}</Button>
            <Button look="danger" onClick={() => removing !== null && void remove(removing)}>
              {t('window.providers.remove')}
            </Button>
          </>
        }
      >
        <p>{t('window.providers.remove_text')}</p>
      </Dialog>
    </Page>
  );
}

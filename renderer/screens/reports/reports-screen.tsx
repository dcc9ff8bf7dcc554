/** Fetches the history and carries out what is asked for from it. */
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate.ts';
import { focusTitle } from '../../parts/focus-title.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { useSettled } from '../../state/settled.ts';
import { ReportsPage } from './reports-page.tsx';

/** Time without a keystroke after which the search is made, ms. */
const PAUSE = 150;

export function ReportsScreen({ compareWith }: { readonly compareWith: string | null }) {
  const t = useTranslate();
  const { language } = t;
  const ask = useAsk();
  const carryOut = useCarryOut();
  const { go, say } = useApp();
  const [search, setSearch] = useState('');
  const view = useView('reports:list', { language, search: useSettled(search, PAUSE) });

  const openFile = async (): Promise<void> => {
    const opened = await ask('reports:open', { language });
    if (opened) go({ name: 'report', id: opened.id });
  };
  const remove = async (id: string): Promise<void> => {
    if (!(await carryOut('reports:delete', { id }))) return;
    view.reload();
    // the button that asked for it goes with its line
    focusTitle();
    say(t('window.reports.deleted'), 'done');
  };
  const demo = async (): Promise<void> => {
    const started = await ask('run:start', { language, text: '', isDemo: true });
    if (started) go({ name: 'run', runId: started.runId });
  };
  return (
    <Loaded view={view}>
      {(entries) => (
        <ReportsPage
          entries={entries}
          search={search}
          compareWith={compareWith}
          onSearch={setSearch}
          onOpen={(id) => go({ name: 'report', id })}
          onOpenFile={() => void openFile()}
          onCompare={(pair) => go({ name: 'compare', ...pair })}
          onDelete={(id) => void remove(id)}
          onStart={() => go({ name: 'start' })}
          onDemo={() => void demo()}
        />
      )}
    </Loaded>
  );
}

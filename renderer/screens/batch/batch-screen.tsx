/** Chooses a list, has it understood, and starts it; the board takes over from there. */
import { useState } from 'react';
import type { BatchListView, ColumnChoice } from '../../../main/contract/board.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { useApp, useAsk } from '../../state/app.ts';
import { useBatch } from '../../state/batch.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { BatchPage } from './batch-page.tsx';

export function BatchScreen() {
  const { language } = useTranslate();
  const ask = useAsk();
  const carryOut = useCarryOut();
  const { go } = useApp();
  const batch = useBatch();
  const [list, setList] = useState<BatchListView | null>(null);
  const [columns, setColumns] = useState<ColumnChoice>({});

  const choose = async (): Promise<void> => {
    const opened = await ask('batch:open', { language });
    if (opened === null) return;
    setColumns({});
    setList(opened);
  };
  const correct = async (path: string, next: ColumnChoice): Promise<void> => {
    const read = await ask('batch:read', { language, path, columns: next });
    if (read === null) return;
    setColumns(next);
    setList(read);
  };
  const start = async (path: string): Promise<void> => {
    if (await carryOut('batch:start', { language, path, columns })) go({ name: 'board' });
  };
  return (
    <BatchPage
      list={list}
      isBusy={batch !== null && batch.progress !== null}
      onChoose={() => void choose()}
      onColumn={(role, column) => {
        if (list !== null) void correct(list.path, { ...columns, [role]: column });
      }}
      onStart={() => {
        if (list !== null) void start(list.path);
      }}
      onBack={() => go({ name: 'board' })}
    />
  );
}

/** Fetches the board page by page and carries out what is asked for from it. */
import { useCallback, useState } from 'react';
import type {
  BoardClientView,
  BoardFilter,
  BoardGroupView,
  BoardItem,
  BoardRows,
  ExpiryPeriodView,
  ExpiryRows,
  ExpiryView,
} from '../../../main/contract/board.ts';
import { usePush } from '../../api.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useBatch } from '../../state/batch.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { useBoardState } from '../../state/board.ts';
import { usePages } from '../../state/use-pages.ts';
import { useSettled } from '../../state/settled.ts';
import { BatchStrip } from './batch-strip.tsx';
import type { ExportFormat } from './export-dialog.tsx';
import { BoardPage } from './board-page.tsx';

/** Time without a keystroke after which the search is made, ms. */
const PAUSE = 150;

export function BoardScreen() {
  const t = useTranslate();
  const { language } = t;
  const ask = useAsk();
  const carryOut = useCarryOut();
  const batch = useBatch();
  const { go, say } = useApp();
  const { filter, isGrouped, closed, period, set } = useBoardState();
  const [round, setRound] = useState(0);
  const view = useView('board:view', { language });
  usePush('board:push', (push) => {
    if (push.type === 'ended' && push.ending !== 'cancelled')
      say(t(`window.batch.ended.${push.ending}`), push.ending === 'completed' ? 'done' : 'error');
    if (push.type !== 'changed') return;
    view.reload();
    setRound((count) => count + 1);
  });
  const text = useSettled(filter.text, PAUSE);
  const asked: BoardFilter = { ...filter, text };

  const shown = JSON.stringify([asked, isGrouped]);
  const rows = usePages<BoardRows, BoardItem>(JSON.stringify([language, shown, closed, round]), (wish) =>
    ask('board:rows', { language, filter: asked, isGrouped, closed: [...closed], ...wish }),
  );
  const ends = JSON.stringify([asked, period]);
  const expiries = usePages<ExpiryRows, ExpiryView | ExpiryPeriodView>(
    JSON.stringify([language, ends, round]),
    (wish) => ask('board:expiries', { language, filter: asked, period, ...wish }),
  );
  const save = async (format: ExportFormat): Promise<void> => {
    const saved = await ask('history:export', { language, format, filter: asked });
    if (saved) say(t('window.saved', { path: saved.path }), 'done');
  };
  const onTicket = useCallback(
    ({ report, problem }: BoardClientView) => {
      if (report !== null && problem !== null) go({ name: 'ticket', id: report, problem });
    },
    [go],
  );
  const onCauseTicket = useCallback(
    ({ id, ticket }: BoardGroupView) => {
      if (ticket !== null) go({ name: 'ticket', id: ticket.report, problem: ticket.problem, cause: id });
    },
    [go],
  );
  return (
    <Loaded view={view}>
      {(board) => (
        <BoardPage
          board={board}
          filter={filter}
          isGrouped={isGrouped}
          pages={rows}
          question={shown}
          batch={
            batch !== null && (
              <BatchStrip
                batch={batch}
                onStop={() => void carryOut('batch:cancel', undefined)}
                onGoOn={() => void carryOut('batch:resume', { language })}
              />
            )
          }
          calendar={{
            pages: expiries,
            question: ends,
            period,
            onPeriod: (next) => set({ period: next }),
            onOpen: (report) => go({ name: 'report', id: report }),
          }}
          onFilter={(next) => set({ filter: next })}
          onGroup={(next) => set({ isGrouped: next })}
          onToggle={(group, isOpen) =>
            set({ closed: isOpen ? closed.filter((id) => id !== group.id) : [...closed, group.id] })
          }
          onOpen={({ report, displayName }) => {
            if (report !== null) go({ name: 'report', id: report });
            else say(t('window.board.no_report', { name: displayName }), 'error');
          }}
          onTicket={onTicket}
          onCauseTicket={onCauseTicket}
          onList={() => go({ name: 'batch' })}
          onExport={(format) => void save(format)}
        />
      )}
    </Loaded>
  );
}

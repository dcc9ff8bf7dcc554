/** Many clients at a glance: how each stands, what they share, what changed, and what runs out. */
import { useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type {
  BoardFilter,
  BoardView,
  ExpiryPeriodView,
  ExpiryRows,
  ExpiryView,
} from '../../../main/contract/board.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Button } from '../../parts/button.tsx';
import { CheckField } from '../../parts/field.tsx';
import { Page } from '../../parts/page.tsx';
import { emptyFilter } from '../../state/board.ts';
import type { Pages } from '../../state/use-pages.ts';
import { BoardList, type BoardListProps } from './board-list.tsx';
import { Calendar, type Period } from './calendar.tsx';
import { ExportDialog, type ExportFormat } from './export-dialog.tsx';
import { Filters } from './filters.tsx';
import tabs from '../../parts/tabs.module.css';
import styles from './board.module.css';

export interface BoardPageProps extends BoardListProps {
  readonly board: BoardView;
  readonly filter: BoardFilter;
  readonly isGrouped: boolean;
  readonly onFilter: (filter: BoardFilter) => void;
  readonly onGroup: (isGrouped: boolean) => void;
  readonly calendar: {
    readonly pages: Pages<ExpiryRows, ExpiryView | ExpiryPeriodView>;
    readonly question: string;
    readonly period: Period;
    readonly onPeriod: (period: Period) => void;
    readonly onOpen: (report: string) => void;
  };
  /** A batch under way, or one that was cut off. */
  readonly batch: ReactNode;
  readonly onList: () => void;
  readonly onExport: (format: ExportFormat) => void;
}

export function BoardPage(props: BoardPageProps) {
  const { board, filter, isGrouped, onFilter, onGroup, calendar, batch, onList, onExport, ...list } = props;
  const t = useTranslate();
  const isUnused = board.clients === 0;
  const [isExporting, setExporting] = useState(false);
  return (
    <Page
      title={t('window.board.title')}
      lead={
        isUnused || board.checkedAt === null
          ? t('window.board.lead')
          : t('window.board.lead_checked', { count: board.clients, time: t.dateTime(board.checkedAt) })
      }
      actions={
        !isUnused && (
          <>
            <Button onClick={() => setExporting(true)}>{t('window.export.open')}</Button>
            <Button look="primary" onClick={onList}>
              {t('window.board.check_list')}
            </Button>
          </>
        )
      }
      isWide
    >
      <ExportDialog
        isOpen={isExporting}
        count={list.pages.first?.clients ?? 0}
        onClose={() => setExporting(false)}
        onExport={(format) => {
          setExporting(false);
          onExport(format);
        }}
      />
      <div className={styles['work']}>
        {batch}
        {isUnused ? (
          <EmptyState
            title={t('window.board.empty')}
            actions={
              <Button look="primary" onClick={onList}>
                {t('window.board.check_list')}
              </Button>
            }
          >
            <p>{t('window.board.empty_text')}</p>
          </EmptyState>
        ) : (
          <>
            <Filters board={board} filter={filter} onFilter={onFilter} />
            <Tabs className={styles['tabs'] ?? ''}>
              <TabList className={tabs['list'] ?? ''} aria-label={t('window.board.title')}>
                <Tab id="clients" className={tabs['tab'] ?? ''}>
                  {t('window.board.tab.clients')}
                </Tab>
                <Tab id="calendar" className={tabs['tab'] ?? ''}>
                  {t('window.board.tab.calendar')}
                </Tab>
              </TabList>
              <TabPanel id="clients" className={tabs['panel'] ?? ''}>
                <Clients
                  {...list}
                  filter={filter}
                  isGrouped={isGrouped}
                  onFilter={onFilter}
                  onGroup={onGroup}
                />
              </TabPanel>
              <TabPanel id="calendar" className={tabs['panel'] ?? ''}>
                <Calendar {...calendar} />
              </TabPanel>
            </Tabs>
          </>
        )}
      </div>
    </Page>
  );
}

type ClientsProps = BoardListProps & Pick<BoardPageProps, 'filter' | 'isGrouped' | 'onFilter' | 'onGroup'>;

function Clients({ filter, isGrouped, onFilter, onGroup, ...list }: ClientsProps) {
  const t = useTranslate();
  const found = list.pages.first?.clients ?? null;
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(emptyFilter);
  return (
    <div className={styles['work']}>
      <div className={styles['below']}>
        <p role="status">
          {found !== null &&
            t(found === 0 ? 'window.board.none_found' : 'window.board.found', { count: found })}
        </p>
        {isFiltered && (
          <Button look="quiet" onClick={() => onFilter(emptyFilter)}>
            {t('window.board.show_all')}
          </Button>
        )}
        <CheckField label={t('window.board.group')} isOn={isGrouped} onSet={onGroup} />
      </div>
      {found !== 0 && <BoardList {...list} />}
    </div>
  );
}

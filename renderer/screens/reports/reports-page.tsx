/** The history: search it, open one, lay two side by side, delete what is no longer wanted. */
import { useState } from 'react';
import type { ReportEntry } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import entryStyles from '../../parts/entries.module.css';
import { FieldLine, TextField } from '../../parts/field.tsx';
import { Page } from '../../parts/page.tsx';
import texts from '../../parts/text.module.css';
import { choose, pairOf, type Pair } from './choose.ts';
import { ReportLine } from './report-line.tsx';
import styles from './reports.module.css';

interface ReportsPageProps {
  readonly entries: readonly ReportEntry[];
  readonly search: string;
  /** Chosen before the screen opened: the report that wants a second one beside it. */
  readonly compareWith: string | null;
  readonly onSearch: (text: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onOpenFile: () => void;
  readonly onCompare: (pair: Pair) => void;
  readonly onDelete: (id: string) => void;
  readonly onStart: () => void;
  readonly onDemo: () => void;
}

export function ReportsPage(props: ReportsPageProps) {
  const { entries, search, compareWith, onSearch, onOpen, onOpenFile, onCompare, onDelete } = props;
  const t = useTranslate();
  const [chosen, setChosen] = useState<readonly string[]>(compareWith === null ? [] : [compareWith]);
  const [leaving, setLeaving] = useState<ReportEntry | null>(null);
  const pair = pairOf(chosen, entries);
  const isUnused = entries.length === 0 && search === '';
  return (
    <Page
      title={t('window.reports.title')}
      lead={t(compareWith === null ? 'window.reports.lead' : 'window.reports.lead_compare')}
      actions={<Button onClick={onOpenFile}>{t('window.reports.open_file')}</Button>}
      isWide
    >
      {isUnused ? (
        <Unused {...props} />
      ) : (
        <>
          <FieldLine className={styles['tools']}>
            <TextField
              type="search"
              label={t('window.reports.search')}
              value={search}
              maxLength={200}
              onChange={(event) => onSearch(event.target.value)}
            />
            <Button
              look={pair === null ? 'plain' : 'primary'}
              disabled={pair === null}
              onClick={() => pair && onCompare(pair)}
            >
              {t('window.reports.compare')}
            </Button>
          </FieldLine>
          <p className={`${texts['note']} ${styles['hint']}`} role="status">
            {t(pair === null ? 'window.reports.compare_hint' : 'window.reports.compare_ready', {
              count: chosen.length,
            })}
          </p>
          {entries.length === 0 ? (
            <p>{t('window.reports.none_found', { search })}</p>
          ) : (
            <ul className={entryStyles['list']}>
              {entries.map((entry) => (
                <ReportLine
                  key={entry.id}
                  entry={entry}
                  isChosen={chosen.includes(entry.id)}
                  onChoose={() => setChosen((before) => choose(before, entry.id))}
                  onOpen={() => onOpen(entry.id)}
                  onDelete={() => setLeaving(entry)}
                />
              ))}
            </ul>
          )}
        </>
      )}
      <Deletion entry={leaving} onClose={() => setLeaving(null)} onDelete={onDelete} />
    </Page>
  );
}

function Unused({ onStart, onDemo, onOpenFile }: ReportsPageProps) {
  const t = useTranslate();
  return (
    <EmptyState
      title={t('window.reports.empty')}
      actions={
        <>
          <Button look="primary" onClick={onStart}>
            {t('window.reports.empty_start')}
          </Button>
          <Button onClick={onDemo}>{t('window.reports.empty_demo')}</Button>
          <Button onClick={onOpenFile}>{t('window.reports.open_file')}</Button>
        </>
      }
    >
      <p>{t('window.reports.empty_text')}</p>
    </EmptyState>
  );
}

interface DeletionProps {
  readonly entry: ReportEntry | null;
  readonly onClose: () => void;
  readonly onDelete: (id: string) => void;
}

function Deletion({ entry, onClose, onDelete }: DeletionProps) {
  const t = useTranslate();
  return (
    <Dialog
      title={t('window.reports.delete_title')}
      isOpen={entry !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('window.reports.delete_keep')}</Button>
          <Button
            look="danger"
            onClick={() => {
              if (entry) onDelete(entry.id);
              onClose();
            }}
          >
            {t('window.reports.delete_do')}
          </Button>
        </>
      }
    >
      <p>
        {t('window.reports.delete_text', {
          name: entry?.displayName ?? '',
          time: entry === null ? '' : t.dateTime(entry.startedAt),
        })}
      </p>
    </Dialog>
  );
}

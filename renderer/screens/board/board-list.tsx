/** The clients, the worst first, under the causes that they share. */
import { memo } from 'react';
import type { BoardClientView, BoardGroupView, BoardItem, BoardRows } from '../../../main/contract/board.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Badge } from '../../parts/badges.tsx';
import { Button } from '../../parts/button.tsx';
import { LongList, type LongListRow } from '../../parts/long-list.tsx';
import { StatusIcon } from '../../parts/status-icon.tsx';
import { useWidth } from '../../parts/use-width.ts';
import type { Pages } from '../../state/use-pages.ts';
import { changeSigns, daysText, stateShapes } from './states.ts';
import texts from '../../parts/text.module.css';
import styles from './board.module.css';

export interface BoardListProps {
  readonly pages: Pages<BoardRows, BoardItem>;
  /** What the list shows, as a text: another one begins at the top. */
  readonly question: string;
  readonly onOpen: (client: BoardClientView) => void;
  readonly onTicket: (client: BoardClientView) => void;
  readonly onCauseTicket: (cause: BoardGroupView) => void;
  readonly onToggle: (group: BoardGroupView, isOpen: boolean) => void;
}

/** Height of a row in CSS pixels, where its parts stand side by side and where they stand below each other. */
const ROW = 56;
const NARROW_ROW = 108;
const NARROW = 760;

export function BoardList({ pages, question, onOpen, onTicket, onCauseTicket, onToggle }: BoardListProps) {
  const t = useTranslate();
  const [ref, width] = useWidth<HTMLDivElement>(1000);
  const isNarrow = width < NARROW;
  const className = `${styles['columns']} ${isNarrow ? styles['narrow'] : ''}`;
  const heading = (name: 'client' | 'state' | 'change' | 'provider' | 'expiry' | 'ticket') => (
    <span role="columnheader" className={styles[name]}>
      {t(`window.board.column.${name}`)}
    </span>
  );
  const rowOf = (index: number, isActive: boolean): LongListRow | null => {
    const item = pages.itemAt(index);
    if (item === null) return null;
    return item.type === 'group'
      ? {
          level: 1,
          isOpen: item.isOpen,
          className: `${styles['group']} ${isNarrow ? styles['narrow-group'] : ''}`,
          cells: <GroupCells group={item} isActive={isActive} onTicket={onCauseTicket} />,
        }
      : {
          level: 2,
          isOpen: null,
          className,
          cells: <ClientCells client={item} isActive={isActive} onTicket={onTicket} />,
        };
  };
  return (
    <div ref={ref} className={styles['list']}>
      <LongList
        label={t('window.board.list')}
        count={pages.total}
        rowHeight={isNarrow ? NARROW_ROW : ROW}
        className={className}
        head={
          <>
            {heading('client')}
            {heading('state')}
            {heading('change')}
            {heading('provider')}
            {heading('expiry')}
            {heading('ticket')}
          </>
        }
        row={rowOf}
        onRange={pages.see}
        restartsWith={question}
        onToggle={(index, isOpen) => {
          const item = pages.itemAt(index);
          if (item?.type === 'group') onToggle(item, isOpen);
        }}
        onActivate={(index) => {
          const item = pages.itemAt(index);
          if (item?.type === 'client') onOpen(item);
          else if (item?.type === 'group') onToggle(item, !item.isOpen);
        }}
      />
    </div>
  );
}

interface ClientCellsProps {
  readonly client: BoardClientView;
  readonly isActive: boolean;
  readonly onTicket: (client: BoardClientView) => void;
}

/** Drawn again only when something of its own changes: a list that is scrolled brings the same rows time and again. */
const ClientCells = memo(function ClientCells({ client, isActive, onTicket }: ClientCellsProps) {
  const t = useTranslate();
  const { displayName, state, headline, side, confidence, more, change, provider, tags, soonest } = client;
  const facts = [
    t(`window.board.state.${state}`),
    ...(side === null ? [] : [t(`window.board.side.${side}`)]),
    ...(confidence === null ? [] : [t(`window.board.confidence.${confidence}`)]),
    ...(more === 0 ? [] : [t('window.board.more', { count: more })]),
  ];
  return (
    <>
      <span role="gridcell" className={styles['client']}>
        <span className={styles['name']} title={displayName}>
          {displayName}
        </span>
        <span className={`${texts['note']} ${styles['tags']}`}>
          {[client.client, ...tags].filter((each) => each !== '').join(' · ')}
        </span>
      </span>
      <span role="gridcell" className={styles['state']}>
        <StatusIcon shape={stateShapes[state]} />
        <span className={styles['said']}>
          <span className={styles['headline']} title={headline}>
            {headline}
          </span>
          <span className={texts['note']}>{facts.join(' · ')}</span>
        </span>
      </span>
      <span role="gridcell" className={styles['change']}>
        <Change change={change} />
      </span>
      <span role="gridcell" className={styles['provider']}>
        {provider}
      </span>
      <span
        role="gridcell"
        className={`${styles['expiry']} ${soonest !== null && soonest.days < SOON ? styles['soon'] : ''}`}
      >
        {soonest !== null && (
          <>
            <span>{t(`window.board.expires.${soonest.kind}`)}</span> <span>{daysText(soonest, t)}</span>
          </>
        )}
      </span>
      <span role="gridcell" className={styles['ticket']}>
        {client.problem !== null && client.report !== null && (
          <Button
            look="quiet"
            tabIndex={isActive ? 0 : -1}
            aria-label={t('window.board.ticket_for', { name: displayName })}
            onClick={() => onTicket(client)}
          >
            {t('window.board.ticket')}
          </Button>
        )}
      </span>
    </>
  );
});

/** Days below which an end of validity is shown with weight. */
const SOON = 14;

function Change({ change }: { readonly change: BoardClientView['change'] }) {
  const t = useTranslate();
  const sign = changeSigns[change];
  return (
    <span className={`${styles['changed']} ${styles[change] ?? ''}`}>
      {sign !== null && <span aria-hidden="true">{sign}</span>}
      <span>{t(`window.board.change.${change}`)}</span>
    </span>
  );
}

interface GroupCellsProps {
  readonly group: BoardGroupView;
  readonly isActive: boolean;
  readonly onTicket: (group: BoardGroupView) => void;
}

const GroupCells = memo(function GroupCells({ group, isActive, onTicket }: GroupCellsProps) {
  const t = useTranslate();
  const { kind, state, headline, side, clients, listed, isOpen, ticket } = group;
  const isCause = kind === 'cause';
  return (
    <span role="gridcell" aria-colspan={6} className={styles['heading']}>
      <svg className={styles['fold']} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d={isOpen ? 'M2 4l4 4 4-4' : 'M4 2l4 4-4 4'} />
      </svg>
      <Badge shape={stateShapes[state]}>
        {isCause ? t('window.board.clients', { count: clients }) : t(`window.board.rest.${state}`)}
      </Badge>
      <span className={styles['cause']} title={headline}>
        {isCause ? headline : t('window.board.clients', { count: clients })}
      </span>
      <span className={`${texts['note']} ${styles['rest']}`}>
        {side !== null && t(`window.board.side.${side}`)}
        {listed < clients && ` · ${t('window.board.listed', { listed, clients })}`}
      </span>
      {ticket !== null && (
        <Button
          look="quiet"
          tabIndex={isActive ? 0 : -1}
          aria-label={t('window.board.cause_ticket_for', { headline })}
          onClick={() => onTicket(group)}
        >
          {t('window.board.cause_ticket')}
        </Button>
      )}
    </span>
  );
});

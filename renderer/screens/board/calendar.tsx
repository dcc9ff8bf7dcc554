/** Certificates and domains of all clients by the time at which they run out. */
import type { ExpiryPeriodView, ExpiryRows, ExpiryView } from '../../../main/contract/board.ts';
import type { Translate } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { RadioField } from '../../parts/field.tsx';
import { LongList } from '../../parts/long-list.tsx';
import { Badge } from '../../parts/badges.tsx';
import type { StatusShape } from '../../parts/status-icon.tsx';
import { useWidth } from '../../parts/use-width.ts';
import type { Pages } from '../../state/use-pages.ts';
import { daysText } from './states.ts';
import texts from '../../parts/text.module.css';
import styles from './board.module.css';

export type Period = 'week' | 'month';

interface CalendarProps {
  readonly pages: Pages<ExpiryRows, ExpiryView | ExpiryPeriodView>;
  readonly question: string;
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
  readonly onOpen: (report: string) => void;
}

const ROW = 56;
const NARROW_ROW = 108;
const NARROW = 640;
/** Days below which it is high time. */
const SOON = 14;
const shapeOf = ({ days, isOver }: ExpiryView): StatusShape =>
  isOver ? 'broken' : days < SOON ? 'suspected' : 'works';

export function Calendar({ pages, question, period, onPeriod, onOpen }: CalendarProps) {
  const t = useTranslate();
  const [ref, width] = useWidth<HTMLDivElement>(1000);
  const isNarrow = width < NARROW;
  const className = `${styles['expiries']} ${isNarrow ? styles['narrow'] : ''}`;
  if (pages.first !== null && pages.total === 0) return <p>{t('window.board.no_expiries')}</p>;
  return (
    <div className={styles['work']}>
      <RadioField
        label={t('window.board.period')}
        value={period}
        choices={[
          { id: 'week', label: t('window.board.period.week') },
          { id: 'month', label: t('window.board.period.month') },
        ]}
        isTwoColumns
        onChoose={(id) => onPeriod(id === 'month' ? 'month' : 'week')}
      />
      <div ref={ref} className={styles['list']}>
        <LongList
          label={t('window.board.calendar')}
          count={pages.total}
          rowHeight={isNarrow ? NARROW_ROW : ROW}
          className={className}
          head={
            <>
              <span role="columnheader">{t('window.board.column.expires')}</span>
              <span role="columnheader">{t('window.board.column.what')}</span>
              <span role="columnheader">{t('window.board.column.clients')}</span>
            </>
          }
          row={(index) => {
            const item = pages.itemAt(index);
            if (item === null) return null;
            return item.type === 'period'
              ? {
                  level: 1,
                  isOpen: null,
                  className: styles['group'] ?? '',
                  cells: <PeriodCell item={item} period={period} />,
                }
              : { level: 2, isOpen: null, className, cells: <ExpiryCells item={item} /> };
          }}
          onRange={pages.see}
          restartsWith={question}
          onActivate={(index) => {
            const item = pages.itemAt(index);
            if (item?.type === 'expiry' && item.report !== null) onOpen(item.report);
          }}
        />
      </div>
    </div>
  );
}

function PeriodCell({ item, period }: { readonly item: ExpiryPeriodView; readonly period: Period }) {
  const t = useTranslate();
  return (
    <span role="gridcell" aria-colspan={3} className={styles['heading']}>
      <span className={styles['cause']}>{periodText(item, period, t)}</span>
      <span className={`${texts['note']} ${styles['rest']}`}>
        {t(item.from === null ? 'window.board.expired' : 'window.board.expiries', { count: item.count })}
      </span>
    </span>
  );
}

function periodText({ from }: ExpiryPeriodView, period: Period, t: Translate): string {
  if (from === null) return t('window.board.over');
  return period === 'month' ? t.month(from) : t('window.board.week_of', { day: t.day(from) });
}

function ExpiryCells({ item }: { readonly item: ExpiryView }) {
  const t = useTranslate();
  const { kind, at, name, moreNames, clients, moreClients } = item;
  return (
    <>
      <span role="gridcell" className={styles['when']}>
        <Badge shape={shapeOf(item)}>{daysText(item, t)}</Badge>
        <span className={texts['note']}>{t.day(at)}</span>
      </span>
      <span role="gridcell" className={styles['what']}>
        <span className={styles['name']}>{name}</span>
        <span className={texts['note']}>
          {t(`window.board.expires.${kind}`)}
          {moreNames > 0 && ` · ${t('window.board.more_names', { count: moreNames })}`}
        </span>
      </span>
      <span role="gridcell" className={styles['whose']}>
        {clients.join(', ')}
        {moreClients > 0 && ` ${t('window.board.more_clients', { count: moreClients })}`}
      </span>
    </>
  );
}

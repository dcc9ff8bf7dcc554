/**
 * A list of any length, of which only what is in sight is drawn: a treegrid for the keyboard and for screen readers, with one row of it in the
 * order of Tab. Rows have one height, so that a place in the list is a place on the scale. Not the virtualizer of the component library: that
 * one wants all items at once, and the window never holds more than a few pages of them.
 */
import {
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { keyMove, spansOf, visibleRange, type Range } from './long-list-range.ts';
import styles from './long-list.module.css';

export interface LongListRow {
  /** 1 for a heading that holds others or a row without one, 2 below a heading. */
  readonly level: 1 | 2;
  /** Null for a row that holds nothing. */
  readonly isOpen: boolean | null;
  readonly cells: ReactNode;
  readonly className?: string;
}

interface LongListProps {
  readonly label: string;
  readonly count: number;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** Cells of the heading, laid out by `className` as those of the rows are. */
  readonly head: ReactNode;
  readonly className: string;
  /** A row to draw; `isActive` where its buttons are in the order of Tab. Null while it is on its way. */
  readonly row: (index: number, isActive: boolean) => LongListRow | null;
  /** Called when other rows come into sight. */
  readonly onRange: (range: Range) => void;
  readonly onActivate: (index: number) => void;
  /** Absent where no row holds others. */
  readonly onToggle?: (index: number, isOpen: boolean) => void;
  /** A list that changes its meaning begins at the top. */
  readonly restartsWith: string;
}

export function LongList({
  label,
  count,
  rowHeight,
  head,
  className,
  row,
  onRange,
  onActivate,
  onToggle,
  restartsWith,
}: LongListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<Range>({ from: 0, to: 0 });
  const [wanted, setActive] = useState(0);
  const wantsFocus = useRef(false);
  const active = Math.min(wanted, Math.max(0, count - 1));

  const look = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const next = visibleRange(element.scrollTop, element.clientHeight, rowHeight, count);
    // In slices: a jump to another place draws a screenful of new rows, and the hand on the wheel must not feel it.
    startTransition(() =>
      setRange((before) => (before.from === next.from && before.to === next.to ? before : next)),
    );
  }, [count, rowHeight]);
  useEffect(() => {
    look();
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [restartsWith]);
  // Not as an attribute: the policy of the window allows none.
  useLayoutEffect(() => scroller.current?.style.setProperty('--row-height', `${rowHeight}px`), [rowHeight]);
  const tellRange = useRef(onRange);
  useEffect(() => {
    tellRange.current = onRange;
  });
  useEffect(() => {
    if (range.to > range.from) tellRange.current(range);
  }, [range]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  });

  const moveTo = (index: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const room = element.clientHeight - rowHeight;
    const top = index * rowHeight;
    // The head stays in sight and covers the first row's height.
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    wantsFocus.current = true;
    setActive(index);
    look();
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!isOnRow) {
      if (event.key === 'Escape') moveTo(active);
      return;
    }
    const shown = row(active, true);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const move = keyMove(event.key, { active, count, page, isOpen: shown?.isOpen ?? null });
    if (move === null) return;
    event.preventDefault();
    if (move.type === 'move') moveTo(move.index);
    else if (move.type === 'toggle') onToggle?.(active, move.isOpen);
    else onActivate(active);
  };

  return (
    <div className={styles['scroller']} ref={scroller} onScroll={look}>
      <div role="treegrid" aria-label={label} aria-rowcount={count + 1} onKeyDown={press}>
        <div role="row" aria-rowindex={1} className={`${styles['head']} ${className}`}>
          {head}
        </div>
        {spansOf(range, active, count).map((span) =>
          span.type === 'gap' ? (
            <svg
              key={`gap ${span.from}`}
              className={styles['gap']}
              width="1"
              height={(span.to - span.from) * rowHeight}
              aria-hidden="true"
            />
          ) : (
            <Row
              // by its place: a row that is still on its way keeps the focus when it comes
              key={span.index}
              index={span.index}
              isActive={span.index === active}
              row={row(span.index, span.index === active)}
              onChoose={() => setActive(span.index)}
              onActivate={() => onActivate(span.index)}
            />
          ),
        )}
      </div>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly isActive: boolean;
  readonly row: LongListRow | null;
  readonly onChoose: () => void;
  readonly onActivate: () => void;
}

function Row({ index, isActive, row, onChoose, onActivate }: RowProps) {
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-level={row?.level ?? 2}
      aria-expanded={row?.isOpen ?? undefined}
      tabIndex={isActive ? 0 : -1}
      className={`${styles['row']} ${row?.className ?? ''}`}
      onFocus={onChoose}
      onClick={(event) => {
        const isControl = event.target instanceof Element && event.target.closest('button, a') !== null;
        // Text that somebody selects with the mouse is no click on the row.
        if (!isControl && String(getSelection()) === '') onActivate();
      }}
    >
      {row === null ? <span role="gridcell" className={styles['waiting']} /> : row.cells}
    </div>
  );
}

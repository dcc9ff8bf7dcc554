/** Which rows of a long list are drawn, and where a key leads. Pure. */

/** `to` is the first one that is not. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Rows that are drawn on each side beyond what is in sight, so that a slow moment shows no gap. */
const BEYOND = 8;
/** Rows by which the range moves: not every pixel draws anew. */
const STEP = 4;

export function visibleRange(scrollTop: number, height: number, rowHeight: number, count: number): Range {
  const first = Math.floor(scrollTop / rowHeight / STEP) * STEP - BEYOND;
  const last = Math.ceil((scrollTop + height) / rowHeight / STEP) * STEP + BEYOND;
  const from = Math.min(Math.max(0, first), Math.max(0, count - 1));
  return { from, to: Math.max(from, Math.min(count, last)) };
}

export type Span =
  | { readonly type: 'row'; readonly index: number }
  | { readonly type: 'gap'; readonly from: number; readonly to: number };

/** The drawn rows with the gaps between them. The active row is always there: the focus must not be lost when it is scrolled away. */
export function spansOf({ from, to }: Range, active: number, count: number): readonly Span[] {
  const rows = (start: number, end: number): readonly Span[] =>
    Array.from({ length: Math.max(0, end - start) }, (_each, index) => ({
      type: 'row',
      index: start + index,
    }));
  const gap = (start: number, end: number): readonly Span[] =>
    end > start ? [{ type: 'gap', from: start, to: end }] : [];
  if (active >= count || (active >= from && active < to))
    return [...gap(0, from), ...rows(from, to), ...gap(to, count)];
  return active < from
    ? [
        ...gap(0, active),
        ...rows(active, active + 1),
        ...gap(active + 1, from),
        ...rows(from, to),
        ...gap(to, count),
      ]
    : [
        ...gap(0, from),
        ...rows(from, to),
        ...gap(to, active),
        ...rows(active, active + 1),
        ...gap(active + 1, count),
      ];
}

interface Place {
  readonly active: number;
  readonly count: number;
  /** Rows of a page. */
  readonly page: number;
  /** Null for a row that holds nothing. */
  readonly isOpen: boolean | null;
}
type Move =
  | { readonly type: 'move'; readonly index: number }
  | { readonly type: 'toggle'; readonly isOpen: boolean }
  | { readonly type: 'activate' };

/** As in the treegrid pattern of ARIA; null for a key that means nothing here. */
export function keyMove(key: string, { active, count, page, isOpen }: Place): Move | null {
  const to = (index: number): Move => ({ type: 'move', index: Math.min(Math.max(0, index), count - 1) });
  switch (key) {
    case 'ArrowDown':
      return to(active + 1);
    case 'ArrowUp':
      return to(active - 1);
    case 'PageDown':
      return to(active + page);
    case 'PageUp':
      return to(active - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(count - 1);
    case 'ArrowRight':
      return isOpen === false ? { type: 'toggle', isOpen: true } : null;
    case 'ArrowLeft':
      return isOpen === true ? { type: 'toggle', isOpen: false } : null;
    case 'Enter':
    case ' ':
      return { type: 'activate' };
    default:
      return null;
  }
}

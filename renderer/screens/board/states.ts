/** How states and changes look: an outline and a sign each, so that none is told by colour alone. */
import type { BoardChange, BoardState } from '../../../main/contract/board.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { StatusShape } from '../../parts/status-icon.tsx';

export const stateShapes: Readonly<Record<BoardState, StatusShape>> = {
  broken: 'broken',
  suspected: 'suspected',
  failed: 'check_failed',
  could_not_tell: 'unclear',
  not_tested: 'not_tested',
  healthy: 'works',
};

export const changeSigns: Readonly<Record<BoardChange, string | null>> = {
  new: '+',
  worse: '↑',
  moved: '↔',
  better: '↓',
  gone: '✓',
  same: null,
  first: null,
  unknown: null,
};

/** “in 3 days”, “since yesterday”. */
export const daysText = (
  { days, isOver }: { readonly days: number; readonly isOver: boolean },
  t: Translate,
): string => (isOver ? t('window.board.days_over', { days: -days }) : t('window.board.days_left', { days }));

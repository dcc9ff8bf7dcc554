/** What is shown of the board: by state with one click, and by all else that a client has. */
import {
  boardChanges,
  boardStates,
  type BoardChange,
  type BoardFilter,
  type BoardView,
} from '../../../main/contract/board.ts';
import type { Service, Side } from '../../../diagnostics/model/vocabulary.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { ButtonRow } from '../../parts/button.tsx';
import { SelectField, TextField } from '../../parts/field.tsx';
import { StatusIcon } from '../../parts/status-icon.tsx';
import { stateShapes } from './states.ts';
import styles from './board.module.css';

interface FiltersProps {
  readonly board: BoardView;
  readonly filter: BoardFilter;
  readonly onFilter: (filter: BoardFilter) => void;
}

export function Filters({ board, filter, onFilter }: FiltersProps) {
  const t = useTranslate();
  const set = (change: Partial<BoardFilter>): void => onFilter({ ...filter, ...change });
  const every = { id: '', label: t('window.board.every') };
  return (
    <>
      <ButtonRow role="group" aria-label={t('window.board.by_state')}>
        {boardStates.map((state) => (
          <button
            key={state}
            type="button"
            className={styles['chip']}
            aria-pressed={filter.state === state}
            disabled={board.states[state] === 0 && filter.state !== state}
            onClick={() => set({ state: filter.state === state ? null : state })}
          >
            <StatusIcon shape={stateShapes[state]} />
            <span>{t(`window.board.state.${state}`)}</span>
            <span className={styles['figure']}>{t.count(board.states[state])}</span>
          </button>
        ))}
      </ButtonRow>
      <div className={styles['filters']}>
        <TextField
          type="search"
          label={t('window.board.search')}
          value={filter.text}
          maxLength={200}
          onChange={(event) => set({ text: event.target.value })}
        />
        <SelectField
          label={t('window.board.provider')}
          value={filter.provider ?? ''}
          choices={[every, ...board.providers]}
          onChoose={(id) => set({ provider: id === '' ? null : id })}
        />
        <SelectField
          label={t('window.board.side')}
          value={filter.side ?? ''}
          choices={[every, ...board.sides.map((id) => ({ id, label: t(`window.board.side.${id}`) }))]}
          onChoose={(id) => set({ side: id === '' ? null : (id as Side) })}
        />
        <SelectField
          label={t('window.board.service')}
          value={filter.service ?? ''}
          choices={[every, ...board.services.map((id) => ({ id, label: t(`window.area.${id}`) }))]}
          onChoose={(id) => set({ service: id === '' ? null : (id as Service) })}
        />
        {board.tags.length > 0 && (
          <SelectField
            label={t('window.board.tag')}
            value={filter.tag ?? ''}
            choices={[every, ...board.tags.map((id) => ({ id, label: id }))]}
            onChoose={(id) => set({ tag: id === '' ? null : id })}
          />
        )}
        <SelectField
          label={t('window.board.change')}
          value={filter.change ?? ''}
          choices={[
            every,
            ...boardChanges
              .filter((id) => board.changes[id] > 0)
              .map((id) => ({
                id,
                label: `${t(`window.board.change.${id}`)} (${t.count(board.changes[id])})`,
              })),
          ]}
          onChoose={(id) => set({ change: id === '' ? null : (id as BoardChange) })}
        />
      </div>
    </>
  );
}

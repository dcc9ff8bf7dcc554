/**
 * Every operation of a run over time, one band an area. The band is a picture; the list below it says the same in words, so
 * nothing is only seen.
 */
import { memo, useState } from 'react';
import type { Area, OperationView } from '../../main/contract/views.ts';
import type { Key, Translate } from '../i18n/translate.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import { countOf } from '../state/run-fold.ts';
import { axisEnd, axisMarks, barsOf, endOf } from '../state/time-axis.ts';
import { StatusIcon } from './status-icon.tsx';
import styles from './waterfall.module.css';

const areaWords: readonly (readonly [Area, Key])[] = [
  ['local', 'window.area.local'],
  ['dns', 'window.area.dns'],
  ['web', 'window.area.web'],
  ['mail', 'window.area.mail'],
  ['ftp', 'window.area.ftp'],
  ['ssh', 'window.area.ssh'],
  ['other', 'window.area.other'],
];

const stateWords: Readonly<Record<OperationView['state'], Key>> = {
  waiting: 'window.operation.waiting',
  running: 'window.operation.running',
  worked: 'window.operation.worked',
  failed: 'window.operation.failed',
};

interface WaterfallProps {
  readonly areas: ReadonlyMap<Area, readonly OperationView[]>;
  /** Milliseconds since the run began, while it runs; null for a finished one. */
  readonly nowMs: number | null;
}

export function Waterfall({ areas, nowMs }: WaterfallProps) {
  const t = useTranslate();
  // The clock of the window lags a little behind what the engine says: a bar that runs reaches at least to the newest beginning.
  const last = Math.max(nowMs ?? 0, ...[...areas.values()].map(endOf));
  const endMs = axisEnd(last);
  const shown = areaWords.flatMap(([area, word]) => {
    const operations = areas.get(area) ?? [];
    return operations.length === 0 ? [] : [{ area, word, operations }];
  });
  return (
    <div className={styles['waterfall']}>
      <TimeAxis endMs={endMs} />
      {shown.map(({ area, word, operations }) => (
        <Band
          key={area}
          label={t(word)}
          operations={operations}
          endMs={endMs}
          // A band at rest is not drawn again while time goes by.
          nowMs={operations.some(({ state }) => state === 'running') ? last : 0}
        />
      ))}
      <Legend />
    </div>
  );
}

function TimeAxis({ endMs }: { readonly endMs: number }) {
  const t = useTranslate();
  return (
    <div className={styles['row']} aria-hidden="true">
      <div />
      <svg className={styles['axis']} width="100%" height="20">
        {axisMarks(endMs).map((ms, index) => (
          <text
            key={ms}
            x={`${(ms / endMs) * 100}%`}
            y="14"
            textAnchor={index === 0 ? 'start' : index === 4 ? 'end' : 'middle'}
          >
            {t.duration(ms)}
          </text>
        ))}
      </svg>
    </div>
  );
}

interface BandProps {
  readonly label: string;
  readonly operations: readonly OperationView[];
  readonly endMs: number;
  readonly nowMs: number;
}

/** A band keeps to about this height, however many operations ran side by side. */
const bandHeight = 84;
const laneHeights = { least: 3, most: 9 } as const;
const heightOfLane = (lanes: number): number =>
  Math.max(laneHeights.least, Math.min(laneHeights.most, Math.floor(bandHeight / lanes)));

const Band = memo(function Band({ label, operations, endMs, nowMs }: BandProps) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const bars = barsOf(operations, endMs, nowMs);
  const lanes = bars.reduce((most, { lane }) => Math.max(most, lane + 1), 1);
  const laneHeight = heightOfLane(lanes);
  const count = countOf(operations);
  const summary = t('window.waterfall.count', { ...count });
  return (
    <div className={styles['band']} role="group" aria-label={label}>
      <div className={styles['row']}>
        <div className={styles['head']}>
          <h3>{label}</h3>
          <p className={styles['count']}>
            {count.done < count.all && <StatusIcon shape={count.running > 0 ? 'running' : 'waiting'} />}
            {summary}
          </p>
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'window.waterfall.hide' : 'window.waterfall.show')}
            <span className="visually-hidden"> {label}</span>
          </button>
        </div>
        <svg
          className={styles['bars']}
          width="100%"
          height={Math.max(lanes * laneHeight + 8, 40)}
          role="img"
          aria-label={t('window.labelled', { label, value: summary })}
        >
          <Grid />
          {bars.map(({ operation, x, width, lane }) => (
            <BarShape
              key={operation.id}
              x={x}
              width={width}
              y={4 + lane * laneHeight}
              height={laneHeight - 1 - Math.floor(laneHeight / 5)}
              state={operation.state}
              isControl={operation.isControl}
              title={titleOf(operation, t)}
            />
          ))}
        </svg>
      </div>
      {isOpen && <OperationTable label={label} operations={operations} />}
    </div>
  );
});

const titleOf = ({ label, outcome }: OperationView, t: Translate): string =>
  outcome === '' ? label : t('window.labelled', { label, value: outcome });

function Grid() {
  return [25, 50, 75, 100].map((x) => (
    <line key={x} className={styles['grid']} x1={`${x}%`} x2={`${x}%`} y1="0" y2="100%" />
  ));
}

interface BarProps {
  /** Per cent of the width. */
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  readonly state: OperationView['state'];
  readonly isControl: boolean;
  readonly title: string;
}

const barClass = (state: OperationView['state'], isControl: boolean): string =>
  `${styles['bar']} ${styles[state]} ${isControl ? styles['control'] : ''}`;

/** Filled: an answer. Hollow with a cross: no result. Dashed: still running. Drawn again only when it changed. */
const BarShape = memo(function BarShape({ x, width, y, height, state, isControl, title }: BarProps) {
  const cross = Math.max(4, height);
  return (
    <g className={barClass(state, isControl)}>
      <title>{title}</title>
      <rect x={`${x}%`} width={`${width}%`} y={y} height={height} rx="1" />
      {state === 'failed' && (
        <svg x={`${x + width}%`} y={y + (height - cross) / 2} overflow="visible">
          <path d={`M2 0l${cross} ${cross}M${cross + 2} 0l-${cross} ${cross}`} />
        </svg>
      )}
    </g>
  );
});

interface KeyProps {
  readonly state: OperationView['state'];
  readonly isControl: boolean;
}

/** A short bar, beside the word that it stands for. */
function BarKey({ state, isControl }: KeyProps) {
  return (
    <svg className={styles['key']} width="28" height="10" aria-hidden="true">
      <g className={barClass(state, isControl)}>
        {state !== 'waiting' && <rect x="1" y="2" width="18" height="6" rx="1" />}
        {state === 'failed' && <path d="M20.5 2l6 6M26.5 2l-6 6" />}
      </g>
    </svg>
  );
}

function OperationTable({
  label,
  operations,
}: {
  readonly label: string;
  readonly operations: readonly OperationView[];
}) {
  const t = useTranslate();
  return (
    <div className={styles['scroll']} role="group" aria-label={label} tabIndex={0}>
      <table className={styles['table']}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('window.operation.what')}</th>
            <th scope="col">{t('window.operation.result')}</th>
            <th scope="col" className={styles['figure']}>
              {t('window.operation.began')}
            </th>
            <th scope="col" className={styles['figure']}>
              {t('window.operation.took')}
            </th>
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => (
            <tr key={operation.id}>
              <td>
                {operation.label}
                {operation.isControl && (
                  <span className={styles['note']}> · {t('window.operation.control')}</span>
                )}
              </td>
              <td>
                <span className={styles['result']}>
                  <BarKey state={operation.state} isControl={operation.isControl} />
                  {operation.outcome === '' ? t(stateWords[operation.state]) : operation.outcome}
                </span>
              </td>
              <td className={styles['figure']}>
                {operation.startMs === null ? '' : t.duration(operation.startMs)}
              </td>
              <td className={styles['figure']}>
                {operation.durationMs === null ? '' : t.duration(operation.durationMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const legend: readonly (readonly [OperationView['state'], boolean, Key])[] = [
  ['worked', false, 'window.operation.worked'],
  ['failed', false, 'window.operation.failed'],
  ['running', false, 'window.operation.running'],
  ['worked', true, 'window.operation.control'],
];

/** What the bars mean; for eyes only, since the list says it in words. */
function Legend() {
  const t = useTranslate();
  return (
    <div className={styles['legend']} aria-hidden="true">
      {legend.map(([state, isControl, word]) => (
        <span key={word}>
          <BarKey state={state} isControl={isControl} />
          {t(word)}
        </span>
      ))}
    </div>
  );
}

/** The way from the person to the service, with the break marked by shape, word and side. */
import { useId } from 'react';
import type { StationState, StationView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { useWidth } from '../use-width.ts';
import {
  isBreak,
  layoutPath,
  RADIUS,
  type PlacedFlag,
  type PlacedLink,
  type PlacedStation,
  type Sides,
} from './layout.ts';
import styles from './path-picture.module.css';
import { StatusIcon, type StatusShape } from '../status-icon.tsx';

/** Before the first measurement, and on paper. */
const USUAL_WIDTH = 672;

const shapes: Readonly<Record<StationState, StatusShape>> = {
  works: 'works',
  broken: 'broken',
  suspected: 'suspected',
  unknown: 'unclear',
  not_tested: 'not_tested',
};

interface PathPictureProps {
  readonly stations: readonly StationView[];
  /** Side of the problem that the person came for; null where there is none or nobody is named. */
  readonly mainSide: StationView['side'];
}

export function PathPicture({ stations, mainSide }: PathPictureProps) {
  const t = useTranslate();
  const titleId = useId();
  const [ref, width] = useWidth<HTMLElement>(USUAL_WIDTH);
  const sides: Sides = Object.fromEntries(
    stations.flatMap(({ id, side }) =>
      side === null ? [] : [[id, { text: t(`window.side.${side}`), isMain: side === mainSide }]],
    ),
  );
  const layout = layoutPath(stations, sides, width);
  const said = stations.map(({ id, label, stateText }) => {
    const side = sides[id];
    return side === undefined
      ? t('window.path.station', { label, state: stateText })
      : t('window.path.station_side', { label, state: stateText, side: side.text });
  });
  return (
    <figure ref={ref} className={styles['picture']}>
      <svg
        role="img"
        aria-labelledby={titleId}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width={layout.width}
        height={layout.height}
      >
        <title id={titleId}>{`${t('window.path.title')} ${said.join(' ')}`}</title>
        {layout.links.map((link) => (
          <Link key={link.to} link={link} isVertical={layout.isVertical} />
        ))}
        {layout.stations.map((station) => (
          <Station key={station.id} station={station} isVertical={layout.isVertical} />
        ))}
        {layout.flags.map((flag) => (
          <Flag key={flag.station} flag={flag} isVertical={layout.isVertical} />
        ))}
      </svg>
    </figure>
  );
}

function Link({ link, isVertical }: { readonly link: PlacedLink; readonly isVertical: boolean }) {
  const { kind, x1, y1, x2, y2 } = link;
  if (kind !== 'cut') {
    return (
      <line
        className={kind === 'whole' ? styles['whole'] : styles['dotted']}
        x1={x1}
        y1={y1}
        x2={x2}
        y2={y2}
      />
    );
  }
  const x = (x1 + x2) / 2;
  const y = (y1 + y2) / 2;
  // two strokes across a gap, as on a wiring plan
  const along = (offset: number): { x: number; y: number } =>
    isVertical ? { x, y: y + offset } : { x: x + offset, y };
  const before = along(-5);
  const after = along(5);
  const stroke = ({ x: atX, y: atY }: { x: number; y: number }): string =>
    isVertical
      ? `M${atX - 7} ${atY + 3} L${atX + 7} ${atY - 3}`
      : `M${atX - 3} ${atY + 7} L${atX + 3} ${atY - 7}`;
  return (
    <g className={styles['cut']}>
      <path d={`M${x1} ${y1} L${before.x} ${before.y} M${after.x} ${after.y} L${x2} ${y2}`} />
      <path d={`${stroke(before)} ${stroke(after)}`} />
    </g>
  );
}

function Station({ station, isVertical }: { readonly station: PlacedStation; readonly isVertical: boolean }) {
  const anchor = isVertical ? 'start' : 'middle';
  return (
    <g className={isBreak(station.state) ? styles['broken'] : undefined}>
      <svg x={station.x - RADIUS} y={station.y - RADIUS} width={2 * RADIUS} height={2 * RADIUS}>
        <StatusIcon shape={shapes[station.state]} size={2 * RADIUS} />
      </svg>
      {station.label.map(({ text, x, y }) => (
        <text key={y} className={styles['label']} x={x} y={y} textAnchor={anchor}>
          {text}
        </text>
      ))}
      {station.stateText.map(({ text, x, y }) => (
        <text key={y} className={styles['state']} x={x} y={y} textAnchor={anchor}>
          {text}
        </text>
      ))}
    </g>
  );
}

function Flag({ flag, isVertical }: { readonly flag: PlacedFlag; readonly isVertical: boolean }) {
  const { x, y, width, height, pointX, text } = flag;
  const bottom = y + height;
  return (
    <g className={flag.isMain ? styles['flag-main'] : styles['flag']}>
      <rect x={x} y={y} width={width} height={height} rx={4} />
      {isVertical ? null : (
        <path d={`M${pointX - 5} ${bottom} L${pointX + 5} ${bottom} L${pointX} ${bottom + 6} Z`} />
      )}
      <text x={x + width / 2} y={y + height / 2 + 4.5} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}

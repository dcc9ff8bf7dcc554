// Adds judgements up: confusion matrix of sides, accuracies, and the lists of what must never happen. Pure.

import type { Judgement } from './judge.ts';
import { sides } from './scenario.ts';

export interface Summary {
  readonly schemaVersion: 1;
  readonly total: number;
  readonly passed: number;
  /** Shares of all scenarios, 0 to 1. */
  readonly accuracy: { readonly side: number; readonly faultDomain: number; readonly rootCause: number };
  /** True side, then said side, then how often. */
  readonly matrix: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly confidentlyWrong: readonly string[];
  readonly falseAlarms: readonly string[];
  /** Nobody named although the deciding control ran. */
  readonly overCautious: readonly string[];
  /** Scenarios with several faults of which not all were found. */
  readonly missed: readonly string[];
  readonly notRun: readonly string[];
  readonly seconds: number;
  readonly worldStartSeconds: readonly number[];
  readonly scenarios: readonly Judgement[];
}

const count = (judgements: readonly Judgement[], isTrue: (one: Judgement) => boolean): number =>
  judgements.filter(isTrue).length;
const names = (judgements: readonly Judgement[], isTrue: (one: Judgement) => boolean): readonly string[] =>
  judgements.filter(isTrue).map(({ scenario }) => scenario);
const hasPassed = ({ complaints }: Judgement): boolean => complaints.length === 0;

function matrixOf(judgements: readonly Judgement[]): Summary['matrix'] {
  const matrix: Record<string, Record<string, number>> = {};
  for (const { trueSide, saidSide } of judgements) {
    const row = (matrix[trueSide] ??= {});
    row[saidSide] = (row[saidSide] ?? 0) + 1;
  }
  return matrix;
}

export function summarise(
  judgements: readonly Judgement[],
  seconds: number,
  worldStartSeconds: readonly number[],
): Summary {
  const total = judgements.length;
  const share = (isTrue: (one: Judgement) => boolean): number =>
    total === 0 ? 0 : count(judgements, isTrue) / total;
  return {
    schemaVersion: 1,
    total,
    passed: count(judgements, hasPassed),
    accuracy: {
      side: share(({ isSideRight }) => isSideRight),
      faultDomain: share(({ isDomainRight }) => isDomainRight),
      rootCause: share(({ isRootCauseRight }) => isRootCauseRight),
    },
    matrix: matrixOf(judgements),
    confidentlyWrong: names(judgements, (one) => one.confidentlyWrong.length > 0),
    falseAlarms: names(judgements, ({ isFalseAlarm }) => isFalseAlarm),
    overCautious: names(judgements, ({ isOverCautious }) => isOverCautious),
    missed: names(judgements, (one) => one.missed.length > 0),
    notRun: names(judgements, ({ couldNotRun }) => couldNotRun !== null),
    seconds,
    worldStartSeconds,
    scenarios: judgements,
  };
}

export function renderJudgement(judgement: Judgement): string {
  const { scenario, seconds, saidRootCause, saidConfidence, saidSide, complaints } = judgement;
  const said = saidRootCause === null ? saidSide : `${saidRootCause}, ${saidSide}, ${saidConfidence}`;
  const head = `${hasPassed(judgement) ? 'pass' : 'FAIL'}  ${scenario.padEnd(34)} ${seconds.toFixed(1).padStart(5)} s  ${said}`;
  return [head, ...complaints.map((complaint) => `        ${complaint.replaceAll('\n', '\n        ')}`)].join(
    '\n',
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function renderMatrix(matrix: Summary['matrix']): readonly string[] {
  const order = [...sides, 'healthy', 'none'];
  const seen = [...Object.keys(matrix), ...Object.values(matrix).flatMap((row) => Object.keys(row))];
  const columns = [
    ...order.filter((side) => seen.includes(side)),
    ...new Set(seen.filter((side) => !order.includes(side))),
  ];
  const rows = columns.filter((side) => side in matrix);
  const cell = (text: string): string => text.padStart(14);
  return [
    `${'true \\ said'.padEnd(14)}${columns.map(cell).join('')}`,
    ...rows.map(
      (row) => row.padEnd(14) + columns.map((column) => cell(String(matrix[row]?.[column] ?? '.'))).join(''),
    ),
  ];
}

const listed = (title: string, items: readonly string[]): string =>
  `${title}: ${items.length === 0 ? 'none' : items.join(', ')}`;

export function renderScore(summary: Summary): string {
  const { accuracy, total, passed, seconds, worldStartSeconds, scenarios } = summary;
  const slowest = scenarios.toSorted((a, b) => b.seconds - a.seconds)[0];
  return [
    '',
    ...renderMatrix(summary.matrix),
    '',
    `side right ${percent(accuracy.side)}, fault domain ${percent(accuracy.faultDomain)}, root cause ${percent(accuracy.rootCause)}`,
    listed('confidently wrong', summary.confidentlyWrong),
    listed('false alarms in healthy worlds', summary.falseAlarms),
    listed('over-cautious', summary.overCautious),
    listed('one of several faults missed', summary.missed),
    listed('could not run', summary.notRun),
    `time: ${seconds.toFixed(1)} s in all, world start ${worldStartSeconds.map((one) => one.toFixed(2)).join(' / ')} s, slowest ${slowest === undefined ? '-' : `${slowest.scenario} ${slowest.seconds.toFixed(1)} s`}`,
    `${passed} passed, ${total - passed} failed`,
  ].join('\n');
}

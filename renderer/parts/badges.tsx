/** Outcome of a finding and decision of a support policy: shape, word, and colour last. */
import type { ReactNode } from 'react';
import type { Level, Outcome } from '../../diagnostics/model/vocabulary.ts';
import type { ProblemView } from '../../main/contract/views.ts';
import { StatusIcon, statusColour, type StatusShape } from './status-icon.tsx';
import styles from './badges.module.css';

export function Badge({ shape, children }: { readonly shape: StatusShape; readonly children: ReactNode }) {
  return (
    <span className={`${styles['badge']} ${statusColour(shape)}`}>
      <StatusIcon shape={shape} />
      <span>{children}</span>
    </span>
  );
}

const outcomeShapes: Readonly<Record<Exclude<Outcome, 'failed'>, StatusShape>> = {
  passed: 'works',
  cantTell: 'unclear',
  inapplicable: 'not_applicable',
  untested: 'not_tested',
};

interface OutcomeBadgeProps {
  readonly outcome: Outcome;
  /** Decides only how a failure looks: a serious one is broken, a warning or note is not. */
  readonly level: Level;
  readonly text: string;
}

export function OutcomeBadge({ outcome, level, text }: OutcomeBadgeProps) {
  const failed = level === 'error' ? 'broken' : 'suspected';
  return <Badge shape={outcome === 'failed' ? failed : outcomeShapes[outcome]}>{text}</Badge>;
}

const decisionShapes: Readonly<Record<ProblemView['decision'], StatusShape>> = {
  supported: 'works',
  conditional: 'suspected',
  billable: 'suspected',
  not_supported: 'broken',
  unmentioned: 'unclear',
  no_policy: 'not_tested',
};

interface DecisionBadgeProps {
  readonly decision: ProblemView['decision'];
  readonly text: string;
}

export function DecisionBadge({ decision, text }: DecisionBadgeProps) {
  return <Badge shape={decisionShapes[decision]}>{text}</Badge>;
}

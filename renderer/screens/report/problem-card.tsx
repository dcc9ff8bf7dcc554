/** One problem: whose side, why, what to do, covered or not, what would make it surer, and the proof. */
import { useId, type ReactNode } from 'react';
import type { EvidenceView, ProblemView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { DecisionBadge } from '../../parts/badges.tsx';
import { Button, ButtonRow } from '../../parts/button.tsx';
import card from '../../parts/card.module.css';
import { Rows } from '../../parts/rows.tsx';
import texts from '../../parts/text.module.css';
import { useReportActions } from './actions.ts';
import { EvidenceList } from './evidence-list.tsx';
import { withoutDecision } from './fold.ts';
import styles from './problem-card.module.css';
import { ReplyPart } from './reply-part.tsx';
import { Surer } from './surer.tsx';

interface ProblemProps {
  readonly problem: ProblemView;
  /** The first sentence of the report says the headline already. */
  readonly isSaid: boolean;
  /** The problem that the person came for. */
  readonly isFirst: boolean;
  /** Whether its next step is the one main button of the screen. */
  readonly leads: boolean;
  readonly target: string;
}

/** The first stands open; the others wait as one line each, so that the page stays readable. */
export function ProblemCard(props: ProblemProps) {
  const { problem, isFirst, isSaid } = props;
  const id = useId();
  if (isFirst) {
    return (
      <section className={card['card']} aria-labelledby={id}>
        <h2 id={id} className={isSaid ? 'visually-hidden' : undefined}>
          {problem.headline}
        </h2>
        <ProblemBody {...props} />
      </section>
    );
  }
  return (
    <details className={`${card['card']} ${styles['folded']}`}>
      <summary className={styles['summary']}>
        <h2>{problem.headline}</h2>
        <p className={styles['side']}>
          <span>{problem.sideText}</span>
          <DecisionBadge decision={problem.decision} text={problem.decisionText} />
        </p>
      </summary>
      <ProblemBody {...props} />
    </details>
  );
}

function ProblemBody({ problem, leads, target }: ProblemProps) {
  const t = useTranslate();
  const { sideText, confidenceText, phoneCode, reason, nextStep, decision, decisionText } = problem;
  const { scope, surer, limits } = problem;
  return (
    <div className={styles['body']}>
      <dl className={styles['facts']}>
        <div>
          <dt>{t('window.problem.side')}</dt>
          <dd>{sideText}</dd>
        </div>
        <div>
          <dt>{t('window.problem.confidence')}</dt>
          <dd>{confidenceText}</dd>
        </div>
        {phoneCode !== '' && (
          <div>
            <dt>{t('window.problem.phone_code')}</dt>
            <dd className={styles['code']}>{phoneCode}</dd>
          </div>
        )}
      </dl>
      <Part title={t('window.problem.reason')}>
        <p>{reason}</p>
      </Part>
      <div className={styles['next']}>
        <Part title={t('window.problem.next_step')}>
          <p>{nextStep}</p>
          <NextSteps problem={problem} leads={leads} />
        </Part>
      </div>
      <Part title={t('window.problem.scope')}>
        <DecisionBadge decision={decision} text={decisionText} />
        <Rows rows={withoutDecision(scope, decisionText)} />
      </Part>
      {surer.length > 0 && (
        <Part title={t('window.problem.surer')}>
          <Surer problem={problem} target={target} />
        </Part>
      )}
      <Proof problem={problem} />
      <ReplyPart problem={problem.index} />
      {limits !== '' && (
        <Part title={t('window.problem.limits')}>
          <p className={texts['note']}>{limits}</p>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles['part']}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

const ticketButtons = {
  provider_ticket: 'window.problem.write_ticket',
  third_party_letter: 'window.problem.write_letter',
  self_help: 'window.problem.show_steps',
} as const;

function NextSteps({ problem, leads }: Pick<ProblemProps, 'problem' | 'leads'>) {
  const t = useTranslate();
  const { writeTicket, checkAgain, isBusy } = useReportActions();
  return (
    <ButtonRow className={styles['buttons']}>
      <Button look={leads ? 'primary' : 'plain'} onClick={() => writeTicket(problem.index)}>
        {t(ticketButtons[problem.ticketKind])}
      </Button>
      <Button disabled={isBusy} onClick={() => checkAgain(problem.index, false)}>
        {t('window.problem.check_again')}
      </Button>
    </ButtonRow>
  );
}

/** Folded: whoever wants to know opens it, and paper shows it. */
function Proof({ problem }: { readonly problem: ProblemView }) {
  const t = useTranslate();
  const { evidence, against, excluded, open } = problem;
  const count = evidence.length + against.length;
  if (count + excluded.length + open.length === 0) return null;
  return (
    <details className={styles['proof']}>
      <summary>{t('window.problem.proof', { count })}</summary>
      <div className={styles['body']}>
        <Measured title={t('window.problem.evidence')} evidence={evidence} />
        <Measured title={t('window.problem.against')} evidence={against} />
        <Said title={t('window.problem.excluded')} items={excluded} />
        <Said title={t('window.problem.open')} items={open} />
      </div>
    </details>
  );
}

function Measured({
  title,
  evidence,
}: {
  readonly title: string;
  readonly evidence: readonly EvidenceView[];
}) {
  return evidence.length === 0 ? null : (
    <Part title={title}>
      <EvidenceList evidence={evidence} />
    </Part>
  );
}

function Said({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return items.length === 0 ? null : (
    <Part title={title}>
      <ul className={styles['said']}>
        {items.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Part>
  );
}

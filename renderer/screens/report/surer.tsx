/** What would make a verdict surer, each with the button that does it. */
import { useState } from 'react';
import type { ProblemView, SurerView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useReportActions } from './actions.ts';
import texts from '../../parts/text.module.css';
import styles from './surer.module.css';

interface SurerProps {
  readonly problem: ProblemView;
  /** Domain or address of the report, for what the outside view discloses. */
  readonly target: string;
}

export function Surer({ problem, target }: SurerProps) {
  return (
    <ul className={styles['list']}>
      {problem.surer.map((item) => (
        <li key={item.text}>
          <p>{item.text}</p>
          <SurerAction action={item.action} problem={problem.index} target={target} />
        </li>
      ))}
    </ul>
  );
}

interface SurerActionProps {
  readonly action: SurerView['action'];
  readonly problem: number;
  readonly target: string;
}

function SurerAction({ action, problem, target }: SurerActionProps) {
  const t = useTranslate();
  const { checkAgain, compare, isBusy } = useReportActions();
  switch (action?.type) {
    case undefined:
      return null;
    case 'outside_view':
      return <OutsideView problem={problem} target={target} />;
    case 'second_report':
      return <Button onClick={compare}>{t('window.surer.second_report')}</Button>;
    case 'repeat':
      return (
        <Button disabled={isBusy} onClick={() => checkAgain(problem, false)}>
          {t('window.surer.repeat')}
        </Button>
      );
    case 'answer':
      return <Answer action={action} />;
  }
}

type AnswerAction = Extract<SurerView['action'], { readonly type: 'answer' }>;

function Answer({ action: { question, text, values } }: { readonly action: AnswerAction }) {
  const t = useTranslate();
  const { answer, isBusy } = useReportActions();
  return (
    <fieldset className={styles['question']} disabled={isBusy}>
      <legend>{text}</legend>
      {values.map(({ id, label }) => (
        <Button key={id} onClick={() => answer(question, id)}>
          {label}
        </Button>
      ))}
      <span role="status" className={`${texts['note']} ${styles['status']}`}>
        {isBusy && t('window.surer.judging')}
      </span>
    </fieldset>
  );
}

/** Nothing is sent before the person has read what it discloses. */
function OutsideView({ problem, target }: Pick<SurerActionProps, 'problem' | 'target'>) {
  const t = useTranslate();
  const { checkAgain, isBusy } = useReportActions();
  const [isAsking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button disabled={isBusy} onClick={() => setAsking(true)}>
        {t('window.surer.outside_view')}
      </Button>
      <Dialog
        title={t('window.surer.outside_title')}
        isOpen={isAsking}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t('window.surer.outside_refuse')}</Button>
            <Button look="primary" onClick={() => checkAgain(problem, true)}>
              {t('window.surer.outside_agree')}
            </Button>
          </>
        }
      >
        <p>{t('window.surer.outside_disclosure', { name: target })}</p>
      </Dialog>
    </>
  );
}

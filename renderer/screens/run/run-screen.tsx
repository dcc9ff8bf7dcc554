/** A diagnosis while it runs: every layer and service, with real timings; it can be stopped at any moment. */
import { useEffect, useState } from 'react';
import type { OperationView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Waterfall } from '../../parts/waterfall.tsx';
import { useApp } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { countOf, type RunState } from '../../state/run-fold.ts';
import { useRun } from '../../state/runs.ts';
import { endOf } from '../../state/time-axis.ts';
import texts from '../../parts/text.module.css';
import styles from './run-screen.module.css';

export function RunScreen({ runId }: { readonly runId: string }) {
  const t = useTranslate();
  const carryOut = useCarryOut();
  const { go } = useApp();
  const run = useRun(runId);
  const [isStopping, setStopping] = useState(false);
  const { end } = run;

  useEffect(() => {
    if (end?.type === 'finished') go({ name: 'report', id: end.reportId });
  }, [end, go]);

  const stop = () => {
    setStopping(true);
    void carryOut('run:cancel', { runId }).then((isDone) => {
      if (!isDone) setStopping(false);
    });
  };
  const name = run.displayName;
  return (
    <Page
      isWide
      title={name === '' ? t('window.run.preparing') : t('window.run.title', { name })}
      lead={end === null ? <Progress run={run} isStopping={isStopping} /> : undefined}
      actions={
        end === null ? (
          <Button onClick={stop} disabled={isStopping}>
            {t('window.run.stop')}
          </Button>
        ) : (
          <Button look="primary" onClick={() => go({ name: 'start' })}>
            {t('window.run.back')}
          </Button>
        )
      }
    >
      {end?.type === 'failed' && <Notice kind="error">{end.text}</Notice>}
      <Section title={t('window.run.measurements')}>
        <Live run={run} />
      </Section>
      {run.steps.length > 0 && (
        <Section title={t('window.run.plan')} lead={t('window.run.plan_lead')}>
          <ul className={styles['steps']}>
            {run.steps.map(({ id, label }) => (
              <li key={id}>{label}</li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

const all = (run: RunState): readonly OperationView[] => [...run.areas.values()].flat();

function Progress({ run, isStopping }: { readonly run: RunState; readonly isStopping: boolean }) {
  const t = useTranslate();
  const count = countOf(all(run));
  return (
    <div className={styles['progress']}>
      <p role="status">{t(isStopping ? 'window.run.stopping' : 'window.run.running')}</p>
      <p className={texts['figures']}>{t('window.run.count', { done: count.done, all: count.all })}</p>
    </div>
  );
}

/** Often enough for growing bars to look alive, seldom enough to cost nothing. */
const tickMs = 200;

/** Draws the picture again as time goes by; the clock of the window only says how far a bar that still runs reaches. */
function Live({ run }: { readonly run: RunState }) {
  const [nowMs, setNow] = useState(0);
  const isOver = run.end !== null;
  useEffect(() => {
    if (isOver) return;
    const began = performance.now() - endOf(all(run));
    const timer = setInterval(() => setNow(performance.now() - began), tickMs);
    return () => clearInterval(timer);
    // Only the first sight of the run sets its beginning.
  }, [isOver, run.displayName]);
  return <Waterfall areas={run.areas} nowMs={isOver ? null : nowMs} />;
}

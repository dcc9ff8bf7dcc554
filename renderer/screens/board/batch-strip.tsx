/** How far a batch has come, or where one was cut off, with what can be done about it. */
import type { BatchStateView } from '../../../main/contract/board.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import styles from './board.module.css';

interface BatchStripProps {
  readonly batch: BatchStateView;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
}

export function BatchStrip({ batch: { progress, unfinished }, onStop, onGoOn }: BatchStripProps) {
  const t = useTranslate();
  if (progress !== null) {
    const { name, done, total, faulty, perSecond, remainingMs, isStopping } = progress;
    const count = t('window.batch.progress', { done, total, faulty });
    return (
      <section className={styles['progress']} aria-label={t('window.batch.running', { name })}>
        <div className={styles['ways']}>
          <h2>{t('window.batch.running', { name })}</h2>
          <Button disabled={isStopping} onClick={onStop}>
            {t(isStopping ? 'window.batch.stopping' : 'window.batch.stop')}
          </Button>
        </div>
        <progress value={done} max={total} aria-label={count} />
        <p>
          {count}
          {perSecond !== null && ` · ${t('window.batch.pace', { rate: t.figure(perSecond) })}`}
          {remainingMs !== null && ` · ${t('window.batch.left', { left: t.span(remainingMs) })}`}
        </p>
      </section>
    );
  }
  if (unfinished === null) return null;
  return (
    <section className={styles['progress']} aria-label={t('window.batch.unfinished')}>
      <div className={styles['ways']}>
        <p>{t('window.batch.unfinished_text', { ...unfinished })}</p>
        <Button onClick={onGoOn}>{t('window.batch.go_on')}</Button>
      </div>
    </section>
  );
}

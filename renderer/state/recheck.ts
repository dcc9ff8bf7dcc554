/** Repeats a diagnosis: all of it, or what matters for one problem; the run's screen takes over. */
import { useCallback } from 'react';
import { useTranslate } from '../i18n/use-translate.ts';
import { useApp, useAsk } from './app.ts';

export interface Recheck {
  readonly id: string;
  readonly problem?: number | undefined;
  /** Only after the person agreed to what it discloses. */
  readonly outsideView?: boolean;
}

export function useRecheck(): (what: Recheck) => Promise<void> {
  const { language } = useTranslate();
  const ask = useAsk();
  const { go } = useApp();
  return useCallback(
    async ({ id, problem, outsideView }) => {
      const started = await ask('run:start', {
        language,
        // both are known from the earlier report
        text: '',
        isDemo: false,
        again: problem === undefined ? { report: id } : { report: id, problem },
        ...(outsideView === true ? { outsideView } : {}),
      });
      if (started) go({ name: 'run', runId: started.runId });
    },
    [ask, go, language],
  );
}

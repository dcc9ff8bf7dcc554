/** Fetches a report and does what is asked for from it. */
import { useMemo, useState } from 'react';
import type { ReportView } from '../../../main/contract/views.ts';
import { useApi, usePush } from '../../api.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { focusTitle } from '../../parts/focus-title.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useRecheck } from '../../state/recheck.ts';
import { ReportActionsContext, type ReportActions } from './actions.ts';
import { ReportPage } from './report-page.tsx';

export function ReportScreen({ id }: { readonly id: string }) {
  const t = useTranslate();
  const { language } = t;
  const api = useApi();
  const ask = useAsk();
  const recheck = useRecheck();
  const { go, say } = useApp();
  const [isBusy, setBusy] = useState(false);
  const view = useView('reports:view', { language, id });
  const { replace } = view;

  const actions = useMemo((): ReportActions => {
    const busy = (work: Promise<void>): void => {
      setBusy(true);
      void work.finally(() => setBusy(false));
    };
    const answer = async (question: string, given: string): Promise<void> => {
      const judged = await ask('reports:answer', { language, id, facts: { [question]: given } });
      if (judged === null) return;
      replace(judged);
      // the question may be gone, and the first sentence may read otherwise
      focusTitle();
      say(t('window.report.answered'), 'done');
    };
    const save = async (how: { readonly sealed?: boolean } = {}): Promise<void> => {
      const saved = await ask('reports:save', { language, id, ...how });
      if (saved) say(t('window.saved', { path: saved.path }), 'done');
    };
    return {
      isBusy,
      report: id,
      writeTicket: (problem) => go({ name: 'ticket', id, problem }),
      compare: () => go({ name: 'reports', compareWith: id }),
      checkAgain: (problem, outsideView) => busy(recheck({ id, problem: problem ?? undefined, outsideView })),
      answer: (question, given) => busy(answer(question, given)),
      save: (how) => busy(save(how)),
      readObservation: async (observation) => {
        const reply = await api.call('reports:observation', { id, observation });
        return reply.ok ? { isRecord: true, text: reply.value } : { isRecord: false, text: reply.error.text };
      },
    };
  }, [api, ask, go, id, isBusy, language, recheck, replace, say, t]);
  usePush('menu:command', ({ command }) => {
    if (command === 'save') actions.save();
  });

  return (
    <ReportActionsContext value={actions}>
      <Loaded view={view}>{(report) => <WithPast report={report} />}</Loaded>
    </ReportActionsContext>
  );
}

/** Its past is asked for once it is open: one that is kept sealed says nothing before. */
function WithPast({ report }: { readonly report: ReportView }) {
  const { language } = useTranslate();
  const past = useView('history:past', { language, id: report.id });
  return <ReportPage report={report} past={past.value ?? []} />;
}

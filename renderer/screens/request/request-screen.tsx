/**
 * A support desk asks for a check: who says to ask, what is tried, what leaves and what does not. Nothing has run when this is seen, and
 * only the button runs it.
 */
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button, ButtonRow } from '../../parts/button.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';

export function RequestScreen({ id }: { readonly id: string }) {
  const t = useTranslate();
  const { language } = t;
  const ask = useAsk();
  const { go, say } = useApp();
  const [isStarting, setStarting] = useState(false);
  const view = useView('requests:view', { id, language });
  const accept = async () => {
    setStarting(true);
    const started = await ask('run:start', { language, text: '', isDemo: false, checkRequest: id });
    setStarting(false);
    if (started !== null) go({ name: 'run', runId: started.runId });
  };
  const decline = () => {
    go({ name: 'start' });
    say(t('window.request.declined'), 'done');
  };
  return (
    <Loaded view={view}>
      {(request) => (
        <Page
          title={t('window.request.title', { domain: request.domain })}
          lead={t('window.request.lead', { from: request.from })}
        >
          {request.refusal !== '' && <Notice kind="warning">{request.refusal}</Notice>}
          <Rows rows={request.rows} />
          <p>{t('window.request.consent')}</p>
          <ButtonRow>
            <Button
              look="primary"
              disabled={isStarting || request.refusal !== ''}
              onClick={() => void accept()}
            >
              {t('window.request.accept')}
            </Button>
            <Button onClick={decline}>{t('window.request.decline')}</Button>
          </ButtonRow>
        </Page>
      )}
    </Loaded>
  );
}

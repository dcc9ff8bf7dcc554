/** A request that was made here, ready to be sent: the text with the link, and the file. */
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button, ButtonRow } from '../../parts/button.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { TextToSend } from '../../parts/text-to-send.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';

export function AskedScreen({ id }: { readonly id: string }) {
  const t = useTranslate();
  const { language } = t;
  const { go, say } = useApp();
  const ask = useAsk();
  const carryOut = useCarryOut();
  const view = useView('requests:made', { id, language });
  const copy = async () => {
    if (await carryOut('requests:copy', { id, language })) say(t('window.asked.copied'), 'done');
  };
  const save = async () => {
    const saved = await ask('requests:save', { id, language });
    if (saved) say(t('window.saved', { path: saved.path }), 'done');
  };
  return (
    <Loaded view={view}>
      {(made) => (
        <Page
          title={t('window.asked.title', { domain: made.domain })}
          lead={t('window.asked.lead')}
          actions={<Button onClick={() => go({ name: 'desk' })}>{t('window.asked.back')}</Button>}
          aside={
            <Section title={t('window.asked.details')}>
              <Rows rows={made.rows} />
            </Section>
          }
        >
          <Section title={t('window.asked.text')} lead={t('window.asked.text_lead')}>
            <ButtonRow>
              <Button look="primary" onClick={() => void copy()}>
                {t('window.asked.copy')}
              </Button>
              <Button onClick={() => void save()}>{t('window.asked.save')}</Button>
            </ButtonRow>
            <TextToSend label={t('window.asked.text')} text={made.text} />
          </Section>
        </Page>
      )}
    </Loaded>
  );
}

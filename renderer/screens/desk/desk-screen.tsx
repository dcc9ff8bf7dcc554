/** For whoever helps customers: a code that was read out, a request for a report, and the requests that were made. */
import { useTranslate } from '../../i18n/use-translate.ts';
import { Notice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useView } from '../../state/app.ts';
import { AskForm } from './ask-form.tsx';
import { CodeSection } from './code-section.tsx';
import { MadeRequests } from './made-requests.tsx';

export function DeskScreen() {
  const t = useTranslate();
  const start = useView('start:view', { language: t.language });
  return (
    <Page
      title={t('window.desk.title')}
      lead={t('window.desk.lead')}
      aside={
        <Section title={t('window.desk.made')} lead={t('window.desk.made_lead')}>
          <MadeRequests />
        </Section>
      }
    >
      {start.error !== null && <Notice kind="error">{start.error}</Notice>}
      {start.value !== null && (
        <>
          <Section title={t('window.code.title')} lead={t('window.code.lead')}>
            <CodeSection providers={start.value.providers} />
          </Section>
          <Section title={t('window.ask.title')} lead={t('window.ask.lead')}>
            <AskForm view={start.value} />
          </Section>
        </>
      )}
    </Page>
  );
}

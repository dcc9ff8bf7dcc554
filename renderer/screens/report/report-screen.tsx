import { useTranslate } from '../../i18n/use-translate.ts';
import { Page } from '../../parts/page.tsx';
import { useView } from '../../state/app.ts';

export function ReportScreen({ id }: { readonly id: string }) {
  const t = useTranslate();
  const report = useView('reports:view', { id, language: t.language });
  return <Page title={report.value?.displayName ?? ''} lead={report.value?.summary ?? report.error} />;
}

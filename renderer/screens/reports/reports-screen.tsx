import { useTranslate } from '../../i18n/use-translate.ts';
import { Page } from '../../parts/page.tsx';

export function ReportsScreen() {
  const t = useTranslate();
  return <Page title={t('window.rail.reports')} />;
}

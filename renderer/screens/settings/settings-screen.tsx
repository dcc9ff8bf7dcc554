import { useTranslate } from '../../i18n/use-translate.ts';
import { Page } from '../../parts/page.tsx';

export function SettingsScreen() {
  const t = useTranslate();
  return <Page title={t('window.rail.settings')} />;
}

import { useTranslate } from '../../i18n/use-translate.ts';
import { Page } from '../../parts/page.tsx';

interface StartScreenProps {
  /** From a link; empty otherwise. */
  readonly target: string;
  readonly provider: string | null;
}

export function StartScreen({ target }: StartScreenProps) {
  const t = useTranslate();
  return <Page title={t('window.start.title')}>{target}</Page>;
}

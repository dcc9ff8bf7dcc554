import { useTranslate } from '../../i18n/use-translate.ts';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useView } from '../../state/app.ts';

interface CompareScreenProps {
  readonly left: string;
  readonly right: string;
}

export function CompareScreen({ left, right }: CompareScreenProps) {
  const t = useTranslate();
  const comparison = useView('reports:compare', { left, right, language: t.language });
  return (
    <Page title={comparison.value?.title ?? ''} lead={comparison.error}>
      {comparison.value !== null && <Rows rows={comparison.value.rows} />}
    </Page>
  );
}

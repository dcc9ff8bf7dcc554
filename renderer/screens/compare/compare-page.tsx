import type { ComparisonView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';

interface ComparePageProps {
  readonly comparison: ComparisonView;
  readonly onOpen: (side: 'left' | 'right') => void;
  /** The first report is the one of the seat that has the trouble. */
  readonly onSwap: () => void;
  readonly onBack: () => void;
}

export function ComparePage({ comparison, onOpen, onSwap, onBack }: ComparePageProps) {
  const t = useTranslate();
  return (
    <Page
      title={comparison.title}
      lead={t('window.compare.lead')}
      actions={
        <>
          <Button onClick={onBack}>{t('window.compare.back')}</Button>
          <Button onClick={() => onOpen('left')}>{t('window.compare.open_first')}</Button>
          <Button onClick={() => onOpen('right')}>{t('window.compare.open_second')}</Button>
          <Button onClick={onSwap}>{t('window.compare.swap')}</Button>
        </>
      }
    >
      <Rows rows={comparison.rows} />
    </Page>
  );
}

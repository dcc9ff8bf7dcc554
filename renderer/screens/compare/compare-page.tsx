/** Two reports laid side by side: each part as the engine worded it, in its order. */
import type { ComparisonPartView, ComparisonView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import styles from './compare-page.module.css';

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
      {comparison.parts.map((part) => (
        <Part key={part.id} part={part} />
      ))}
    </Page>
  );
}

function Part({ part: { id, label, paragraphs, items, rows } }: { readonly part: ComparisonPartView }) {
  // the two seats have an order that the title speaks of
  const List = id === 'seats' ? 'ol' : 'ul';
  return (
    <Section title={label}>
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {items.length > 0 && (
        <List className={styles['items']}>
          {items.map((text, index) => (
            <li key={index}>{text}</li>
          ))}
        </List>
      )}
      {rows.length > 0 && <Rows rows={rows} />}
    </Section>
  );
}

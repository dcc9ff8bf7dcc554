/** Two reports side by side: whether they may be compared, what differs, and what that decides. */
import { useTranslate } from '../../i18n/use-translate.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useApp, useView } from '../../state/app.ts';
import { ComparePage } from './compare-page.tsx';

interface CompareScreenProps {
  readonly left: string;
  readonly right: string;
}

export function CompareScreen({ left, right }: CompareScreenProps) {
  const { language } = useTranslate();
  const { go } = useApp();
  const view = useView('reports:compare', { left, right, language });
  return (
    <Loaded view={view}>
      {(comparison) => (
        <ComparePage
          comparison={comparison}
          onOpen={(side) => go({ name: 'report', id: side === 'left' ? left : right })}
          onSwap={() => go({ name: 'compare', left: right, right: left })}
          onBack={() => go({ name: 'reports' })}
        />
      )}
    </Loaded>
  );
}

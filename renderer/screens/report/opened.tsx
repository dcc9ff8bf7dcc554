/** A report that came in a file: whether it answers a request of this desk, how old it is, and the verdict then and today. */
import type { ReportView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Badge } from '../../parts/badges.tsx';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import type { StatusShape } from '../../parts/status-icon.tsx';

type Opened = NonNullable<ReportView['opened']>;

const shapes: Readonly<Record<Opened['binding'], StatusShape>> = {
  bound: 'works',
  edited: 'broken',
  other_request: 'broken',
  unasked: 'suspected',
  unsealed: 'suspected',
  unknown_request: 'unclear',
  none: 'not_applicable',
};

/** Stands beside the verdict: before anybody acts on a file, it has to be the right one. */
export function BindingBadge({ binding }: Pick<Opened, 'binding'>) {
  const t = useTranslate();
  return <Badge shape={shapes[binding]}>{t(`window.binding.${binding}`)}</Badge>;
}

export function OpenedFile({ opened: { binding, rows } }: { readonly opened: Opened }) {
  const t = useTranslate();
  return (
    <Section title={t('window.opened.title')}>
      <div>
        <BindingBadge binding={binding} />
      </div>
      <Rows rows={rows} />
    </Section>
  );
}

/** Every measurement of the run with its raw record: the last step of the proof. */
import type { OperationView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Section } from '../../parts/page.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { recorded } from './fold.ts';
import styles from './raw-records.module.css';

export function RawRecords({ operations }: { readonly operations: readonly OperationView[] }) {
  const t = useTranslate();
  const records = recorded(operations);
  if (records.length === 0) return null;
  return (
    <Section title={t('window.report.records')} lead={t('window.report.records_lead')}>
      <details className={styles['records']}>
        <summary>{t('window.report.records_open', { count: records.length })}</summary>
        <EvidenceList
          evidence={records.map(({ id, label, outcome }) => ({
            observation: id,
            text: outcome === '' ? label : t('window.labelled', { label, value: outcome }),
          }))}
        />
      </details>
    </Section>
  );
}

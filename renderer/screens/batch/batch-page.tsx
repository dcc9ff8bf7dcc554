/** A list before it is checked: what stands in which column, the first lines as they will be checked, and what is left out. */
import { columnRoles, type BatchListView, type ColumnRole } from '../../../main/contract/board.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { SelectField } from '../../parts/field.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page, Section } from '../../parts/page.tsx';
import styles from './batch.module.css';

interface BatchPageProps {
  /** Null while none is chosen. */
  readonly list: BatchListView | null;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
  readonly onColumn: (role: ColumnRole, column: string) => void;
  readonly onStart: () => void;
  readonly onBack: () => void;
}

export function BatchPage({ list, isBusy, onChoose, onColumn, onStart, onBack }: BatchPageProps) {
  const t = useTranslate();
  return (
    <Page
      title={t('window.batch.title')}
      lead={t('window.batch.lead')}
      actions={<Button onClick={onBack}>{t('window.ticket.back_board')}</Button>}
      isWide
    >
      {list === null ? (
        <EmptyState
          title={t('window.batch.choose_title')}
          actions={
            <Button look="primary" onClick={onChoose}>
              {t('window.batch.choose')}
            </Button>
          }
        >
          <p>{t('window.batch.choose_text')}</p>
        </EmptyState>
      ) : (
        <>
          <Section
            title={t('window.batch.understood', { name: list.name, count: list.clients })}
            lead={t('window.batch.columns_lead')}
            actions={<Button onClick={onChoose}>{t('window.batch.choose_other')}</Button>}
          >
            <div className={styles['columns']}>
              {columnRoles.map((role) => (
                <SelectField
                  key={role}
                  label={t(`window.batch.role.${role}`)}
                  value={list.roles[role]}
                  choices={[
                    ...(role === 'domain' ? [] : [{ id: '', label: t('window.batch.no_column') }]),
                    ...list.columns,
                  ]}
                  onChoose={(column) => onColumn(role, column)}
                />
              ))}
            </div>
            <Sample sample={list.sample} />
          </Section>
          {list.refusedCount > 0 && (
            <Section title={t('window.batch.refused', { count: list.refusedCount })}>
              <ul>
                {list.refused.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
              {list.refusedCount > list.refused.length && (
                <p>{t('window.batch.refused_more', { count: list.refusedCount - list.refused.length })}</p>
              )}
            </Section>
          )}
          <Section title={t('window.batch.go_title')} lead={t('window.batch.go_lead')}>
            <div>
              <Button look="primary" disabled={isBusy || list.clients === 0} onClick={onStart}>
                {t('window.batch.start', { count: list.clients })}
              </Button>
            </div>
          </Section>
        </>
      )}
    </Page>
  );
}

function Sample({ sample }: Pick<BatchListView, 'sample'>) {
  const t = useTranslate();
  const shown = columnRoles.filter((role) => role === 'domain' || sample.some((line) => line[role] !== ''));
  return (
    // Wide tables are moved sideways by the keyboard too.
    <div className={styles['sample']} role="region" aria-label={t('window.batch.sample')} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{t('window.batch.sample')}</caption>
        <thead>
          <tr>
            {shown.map((role) => (
              <th key={role} scope="col">
                {t(`window.batch.role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((line) => (
            <tr key={line.domain}>
              {shown.map((role) => (
                <td key={role}>{line[role]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

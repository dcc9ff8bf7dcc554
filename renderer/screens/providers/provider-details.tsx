import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ProviderView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { DecisionBadge } from '../../parts/badges.tsx';
import { Button } from '../../parts/button.tsx';
import entryStyles from '../../parts/entries.module.css';
import { TextField } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useView } from '../../state/app.ts';
import tabs from '../../parts/tabs.module.css';
import texts from '../../parts/text.module.css';
import styles from './provider-details.module.css';

interface ProviderDetailsProps {
  readonly id: string;
  /** Null for a pack that came with Faultline. */
  readonly onRemove: (() => void) | null;
}

export function ProviderDetails({ id, onRemove }: ProviderDetailsProps) {
  const t = useTranslate();
  const { value, error } = useView('providers:view', { id, language: t.language });
  if (error !== null) return <Notice kind="error">{error}</Notice>;
  if (value === null) return null;
  return (
    <div className={styles['details']}>
      <Section
        title={value.name}
        actions={
          onRemove !== null && (
            <Button look="danger" onClick={onRemove}>
              {t('window.providers.remove')}
            </Button>
          )
        }
      >
        <Tabs className={styles['tabs'] ?? ''}>
          <TabList className={tabs['list'] ?? ''} aria-label={value.name}>
            <Tab id="policy" className={tabs['tab'] ?? ''}>
              {t('window.providers.policy')}
            </Tab>
            <Tab id="rules" className={tabs['tab'] ?? ''}>
              {t('window.rules.title')}
            </Tab>
          </TabList>
          <TabPanel id="policy" className={tabs['panel'] ?? ''}>
            <Rows rows={value.rows} />
          </TabPanel>
          <TabPanel id="rules" className={tabs['panel'] ?? ''}>
            <Rules rules={value.rules} />
          </TabPanel>
        </Tabs>
      </Section>
    </div>
  );
}

type Rule = ProviderView['rules'][number];

/** In the order in which they are tried: the first one that fits decides. */
function Rules({ rules }: { readonly rules: readonly Rule[] }) {
  const t = useTranslate();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase(t.language);
  const found = rules.filter((rule) => textOf(rule).toLocaleLowerCase(t.language).includes(wanted));
  return (
    <div className={styles['search']}>
      <p className={texts['soft']}>{t('window.rules.lead')}</p>
      <TextField
        type="search"
        label={t('window.rules.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p className={texts['note']} role="status">
        {t('window.rules.count', { found: found.length, all: rules.length })}
      </p>
      <ol className={entryStyles['list']}>
        {found.map((rule) => (
          <li key={rule.id} className={`${entryStyles['entry']} ${styles['rule']}`}>
            <DecisionBadge decision={rule.decision} text={rule.decisionText} />
            <p>{rule.clause}</p>
            <p className={texts['note']}>
              {t('window.rules.section', { section: rule.section })}
              {rule.topics.length > 0 && ` · ${rule.topics.join(', ')}`}
              {' · '}
              <code>{rule.id}</code>
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}

const textOf = (rule: Rule): string =>
  [rule.id, rule.clause, rule.section, rule.decisionText, ...rule.topics].join('\n');

/** Everything that was looked at, by area; the outcome is a shape and a word, and the filter says how many there are of each. */
import { useState } from 'react';
import type { Outcome } from '../../../diagnostics/model/vocabulary.ts';
import type { FindingGroupView, FindingView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { OutcomeBadge } from '../../parts/badges.tsx';
import { Section } from '../../parts/page.tsx';
import { EvidenceList } from './evidence-list.tsx';
import styles from './findings.module.css';
import { countOutcomes, showOutcomes } from './fold.ts';

export function Findings({ groups }: { readonly groups: readonly FindingGroupView[] }) {
  const t = useTranslate();
  const [chosen, setChosen] = useState<ReadonlySet<Outcome>>(new Set());
  const toggle = (outcome: Outcome): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(outcome)) next.add(outcome);
      return next;
    });
  return (
    <Section title={t('window.report.findings')}>
      <div className={styles['filter']} role="group" aria-label={t('window.report.filter')}>
        {[...countOutcomes(groups)].map(([outcome, count]) => (
          <button
            key={outcome}
            type="button"
            className={styles['choice']}
            aria-pressed={chosen.has(outcome)}
            onClick={() => toggle(outcome)}
          >
            <OutcomeBadge
              outcome={outcome}
              level="error"
              text={t('window.report.outcome_count', { outcome: t(`window.outcome.${outcome}`), count })}
            />
          </button>
        ))}
      </div>
      {showOutcomes(groups, chosen).map(({ area, label, findings }) => (
        <section key={area} className={styles['group']} aria-labelledby={`findings-${area}`}>
          <h3 id={`findings-${area}`}>{label}</h3>
          <ul className={styles['findings']}>
            {findings.map((finding) => (
              <Finding key={finding.id} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
    </Section>
  );
}

function Finding({ finding }: { readonly finding: FindingView }) {
  const t = useTranslate();
  const { outcome, outcomeText, level, text, evidence } = finding;
  return (
    <li className={styles['finding']}>
      <OutcomeBadge outcome={outcome} level={level} text={outcomeText} />
      <p>{text}</p>
      {evidence.length > 0 && (
        <details>
          <summary>{t('window.report.measurements', { count: evidence.length })}</summary>
          <EvidenceList evidence={evidence} />
        </details>
      )}
    </li>
  );
}

/** Everything that was looked at, by area; the outcome is a shape and a word, and the filter says how many there are of each. */
import { useState } from 'react';
import type { Outcome } from '../../../diagnostics/model/vocabulary.ts';
import type { FindingGroupView, FindingView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { OutcomeBadge } from '../../parts/badges.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/page.tsx';
import { EvidenceList } from './evidence-list.tsx';
import styles from './findings.module.css';
import { countOutcomes, firstShown, showOutcomes } from './fold.ts';

export function Findings({ groups }: { readonly groups: readonly FindingGroupView[] }) {
  const t = useTranslate();
  const [chosen, setChosen] = useState<ReadonlySet<Outcome>>(() => firstShown(groups));
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
          <FindingList findings={findings} />
        </section>
      ))}
    </Section>
  );
}

/** As many as one takes in; the rest when somebody asks. */
const FEW = 12;

function FindingList({ findings }: Pick<FindingGroupView, 'findings'>) {
  const t = useTranslate();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, FEW);
  return (
    <>
      <ul className={styles['findings']}>
        {shown.map((finding) => (
          <Finding key={finding.id} finding={finding} />
        ))}
      </ul>
      {shown.length < findings.length && (
        <Button look="quiet" className={styles['more']} onClick={() => setWhole(true)}>
          {t('window.report.findings_more', { count: findings.length - shown.length })}
        </Button>
      )}
    </>
  );
}

function Finding({ finding }: { readonly finding: FindingView }) {
  const t = useTranslate();
  // hundreds of findings with their evidence would be thousands of elements that nobody looks at
  const [isOpen, setOpen] = useState(false);
  const { outcome, outcomeText, level, text, evidence } = finding;
  return (
    <li className={styles['finding']}>
      <p>
        <OutcomeBadge outcome={outcome} level={level} text={outcomeText} /> {text}
      </p>
      {evidence.length > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('window.report.measurements', { count: evidence.length })}</summary>
          {isOpen && <EvidenceList evidence={evidence} />}
        </details>
      )}
    </li>
  );
}

/** Everything that was looked at, by area; the outcome is a shape and a word, and the filter says how many there are of each. */
import { useState, type ReactNode } from 'react';
import type { Outcome } from '../../../diagnostics/model/vocabulary.ts';
import type { FindingGroupView, FindingView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { OutcomeBadge } from '../../parts/badges.tsx';
import { Button, ButtonRow } from '../../parts/button.tsx';
import { Section } from '../../parts/page.tsx';
import { EvidenceList } from './evidence-list.tsx';
import styles from './findings.module.css';
import { countOutcomes, firstShown, levelOfFailed, showOutcomes, type Alike } from './fold.ts';

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
      <ButtonRow role="group" aria-label={t('window.report.filter')}>
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
              level={levelOfFailed(groups)}
              text={t('window.report.outcome_count', { outcome: t(`window.outcome.${outcome}`), count })}
            />
          </button>
        ))}
      </ButtonRow>
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

function FindingList({ findings }: { readonly findings: readonly Alike[] }) {
  const t = useTranslate();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, FEW);
  return (
    <>
      <ul className={styles['findings']}>
        {shown.map(({ first, others }) => (
          <li key={first.id} className={styles['finding']}>
            <Finding finding={first} />
            {others.length > 0 && (
              <Unfolding summary={t('window.report.findings_alike', { count: others.length })}>
                <ul className={styles['findings']}>
                  {others.map((finding) => (
                    <li key={finding.id} className={styles['finding']}>
                      <Finding finding={finding} />
                    </li>
                  ))}
                </ul>
              </Unfolding>
            )}
          </li>
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

function Finding({
  finding: { outcome, outcomeText, level, text, evidence },
}: {
  readonly finding: FindingView;
}) {
  const t = useTranslate();
  return (
    <>
      <p>
        <OutcomeBadge outcome={outcome} level={level} text={outcomeText} /> {text}
      </p>
      {evidence.length > 0 && (
        <Unfolding summary={t('window.report.measurements', { count: evidence.length })}>
          <EvidenceList evidence={evidence} />
        </Unfolding>
      )}
    </>
  );
}

/** Made when it is opened: hundreds of findings with their evidence would be thousands of elements that nobody looks at. */
function Unfolding({ summary, children }: { readonly summary: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}

/** Statements with the measurement behind each: the raw record is fetched when somebody asks for it. */
import { useState } from 'react';
import type { EvidenceView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { useReportActions, type RawText } from './actions.ts';
import styles from './evidence-list.module.css';

export function EvidenceList({ evidence }: { readonly evidence: readonly EvidenceView[] }) {
  return (
    <ul className={styles['list']}>
      {evidence.map(({ observation, text }) => (
        <li key={`${observation ?? ''} ${text}`}>
          <span>{text}</span>
          {observation !== null && <RawObservation id={observation} about={text} />}
        </li>
      ))}
    </ul>
  );
}

interface RawObservationProps {
  readonly id: string;
  /** What a screen reader says of the button, among many that look the same. */
  readonly about: string;
}

function RawObservation({ id, about }: RawObservationProps) {
  const t = useTranslate();
  const { readObservation } = useReportActions();
  const [isOpen, setOpen] = useState(false);
  const [raw, setRaw] = useState<RawText | null>(null);
  const toggle = (): void => {
    setOpen(!isOpen);
    if (!isOpen && raw?.isRecord !== true) void readObservation(id).then(setRaw);
  };
  return (
    <>
      <Button look="quiet" className={styles['toggle']} aria-expanded={isOpen} onClick={toggle}>
        {t(isOpen ? 'window.evidence.hide' : 'window.evidence.raw')}
        <span className="visually-hidden">{about}</span>
      </Button>
      {isOpen && (
        // scrolls by itself, so the keyboard must reach it
        <pre className={styles['raw']} tabIndex={0} aria-busy={raw === null}>
          {raw?.text ?? t('window.loading')}
        </pre>
      )}
    </>
  );
}

/** For whoever helps: a short answer to this problem. Folded, and made only when it is opened. */
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate.ts';
import { ReplyBox } from '../../parts/reply-box.tsx';
import { useApp, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { useReportActions } from './actions.ts';
import styles from './problem-card.module.css';

export function ReplyPart({ problem }: { readonly problem: number }) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles['proof']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('window.reply.summary')}</summary>
      {isOpen && <Reply problem={problem} />}
    </details>
  );
}

function Reply({ problem }: { readonly problem: number }) {
  const t = useTranslate();
  const { say } = useApp();
  const { report } = useReportActions();
  const carryOut = useCarryOut();
  const [replyLanguage, setReplyLanguage] = useState(t.language);
  const input = { id: report, problem, language: t.language, replyLanguage };
  const { value, error } = useView('reply:view', input);
  const copy = async () => {
    if (await carryOut('reply:copy', input)) say(t('window.reply.copied'), 'done');
  };
  if (value === null) return <p>{error ?? t('window.loading')}</p>;
  return (
    <ReplyBox
      reply={value}
      language={replyLanguage}
      onLanguage={setReplyLanguage}
      onCopy={() => void copy()}
    />
  );
}

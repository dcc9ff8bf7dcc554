/** Writes a ticket anew as the person answers, and carries out where it goes. */
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import { useRecheck } from '../../state/recheck.ts';
import { useSettled } from '../../state/settled.ts';
import type { SaveChoice } from './actions.tsx';
import { TicketPage, type TicketDraft } from './ticket-page.tsx';

interface TicketScreenProps {
  readonly id: string;
  readonly problem: number;
  /** What several clients share; null for a ticket about one of them. */
  readonly cause: string | null;
}

/** Time without a keystroke after which the ticket is written anew, ms. */
const PAUSE = 250;

export function TicketScreen({ id, problem, cause }: TicketScreenProps) {
  const t = useTranslate();
  const ask = useAsk();
  const carryOut = useCarryOut();
  const recheck = useRecheck();
  const { go, say } = useApp();
  const [draft, setDraft] = useState<TicketDraft>({ language: t.language, answers: {}, keep: [] });
  const inputOf = ({ language, answers, keep }: TicketDraft) => ({
    id,
    problem,
    ...(cause === null ? {} : { cause }),
    language,
    answers: { ...answers },
    keep: [...keep],
  });
  const view = useView('ticket:compose', inputOf(useSettled(draft, PAUSE)));

  const copy = async (format: 'txt' | 'md'): Promise<void> => {
    const isDone = await carryOut('ticket:copy', { ...inputOf(draft), format });
    if (isDone) say(t('window.ticket.copied'), 'done');
  };
  const save = async (choice: SaveChoice): Promise<void> => {
    const wanted =
      choice === 'sealed' ? ({ format: 'faultline', sealed: true } as const) : { format: choice };
    const saved = await ask('ticket:save', { ...inputOf(draft), ...wanted });
    if (saved) say(t('window.saved', { path: saved.path }), 'done');
  };
  return (
    <Loaded view={view}>
      {(ticket) => (
        <TicketPage
          ticket={ticket}
          draft={draft}
          onChange={setDraft}
          isShared={cause !== null}
          onBack={() => go(cause === null ? { name: 'report', id } : { name: 'board' })}
          onCheckAgain={() => void recheck({ id, problem })}
          onCopy={(format) => void copy(format)}
          onSave={(format) => void save(format)}
          onOpen={(url) => void carryOut('external:open', { url })}
        />
      )}
    </Loaded>
  );
}

/** A ticket, a letter or steps: what is still asked, what leaves, and how it gets there. */
import type { TicketView } from '../../../main/contract/views.ts';
import type { Language } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { TicketActions, type TicketActionsProps } from './actions.tsx';
import { toggleRedaction, type Answers } from './form.ts';
import { Preview } from './preview.tsx';
import { Questions } from './questions.tsx';
import { TicketRedactions } from './redactions.tsx';
import styles from './ticket.module.css';

/** What the person chose; the ticket is written anew whenever it changes. */
export interface TicketDraft {
  readonly language: Language;
  readonly answers: Answers;
  readonly keep: readonly string[];
}

interface TicketPageProps extends Omit<TicketActionsProps, 'ticket'> {
  readonly ticket: TicketView;
  readonly draft: TicketDraft;
  readonly onChange: (draft: TicketDraft) => void;
  /** One for all clients with the same cause. */
  readonly isShared: boolean;
  readonly onBack: () => void;
  readonly onCheckAgain: () => void;
}

export function TicketPage({
  ticket,
  draft,
  isShared,
  onChange,
  onBack,
  onCheckAgain,
  ...ways
}: TicketPageProps) {
  const t = useTranslate();
  const { kind, questions, redactions, advice, delivery } = ticket;
  const isForSelf = kind === 'self_help';
  return (
    <Page
      title={t(`window.ticket.title.${kind}`)}
      lead={t(`window.ticket.lead.${kind}`)}
      actions={
        <Button onClick={onBack}>{t(isShared ? 'window.ticket.back_board' : 'window.ticket.back')}</Button>
      }
      aside={
        <>
          {isForSelf && (
            <Section title={t('window.ticket.done')} lead={t('window.ticket.done_lead')}>
              <div>
                <Button look="primary" onClick={onCheckAgain}>
                  {t('window.problem.check_again')}
                </Button>
              </div>
            </Section>
          )}
          <Section title={t(isForSelf ? 'window.ticket.keep' : 'window.ticket.delivery')}>
            {delivery.length > 0 && <Rows rows={delivery} />}
            <TicketActions ticket={ticket} {...ways} />
          </Section>
          {advice.length > 0 && (
            <Section title={t('window.ticket.advice')} lead={t('window.ticket.advice_lead')}>
              <ul className={styles['advice']}>
                {advice.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Section>
          )}
          <TicketRedactions
            redactions={redactions}
            onSet={(id, isOn) => onChange({ ...draft, keep: toggleRedaction(draft.keep, id, isOn) })}
          />
        </>
      }
    >
      {questions.length > 0 && (
        <Questions
          questions={questions}
          answers={draft.answers}
          onAnswer={(key, value) => onChange({ ...draft, answers: { ...draft.answers, [key]: value } })}
        />
      )}
      <Preview
        ticket={ticket}
        language={draft.language}
        onLanguage={(language) => onChange({ ...draft, language })}
      />
    </Page>
  );
}

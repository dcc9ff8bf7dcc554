/** Exactly what leaves, as text or as it looks in a mail program; the picture of it can run nothing and load nothing. */
import { useState } from 'react';
import type { TicketView } from '../../../main/contract/views.ts';
import type { Language } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { FieldLine } from '../../parts/field.tsx';
import { LanguageField } from '../../parts/language-field.tsx';
import { Section } from '../../parts/page.tsx';
import styles from './ticket.module.css';

type Look = 'text' | 'page';
const looks: readonly Look[] = ['text', 'page'];

interface PreviewProps {
  readonly ticket: TicketView;
  /** Of the ticket; the window keeps its own. */
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function Preview({ ticket, language, onLanguage }: PreviewProps) {
  const t = useTranslate();
  const [look, setLook] = useState<Look>('text');
  const isForSelf = ticket.kind === 'self_help';
  const title = t(isForSelf ? 'window.ticket.steps' : 'window.ticket.preview');
  return (
    <Section title={title} {...(isForSelf ? {} : { lead: t('window.ticket.preview_lead') })}>
      <FieldLine className={styles['tools']}>
        <LanguageField
          label={t('window.ticket.language')}
          help={t('window.ticket.language_help')}
          language={language}
          onLanguage={onLanguage}
        />
        <div role="group" aria-label={t('window.ticket.look')} className={styles['looks']}>
          {looks.map((each) => (
            <button
              key={each}
              type="button"
              className={styles['look']}
              aria-pressed={look === each}
              onClick={() => setLook(each)}
            >
              {t(`window.ticket.look.${each}`)}
            </button>
          ))}
        </div>
      </FieldLine>
      {!isForSelf && <Envelope ticket={ticket} />}
      {look === 'text' ? (
        <pre className={styles['body']} tabIndex={0} role="group" aria-label={title}>
          {ticket.body}
        </pre>
      ) : (
        <iframe className={styles['page']} title={title} sandbox="" srcDoc={ticket.html} />
      )}
    </Section>
  );
}

function Envelope({ ticket: { recipient, subject, attachments } }: Pick<PreviewProps, 'ticket'>) {
  const t = useTranslate();
  return (
    <dl className={styles['envelope']}>
      <dt>{t('window.ticket.to')}</dt>
      <dd>{recipient}</dd>
      <dt>{t('window.ticket.subject')}</dt>
      <dd>{subject}</dd>
      {attachments.length > 0 && (
        <>
          <dt>{t('window.ticket.attachments')}</dt>
          <dd>{attachments.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

/** Exactly what leaves, as text or as it looks in a mail program; the picture of it can run nothing and load nothing. */
import { useState } from 'react';
import type { TicketView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Section } from '../../parts/page.tsx';
import styles from './ticket.module.css';

type Look = 'text' | 'page';
const looks: readonly Look[] = ['text', 'page'];

export function Preview({ ticket }: { readonly ticket: TicketView }) {
  const t = useTranslate();
  const [look, setLook] = useState<Look>('text');
  const title = t('window.ticket.preview');
  return (
    <Section
      title={title}
      lead={t('window.ticket.preview_lead')}
      actions={
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
      }
    >
      <dl className={styles['envelope']}>
        <dt>{t('window.ticket.to')}</dt>
        <dd>{ticket.recipient}</dd>
        <dt>{t('window.ticket.subject')}</dt>
        <dd>{ticket.subject}</dd>
        {ticket.attachments.length > 0 && (
          <>
            <dt>{t('window.ticket.attachments')}</dt>
            <dd>{ticket.attachments.join(', ')}</dd>
          </>
        )}
      </dl>
      {look === 'text' ? (
        <pre className={styles['body']} tabIndex={0} role="region" aria-label={title}>
          {ticket.body}
        </pre>
      ) : (
        <iframe className={styles['page']} title={title} sandbox="" srcDoc={ticket.html} />
      )}
    </Section>
  );
}

/** What was taken out before anything leaves; secrets stay out whatever the person says. */
import type { TicketView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { CheckField } from '../../parts/field.tsx';
import { Section } from '../../parts/page.tsx';
import texts from '../../parts/text.module.css';
import styles from './ticket.module.css';

interface RedactionsProps {
  readonly redactions: TicketView['redactions'];
  readonly onSet: (id: string, isOn: boolean) => void;
}

export function TicketRedactions({ redactions, onSet }: RedactionsProps) {
  const t = useTranslate();
  const found = redactions.filter(({ count }) => count > 0);
  return (
    <Section title={t('window.ticket.redactions')} lead={t('window.ticket.redactions_lead')}>
      {found.length === 0 ? (
        <p className={texts['soft']}>{t('window.ticket.redactions_none')}</p>
      ) : (
        <div className={styles['switches']}>
          {found.map(({ id, text, isOn, isFixed }) => (
            <CheckField
              key={id}
              label={text}
              {...(isFixed ? { help: t('window.ticket.redaction_fixed') } : {})}
              isOn={isOn}
              isDisabled={isFixed}
              onSet={(next) => onSet(id, next)}
            />
          ))}
        </div>
      )}
    </Section>
  );
}

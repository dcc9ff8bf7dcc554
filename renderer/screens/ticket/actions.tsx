/** The ways out of the window. An address outside is opened only after the person has read it. */
import { useState } from 'react';
import type { InputOf } from '../../../main/contract/channels.ts';
import type { TicketView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { SelectField } from '../../parts/field.tsx';
import { bestWay, recipientOf } from './form.ts';
import styles from './ticket.module.css';

type TicketFormat = InputOf<'ticket:save'>['format'];
/** `sealed`: the report file, for the provider’s desk alone. */
export type SaveChoice = TicketFormat | 'sealed';
/** What most people want first. */
const formats: readonly SaveChoice[] = ['pdf', 'eml', 'html', 'txt', 'md', 'json', 'faultline'];

export interface TicketActionsProps {
  readonly ticket: TicketView;
  readonly onCopy: (format: 'txt' | 'md') => void;
  readonly onSave: (choice: SaveChoice) => void;
  readonly onOpen: (url: string) => void;
}

export function TicketActions({ ticket, onCopy, onSave, onOpen }: TicketActionsProps) {
  const t = useTranslate();
  const [choice, setChoice] = useState<SaveChoice>('pdf');
  const choices = ticket.canSeal ? [...formats, 'sealed' as const] : formats;
  const best = bestWay(ticket);
  const { mailTo, portal } = ticket;
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']}>
        {portal !== null && (
          <OpenOutside
            isMain={best === 'portal'}
            label={t('window.ticket.open_portal')}
            shown={portal}
            onOpen={() => onOpen(portal)}
          />
        )}
        {mailTo !== null && (
          <OpenOutside
            isMain={best === 'mail'}
            label={t('window.ticket.open_mail')}
            shown={recipientOf(mailTo)}
            instead={t('window.outside.no_recipient')}
            onOpen={() => onOpen(mailTo)}
          />
        )}
        <Button look={best === 'copy' ? 'primary' : 'plain'} onClick={() => onCopy('txt')}>
          {t('window.ticket.copy')}
        </Button>
        <Button onClick={() => onCopy('md')}>{t('window.ticket.copy_markdown')}</Button>
      </div>
      <div className={styles['save']}>
        <SelectField
          label={t('window.ticket.format')}
          value={choice}
          choices={choices.map((id) => ({
            id,
            label: t(`window.ticket.format.${id}`, { recipient: ticket.recipient }),
          }))}
          onChoose={(id) => setChoice(choices.find((each) => each === id) ?? 'pdf')}
        />
        <Button onClick={() => onSave(choice)}>{t('window.ticket.save')}</Button>
      </div>
    </div>
  );
}

interface OpenOutsideProps {
  readonly isMain: boolean;
  readonly label: string;
  /** The address as a person reads it. */
  readonly shown: string;
  /** What to say where there is no address yet. */
  readonly instead?: string;
  readonly onOpen: () => void;
}

function OpenOutside({ isMain, label, shown, instead, onOpen }: OpenOutsideProps) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button look={isMain ? 'primary' : 'plain'} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Dialog
        title={t('window.outside.title')}
        isOpen={isAsking}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t('window.cancel')}</Button>
            <Button
              look="primary"
              onClick={() => {
                close();
                onOpen();
              }}
            >
              {t('window.outside.open')}
            </Button>
          </>
        }
      >
        {shown === '' ? (
          <p>{instead}</p>
        ) : (
          <>
            <p>{t('window.outside.text')}</p>
            <p>
              <code className={styles['address']}>{shown}</code>
            </p>
          </>
        )}
      </Dialog>
    </>
  );
}

/** How long the history is kept, and what stands on the pages that it gives out. */
import { useState } from 'react';
import type { SettingsView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button, ButtonRow } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { SelectField, TextField } from '../../parts/field.tsx';
import { Section } from '../../parts/page.tsx';
import { useApp, useAsk } from '../../state/app.ts';
import styles from './privacy.module.css';

interface HistorySettingsProps {
  readonly settings: SettingsView;
  readonly onSet: (change: Partial<SettingsView>) => void;
}

const spans = [1, 3, 6, 12, 24, 60] as const;
const formats = ['csv', 'html', 'json', 'ndjson'] as const;
type Format = (typeof formats)[number];

export function HistorySettings({ settings, onSet }: HistorySettingsProps) {
  const t = useTranslate();
  return (
    <Section title={t('window.history.title')} lead={t('window.history.lead')}>
      <Keeping settings={settings} onSet={onSet} />
      <Branding settings={settings} onSet={onSet} />
      <Export />
    </Section>
  );
}

/** A shorter time takes runs away: that is said, with their number, before it happens. */
function Keeping({ settings, onSet }: HistorySettingsProps) {
  const t = useTranslate();
  const ask = useAsk();
  const [asked, setAsked] = useState<{ readonly months: number; readonly runs: number } | null>(null);
  const choose = async (id: string): Promise<void> => {
    const months = id === '' ? null : Number(id);
    if (months === null) {
      onSet({ keepMonths: null });
      return;
    }
    const older = await ask('history:older', { months });
    if (older === null) return;
    if (older.runs === 0) onSet({ keepMonths: months });
    else setAsked({ months, runs: older.runs });
  };
  return (
    <>
      <SelectField
        label={t('window.history.keep')}
        help={t('window.history.keep_help')}
        value={settings.keepMonths === null ? '' : String(settings.keepMonths)}
        choices={[
          { id: '', label: t('window.history.keep_forever') },
          ...spans.map((months) => ({
            id: String(months),
            label: t('window.history.keep_months', { months }),
          })),
        ]}
        onChoose={(id) => void choose(id)}
      />
      <Dialog
        title={t('window.history.forget_title')}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onClick={() => setAsked(null)}>{t('window.cancel')}</Button>
            <Button
              look="danger"
              onClick={() => {
                if (asked) onSet({ keepMonths: asked.months });
                setAsked(null);
              }}
            >
              {t('window.history.forget_now')}
            </Button>
          </>
        }
      >
        <p>{t('window.history.forget_text', { runs: asked?.runs ?? 0, months: asked?.months ?? 0 })}</p>
      </Dialog>
    </>
  );
}

function Branding({ settings, onSet }: HistorySettingsProps) {
  const t = useTranslate();
  const ask = useAsk();
  const [name, setName] = useState(settings.reportName);
  const chooseLogo = async (): Promise<void> => {
    const chosen = await ask('history:logo', undefined);
    if (chosen !== null) onSet({ reportLogo: chosen.logo });
  };
  return (
    <>
      <TextField
        label={t('window.history.name')}
        help={t('window.history.name_help')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => {
          if (name.trim() !== settings.reportName) onSet({ reportName: name.trim() });
        }}
      />
      {settings.reportLogo !== null && (
        <p>
          <img className={styles['logo']} src={settings.reportLogo} alt={t('window.history.logo')} />
        </p>
      )}
      <ButtonRow>
        <Button onClick={() => void chooseLogo()}>{t('window.history.choose_logo')}</Button>
        {settings.reportLogo !== null && (
          <Button onClick={() => onSet({ reportLogo: null })}>{t('window.history.remove_logo')}</Button>
        )}
      </ButtonRow>
    </>
  );
}

function Export() {
  const t = useTranslate();
  const ask = useAsk();
  const { say } = useApp();
  const [format, setFormat] = useState<Format>('csv');
  const save = async (): Promise<void> => {
    const saved = await ask('history:export', { language: t.language, format });
    if (saved !== null) say(t('window.saved', { path: saved.path }), 'done');
  };
  return (
    <>
      <SelectField
        label={t('window.history.format')}
        value={format}
        choices={formats.map((id) => ({ id, label: t(`window.history.format.${id}`) }))}
        onChoose={(id) => setFormat(id as Format)}
      />
      <ButtonRow>
        <Button onClick={() => void save()}>{t('window.history.export')}</Button>
      </ButtonRow>
    </>
  );
}

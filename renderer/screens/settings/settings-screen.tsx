/** Language, appearance, how to measure, and what is kept where. Every change takes effect at once. */
import { useState } from 'react';
import type { SettingsView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { CheckField, SelectField, TextArea } from '../../parts/field.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { HistorySettings } from './history-settings.tsx';
import { ScheduleSection } from './schedule.tsx';
import { Privacy } from './privacy.tsx';

/** Each language by its own name, so that who cannot read the current one finds theirs. */
const languages = [
  { id: 'en', label: 'English' },
  { id: 'fr', label: 'Français' },
  { id: 'nl', label: 'Nederlands' },
] as const;

export function SettingsScreen() {
  const t = useTranslate();
  const ask = useAsk();
  const { settings, setSettings, version } = useApp();
  const start = useView('start:view', { language: t.language });
  const set = async (change: Partial<SettingsView>) => {
    const wanted = { ...settings, ...change };
    const saved = await ask('settings:set', {
      ...wanted,
      resolvers: [...wanted.resolvers],
      anchors: [...wanted.anchors],
    });
    if (saved !== null) setSettings(saved);
  };
  return (
    <Page title={t('window.rail.settings')}>
      <Section title={t('window.settings.appearance')}>
        <SelectField
          label={t('window.settings.language')}
          value={settings.language}
          choices={[{ id: 'system', label: t('window.settings.system') }, ...languages]}
          onChoose={(id) => void set({ language: id as SettingsView['language'] })}
        />
        <SelectField
          label={t('window.settings.theme')}
          value={settings.theme}
          choices={[
            { id: 'system', label: t('window.settings.system') },
            { id: 'light', label: t('window.settings.light') },
            { id: 'dark', label: t('window.settings.dark') },
          ]}
          onChoose={(id) => void set({ theme: id as SettingsView['theme'] })}
        />
      </Section>
      <Section title={t('window.settings.measuring')}>
        <SelectField
          label={t('window.settings.default_provider')}
          help={t('window.settings.default_provider_help')}
          value={settings.defaultProvider ?? ''}
          choices={[{ id: '', label: t('window.provider.recognise') }, ...(start.value?.providers ?? [])]}
          onChoose={(id) => void set({ defaultProvider: id === '' ? null : id })}
        />
        {(['resolvers', 'anchors'] as const).map((kind) => (
          <Addresses
            key={`${kind} ${settings[kind].join()}`}
            kind={kind}
            addresses={settings[kind]}
            onSet={(addresses) => void set({ [kind]: addresses })}
          />
        ))}
        <CheckField
          label={t('window.outside.label')}
          help={t('window.outside.help')}
          isOn={settings.outsideView}
          onSet={(outsideView) => void set({ outsideView })}
        />
      </Section>
      <HistorySettings settings={settings} onSet={(change) => void set(change)} />
      <ScheduleSection schedule={settings.schedule} onSet={(schedule) => void set({ schedule })} />
      <Section title={t('window.registrations.title')}>
        <CheckField
          label={t('window.registrations.ask')}
          help={t('window.registrations.help')}
          isOn={settings.registrations}
          onSet={(registrations) => void set({ registrations })}
        />
      </Section>
      <Privacy />
      <Section title={t('window.settings.about')}>
        <p>{t('window.settings.version', { version })}</p>
      </Section>
    </Page>
  );
}

interface AddressesProps {
  readonly kind: 'resolvers' | 'anchors';
  readonly addresses: readonly string[];
  readonly onSet: (addresses: readonly string[]) => void;
}

/** Kept as typed until it is saved: half an address is not one yet. */
function Addresses({ kind, addresses, onSet }: AddressesProps) {
  const t = useTranslate();
  const saved = addresses.join('\n');
  const [text, setText] = useState(saved);
  const typed = text.split(/[\s,;]+/u).filter((part) => part !== '');
  return (
    <div>
      <TextArea
        label={t(`window.settings.${kind}`)}
        help={t(`window.settings.${kind}_help`)}
        value={text}
        rows={3}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      {typed.join('\n') !== saved && (
        <Button onClick={() => onSet(typed)}>{t('window.settings.save_addresses')}</Button>
      )}
    </div>
  );
}

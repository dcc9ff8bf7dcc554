/** Language, appearance, how to measure, and what is kept where. Every change takes effect at once. */
import { useState } from 'react';
import type { SettingsView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { CheckField, SelectField, TextArea } from '../../parts/field.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
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
    const saved = await ask('settings:set', { ...wanted, resolvers: [...wanted.resolvers] });
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
        <Resolvers
          key={settings.resolvers.join()}
          resolvers={settings.resolvers}
          onSet={(resolvers) => void set({ resolvers })}
        />
        <CheckField
          label={t('window.outside.label')}
          help={t('window.outside.help')}
          isOn={settings.outsideView}
          onSet={(outsideView) => void set({ outsideView })}
        />
      </Section>
      <Privacy />
      <Section title={t('window.settings.about')}>
        <p>{t('window.settings.version', { version })}</p>
      </Section>
    </Page>
  );
}

interface ResolversProps {
  readonly resolvers: readonly string[];
  readonly onSet: (resolvers: readonly string[]) => void;
}

/** Kept as typed until it is saved: half an address is not one yet. */
function Resolvers({ resolvers, onSet }: ResolversProps) {
  const t = useTranslate();
  const saved = resolvers.join('\n');
  const [text, setText] = useState(saved);
  const addresses = text.split(/[\s,;]+/u).filter((part) => part !== '');
  return (
    <div>
      <TextArea
        label={t('window.settings.resolvers')}
        help={t('window.settings.resolvers_help')}
        value={text}
        rows={3}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      {addresses.join('\n') !== saved && (
        <Button onClick={() => onSet(addresses)}>{t('window.settings.save_resolvers')}</Button>
      )}
    </div>
  );
}

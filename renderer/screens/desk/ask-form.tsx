/** What a desk asks a customer to have checked. Nothing is sent: a text and a file are made, and the desk sends them. */
import { useState, type FormEvent } from 'react';
import type { InputOf } from '../../../main/contract/channels.ts';
import type { StartView } from '../../../main/contract/views.ts';
import type { Language } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { CheckField, SelectField, TextField } from '../../parts/field.tsx';
import { LanguageField } from '../../parts/language-field.tsx';
import { ProviderFields, type ProviderPick } from '../../parts/provider-fields.tsx';
import { useApp, useAsk } from '../../state/app.ts';
import styles from './desk.module.css';

type Asked = InputOf<'requests:make'>;
const days = [1, 3, 7, 14, 31] as const;

export function AskForm({ view }: { readonly view: StartView }) {
  const t = useTranslate();
  const ask = useAsk();
  const { go, settings } = useApp();
  const [domain, setDomain] = useState('');
  const [from, setFrom] = useState('');
  const [reference, setReference] = useState('');
  const [symptom, setSymptom] = useState('everything');
  const [services, setServices] = useState<readonly string[]>(view.services.map(({ id }) => id));
  const [customerLanguage, setCustomerLanguage] = useState<Language>(t.language);
  const [validFor, setValidFor] = useState(7);
  const [pick, setPick] = useState<ProviderPick>({
    provider: settings.defaultProvider ?? '',
    product: '',
    tier: '',
  });
  const isReady = [domain, from, reference].every((text) => text.trim() !== '') && services.length > 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await ask('requests:make', {
      language: t.language,
      domain,
      provider: pick.provider === '' ? null : pick.provider,
      product: pick.product === '' ? null : pick.product,
      services: services as Asked['services'],
      symptom: symptom as Asked['symptom'],
      reference,
      from,
      customerLanguage,
      days: validFor,
    });
    if (made !== null) go({ name: 'asked', id: made.id });
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('window.ask.domain')}
        value={domain}
        placeholder="example.com"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={500}
        onChange={(event) => setDomain(event.target.value)}
      />
      <div className={styles['pair']}>
        <TextField
          label={t('window.ask.from')}
          help={t('window.ask.from_help')}
          value={from}
          maxLength={80}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label={t('window.ask.reference')}
          help={t('window.ask.reference_help')}
          value={reference}
          maxLength={60}
          onChange={(event) => setReference(event.target.value)}
        />
      </div>
      <SelectField
        label={t('window.ask.symptom')}
        value={symptom}
        choices={view.symptoms}
        onChoose={setSymptom}
      />
      <ProviderFields providers={view.providers} pick={pick} onPick={setPick} hasTiers={false} />
      <fieldset className={styles['services']}>
        <legend>{t('window.ask.services')}</legend>
        {view.services.map(({ id, label }) => (
          <CheckField
            key={id}
            label={label}
            isOn={services.includes(id)}
            onSet={(isOn) => setServices(isOn ? [...services, id] : services.filter((other) => other !== id))}
          />
        ))}
      </fieldset>
      <div className={styles['pair']}>
        <LanguageField
          label={t('window.ask.language')}
          language={customerLanguage}
          onLanguage={setCustomerLanguage}
        />
        <SelectField
          label={t('window.ask.days')}
          value={String(validFor)}
          choices={days.map((count) => ({
            id: String(count),
            label: t('window.ask.days_count', { count }),
          }))}
          onChoose={(count) => setValidFor(Number(count))}
        />
      </div>
      <div>
        <Button type="submit" look="primary" disabled={!isReady}>
          {t('window.ask.go')}
        </Button>
      </div>
    </form>
  );
}

/** One field, what is wrong, whose hosting it is; everything else can stay as it is. */
import { useEffect, useState, type FormEvent } from 'react';
import type { InputOf } from '../../../main/contract/channels.ts';
import type { StartView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { CheckField, RadioField, TextField } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useApp, useAsk, useView } from '../../state/app.ts';
import { useRunning } from '../../state/runs.ts';
import { ProviderFields, type ProviderPick } from '../../parts/provider-fields.tsx';
import { Understood } from './understood.tsx';
import styles from './start-screen.module.css';

interface StartScreenProps {
  /** From a link; empty otherwise. */
  readonly target: string;
  readonly provider: string | null;
}

export function StartScreen(props: StartScreenProps) {
  const t = useTranslate();
  const start = useView('start:view', { language: t.language });
  return (
    <Page title={t('window.start.title')} lead={t('window.start.lead')} aside={<Aside />} leavesFocus>
      <Running />
      {start.error !== null && <Notice kind="error">{start.error}</Notice>}
      {start.value !== null && <StartForm {...props} view={start.value} />}
    </Page>
  );
}

function StartForm({ target, provider, view }: StartScreenProps & { readonly view: StartView }) {
  const t = useTranslate();
  const ask = useAsk();
  const { go, settings } = useApp();
  // For who measures how long a start takes.
  useEffect(() => void performance.mark('interactive'), []);
  const [text, setText] = useState(target);
  const [symptom, setSymptom] = useState('everything');
  const [services, setServices] = useState<readonly string[]>([]);
  const [isOutside, setOutside] = useState(settings.outsideView);
  const [isStarting, setStarting] = useState(false);
  const [pick, setPick] = useState<ProviderPick>({
    provider: provider ?? settings.defaultProvider ?? '',
    product: '',
    tier: '',
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setStarting(true);
    const started = await ask('run:start', {
      language: t.language,
      text,
      isDemo: false,
      symptom: symptom as NonNullable<RunInput['symptom']>,
      ...(services.length === 0 ? {} : { services: services as NonNullable<RunInput['services']> }),
      ...(pick.provider === '' ? {} : { provider: pick.provider }),
      ...(pick.product === '' ? {} : { product: pick.product }),
      ...(pick.tier === '' ? {} : { tier: pick.tier }),
      outsideView: isOutside,
    });
    setStarting(false);
    if (started !== null) go({ name: 'run', runId: started.runId });
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('window.start.target')}
        help={<Understood text={text} />}
        className={styles['target']}
        value={text}
        placeholder="example.com"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
      />
      <RadioField
        label={t('window.start.symptom')}
        value={symptom}
        choices={view.symptoms}
        onChoose={setSymptom}
        isTwoColumns
      />
      <ProviderFields providers={view.providers} pick={pick} onPick={setPick} />
      <details className={styles['more']}>
        <summary>{t('window.start.more')}</summary>
        <fieldset className={styles['services']}>
          <legend>{t('window.start.services')}</legend>
          {view.services.map(({ id, label }) => (
            <CheckField
              key={id}
              label={label}
              isOn={services.includes(id)}
              onSet={(isOn) =>
                setServices(isOn ? [...services, id] : services.filter((other) => other !== id))
              }
            />
          ))}
        </fieldset>
        <CheckField
          label={t('window.outside.label')}
          help={t('window.outside.help')}
          isOn={isOutside}
          onSet={setOutside}
        />
      </details>
      <div>
        <Button type="submit" look="primary" disabled={text.trim() === '' || isStarting}>
          {t('window.start.go')}
        </Button>
      </div>
    </form>
  );
}

type RunInput = InputOf<'run:start'>;

/** Diagnoses that go on while the person is here. */
function Running() {
  const t = useTranslate();
  const { go } = useApp();
  return useRunning().map(({ id, name }) => (
    <Notice key={id} kind="hint">
      <div className={styles['running']}>
        {name === '' ? t('window.run.preparing') : t('window.run.title', { name })}
        <Button look="quiet" onClick={() => go({ name: 'run', runId: id })}>
          {t('window.start.show_run')}
        </Button>
      </div>
    </Notice>
  ));
}

function Aside() {
  const t = useTranslate();
  const ask = useAsk();
  const { go } = useApp();
  const startDemo = async () => {
    const started = await ask('run:start', { language: t.language, text: '', isDemo: true });
    if (started !== null) go({ name: 'run', runId: started.runId });
  };
  const open = async () => {
    const opened = await ask('reports:open', { language: t.language });
    if (opened !== null) go({ name: 'report', id: opened.id });
  };
  return (
    <>
      <Section title={t('window.start.demo_title')} lead={t('window.start.demo_text')}>
        <div>
          <Button onClick={() => void startDemo()}>{t('window.start.demo')}</Button>
        </div>
      </Section>
      <Section title={t('window.start.open_title')} lead={t('window.start.open_text')}>
        <div>
          <Button onClick={() => void open()}>{t('window.start.open')}</Button>
        </div>
      </Section>
    </>
  );
}

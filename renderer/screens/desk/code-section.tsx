/** Eight characters typed or pasted: what they say, and an answer. */
import { useState, type FormEvent } from 'react';
import type { InputOf } from '../../../main/contract/channels.ts';
import type { StartView } from '../../../main/contract/views.ts';
import type { Language } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import card from '../../parts/card.module.css';
import { TextField } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ProviderFields, type ProviderPick } from '../../parts/provider-fields.tsx';
import { ReplyBox } from '../../parts/reply-box.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useApp, useView } from '../../state/app.ts';
import { useCarryOut } from '../../state/carry-out.ts';
import styles from './desk.module.css';

export function CodeSection({ providers }: { readonly providers: StartView['providers'] }) {
  const t = useTranslate();
  const { settings } = useApp();
  const [text, setText] = useState('');
  const [code, setCode] = useState('');
  const [replyLanguage, setReplyLanguage] = useState(t.language);
  const [pick, setPick] = useState<ProviderPick>({
    provider: settings.defaultProvider ?? '',
    product: '',
    tier: '',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setCode(text.trim());
  };
  return (
    <>
      <form className={styles['code']} onSubmit={submit}>
        <TextField
          label={t('window.code.label')}
          help={t('window.code.help')}
          className={styles['typed']}
          value={text}
          placeholder="XXXX-XXXX"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
        />
        <ProviderFields
          providers={providers}
          pick={pick}
          onPick={setPick}
          hasTiers={false}
          isRecognised={false}
        />
        <div>
          <Button type="submit" disabled={text.trim() === ''}>
            {t('window.code.go')}
          </Button>
        </div>
      </form>
      {code !== '' && (
        <Meaning
          key={code}
          input={{
            code,
            language: t.language,
            replyLanguage,
            provider: pick.provider === '' ? null : pick.provider,
            product: pick.product === '' ? null : pick.product,
          }}
          onLanguage={setReplyLanguage}
        />
      )}
    </>
  );
}

interface MeaningProps {
  readonly input: InputOf<'code:read'>;
  readonly onLanguage: (language: Language) => void;
}

function Meaning({ input, onLanguage }: MeaningProps) {
  const t = useTranslate();
  const { say } = useApp();
  const carryOut = useCarryOut();
  const { value, error } = useView('code:read', input);
  const copy = async () => {
    if (await carryOut('code:copy', input)) say(t('window.reply.copied'), 'done');
  };
  if (error !== null) return <Notice kind="error">{error}</Notice>;
  if (value === null) return null;
  return (
    <div className={card['card']} role="status">
      <Rows rows={value.rows} />
      <h3>{t('window.reply.title')}</h3>
      <ReplyBox
        reply={value.reply}
        language={input.replyLanguage}
        onLanguage={onLanguage}
        onCopy={() => void copy()}
      />
    </div>
  );
}

/** A view that is on its way, that came, or that cannot come: each in words. */
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslate } from '../i18n/use-translate.ts';
import { useApp, type View } from '../state/app.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { Page } from './page.tsx';
import styles from './page.module.css';

interface LoadedProps<T> {
  readonly view: View<T>;
  readonly children: (value: NonNullable<T>) => ReactNode;
}

export function Loaded<T>({ view: { value, error, reload }, children }: LoadedProps<T>) {
  const t = useTranslate();
  const { say } = useApp();
  // what is shown is older than what was asked for: nobody may take it for the answer
  useEffect(() => {
    if (value !== null && error !== null) say(error, 'error');
  }, [value, error, say]);
  if (value !== null && value !== undefined) return children(value);
  if (error === null) return <Loading />;
  return (
    <Page title={t('window.unavailable.title')}>
      <EmptyState title={error} actions={<Button onClick={reload}>{t('window.unavailable.again')}</Button>}>
        <p>{t('window.unavailable.text')}</p>
      </EmptyState>
    </Page>
  );
}

/** Sooner, the words would only flash by, ms. */
const seenAfter = 400;

function Loading() {
  const t = useTranslate();
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), seenAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p aria-busy="true" className={isSeen ? styles['page'] : 'visually-hidden'}>
      {t('window.loading')}
    </p>
  );
}

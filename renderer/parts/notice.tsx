/** A sentence that wants to be read now: what failed, what was done, what to know. */
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/use-translate.ts';
import { Icon } from './icon.tsx';
import { StatusIcon, type StatusShape } from './status-icon.tsx';
import styles from './notice.module.css';

interface NoticeProps {
  readonly kind: 'error' | 'warning' | 'done' | 'hint';
  readonly children: ReactNode;
  readonly onClose?: () => void;
}

const shapes: Readonly<Record<Exclude<NoticeProps['kind'], 'hint'>, StatusShape>> = {
  error: 'broken',
  warning: 'suspected',
  done: 'works',
};

export function Notice({ kind, children, onClose }: NoticeProps) {
  const t = useTranslate();
  return (
    <div className={`${styles['notice']} ${styles[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
      {kind === 'hint' ? <Icon name="hint" /> : <StatusIcon shape={shapes[kind]} />}
      <div className={styles['text']}>{children}</div>
      {onClose !== undefined && (
        <button type="button" className={styles['close']} aria-label={t('window.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

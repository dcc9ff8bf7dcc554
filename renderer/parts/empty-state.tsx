/** What a screen says while it has nothing to show: what will stand here, and how it comes about. */
import type { ReactNode } from 'react';
import { ButtonRow } from './button.tsx';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <h2>{title}</h2>
      <div className={styles['text']}>{children}</div>
      {actions !== undefined && <ButtonRow>{actions}</ButtonRow>}
    </div>
  );
}

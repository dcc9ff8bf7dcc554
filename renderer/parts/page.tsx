/** The frame of a screen: title, lead, one column of reading width, and details beside it where there is room. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { ButtonRow } from './button.tsx';
import styles from './page.module.css';
import texts from './text.module.css';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Beside the column on a wide window, below it on a narrow one. */
  readonly aside?: ReactNode;
  /** For pictures and tables that need the whole width. */
  readonly isWide?: boolean;
  /** For a screen that begins with a field, which takes the focus itself. */
  readonly leavesFocus?: boolean;
  readonly children?: ReactNode;
}

export function Page({
  title,
  lead,
  actions,
  aside,
  isWide = false,
  leavesFocus = false,
  children,
}: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A screen reader begins with the title of the new screen, and the next Tab leads into it.
  useEffect(() => {
    if (!leavesFocus) heading.current?.focus({ preventScroll: true });
  }, [leavesFocus]);
  useEffect(() => {
    document.title = title === '' ? 'Faultline' : `${title} · Faultline`;
  }, [title]);
  return (
    <div className={`${styles['page']} ${isWide ? styles['wide'] : ''}`}>
      <header className={styles['header']}>
        <div className={styles['titles']}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <div className={texts['soft']}>{lead}</div>}
        </div>
        {actions !== undefined && <ButtonRow>{actions}</ButtonRow>}
      </header>
      <div className={styles['columns']}>
        <div className={styles['column']}>{children}</div>
        {aside !== undefined && <aside className={styles['aside']}>{aside}</aside>}
      </div>
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function Section({ title, lead, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <div className={styles['section-header']}>
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {lead !== undefined && <p className={texts['soft']}>{lead}</p>}
      {children}
    </section>
  );
}

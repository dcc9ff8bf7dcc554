import type { ComponentProps } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` at most once a screen; `quiet` has no frame; `danger` deletes. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
}

export function Button({ look = 'plain', className, ...rest }: ButtonProps) {
  const names = [styles['button'], styles[look], className].filter(Boolean).join(' ');
  return <button type="button" {...rest} className={names} />;
}

/** Buttons beside each other, and below each other where there is no room. */
export function ButtonRow({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={[styles['row'], className].filter(Boolean).join(' ')} />;
}

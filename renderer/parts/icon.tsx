/** Signs of the rail and of buttons, drawn with one line. Decoration: the word stands beside it or names the button. */
import styles from './icon.module.css';

const paths = {
  start: 'M2.5 8h2.5l2-4.5 3 9 2-4.5h1.5',
  reports: 'M4 1.5h5.5L13 5v9.5H4zM9 1.5V5.5h4M6.5 8.5h4M6.5 11.2h4',
  board: 'M2 3.5h1.5M2 8h1.5M2 12.5h1.5M6 3.5h8M6 8h8M6 12.5h5',
  desk: 'M2.5 9V7.5a5.5 5.5 0 0 1 11 0V9M2.5 8.5h2v4h-2zM11.5 8.5h2v4h-2zM13 12.5c0 1.5-1.5 2-3.5 2',
  providers: 'M2.5 2.5h11v4.5h-11zM2.5 9h11v4.5h-11zM5 4.75h.01M5 11.25h.01',
  settings:
    'M2 4.5h6.5M11.5 4.5H14M2 11.5h2.5M7.5 11.5H14M8.5 4.5a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M4.5 11.5a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0',
  close: 'M4 4l8 8M12 4l-8 8',
  hint: 'M8 7.2v4.3M8 4.5v.01M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13',
  outside: 'M9 2.5h4.5V7M13.5 2.5L7.5 8.5M11.5 9.5v4h-9v-9h4',
  file: 'M4 1.5h5.5L13 5v9.5H4zM9 1.5V5.5h4',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles['icon']} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

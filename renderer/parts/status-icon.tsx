/** The shapes of states. Each differs in outline, so that none is told by colour alone. */
import styles from './status-icon.module.css';

export type StatusShape =
  | 'works'
  | 'broken'
  | 'suspected'
  | 'unclear'
  | 'check_failed'
  | 'not_tested'
  | 'not_applicable'
  | 'running'
  | 'waiting';

/** Class of the state's colour, for the word beside the shape. */
export const statusColour = (shape: StatusShape): string => styles[shape] ?? '';

/** Drawn in a field of 16 × 16. Decoration: the word stands beside it, or the caller names it. */
export function StatusIcon({ shape, size = 16 }: { readonly shape: StatusShape; readonly size?: number }) {
  return (
    <svg
      className={`${styles['icon']} ${statusColour(shape)}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <StatusMark shape={shape} />
    </svg>
  );
}

function StatusMark({ shape }: { readonly shape: StatusShape }) {
  switch (shape) {
    case 'works':
      return (
        <>
          <circle className={styles['body']} cx="8" cy="8" r="7" />
          <path className={styles['sign']} d="M4.8 8.3l2.2 2.2 4.2-4.7" />
        </>
      );
    case 'broken':
      return (
        <>
          <path className={styles['body']} d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
          <path className={styles['sign']} d="M5.5 5.5l5 5M10.5 5.5l-5 5" />
        </>
      );
    case 'suspected':
      return (
        <>
          <path className={styles['body']} d="M8 1.2L15.3 14.5H.7z" />
          <path className={styles['sign']} d="M8 5.8v4M8 12v.4" />
        </>
      );
    case 'unclear':
      return (
        <>
          <path className={styles['body']} d="M8 .7L15.3 8 8 15.3.7 8z" />
          <path className={styles['sign']} d="M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11.3v.3" />
        </>
      );
    case 'check_failed':
      return (
        <>
          <path className={styles['outline']} d="M2 2h12v12H2z" />
          <path className={styles['outline']} d="M2 14L14 2" />
        </>
      );
    case 'not_tested':
      return <circle className={styles['outline']} cx="8" cy="8" r="6.2" strokeDasharray="2.6 2.3" />;
    case 'not_applicable':
      return <path className={styles['outline']} d="M3 8h10" />;
    case 'running':
      return (
        <>
          <circle className={styles['track']} cx="8" cy="8" r="6" />
          <path className={styles['turn']} d="M8 2a6 6 0 0 1 6 6" />
        </>
      );
    case 'waiting':
      return <path className={styles['dots']} d="M3.5 8h.01M8 8h.01M12.5 8h.01" />;
  }
}

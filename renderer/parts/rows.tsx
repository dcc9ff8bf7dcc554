/** Labelled paragraphs and items, as in every other output of Faultline. */
import type { RowView } from '../../main/contract/views.ts';
import styles from './rows.module.css';

export function Rows({ rows }: { readonly rows: readonly RowView[] }) {
  return (
    <dl className={styles['rows']}>
      {rows.map((row) => (
        <div key={row.id} className={styles['row']}>
          <dt>{row.label}</dt>
          <dd>
            {row.paragraphs.map((text, index) => (
              <p key={index}>{text}</p>
            ))}
            {row.items.length > 0 && (
              <ul>
                {row.items.map((text, index) => (
                  <li key={index}>{text}</li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

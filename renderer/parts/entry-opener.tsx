/** The words of an entry that open it: its name, and one line about it. */
import entryStyles from './entries.module.css';

interface EntryOpenerProps {
  readonly name: string;
  readonly about: string;
  readonly onOpen: () => void;
}

export function EntryOpener({ name, about, onOpen }: EntryOpenerProps) {
  return (
    <button type="button" className={entryStyles['open']} onClick={onOpen}>
      <span className={entryStyles['name']}>{name}</span>
      <span>{about}</span>
    </button>
  );
}

/** The way around: four places, always in sight. */
import type { Key } from '../i18n/translate.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import type { Screen } from '../state/app.ts';
import { Icon } from './icon.tsx';
import styles from './rail.module.css';

type Place = 'start' | 'reports' | 'providers' | 'settings';
const places: readonly { readonly name: Place; readonly word: Key }[] = [
  { name: 'start', word: 'window.rail.start' },
  { name: 'reports', word: 'window.rail.reports' },
  { name: 'providers', word: 'window.rail.providers' },
  { name: 'settings', word: 'window.rail.settings' },
];

const placeOf: Readonly<Record<Screen['name'], Place>> = {
  start: 'start',
  run: 'start',
  report: 'reports',
  ticket: 'reports',
  reports: 'reports',
  compare: 'reports',
  providers: 'providers',
  settings: 'settings',
};

interface RailProps {
  readonly current: Screen['name'];
  readonly onGo: (screen: Screen) => void;
}

export function Rail({ current, onGo }: RailProps) {
  const t = useTranslate();
  return (
    <nav className={styles['rail']} aria-label={t('window.rail.label')}>
      {places.map(({ name, word }) => (
        <button
          key={name}
          type="button"
          className={styles['place']}
          aria-current={placeOf[current] === name ? 'page' : undefined}
          onClick={() => onGo({ name })}
        >
          <Icon name={name} />
          <span>{t(word)}</span>
        </button>
      ))}
    </nav>
  );
}

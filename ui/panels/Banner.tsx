import type { ReactNode } from 'react';
import { SCREENS } from '../state.ts';
import type { Screen, State } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import styles from './Banner.module.css';

interface BannerProps {
  readonly state: State;
  readonly go: (screen: Screen) => void;
  readonly preferences: ReactNode;
}

/** The name of the program and of what is open, and the way to every screen. */
export function Banner({ state, go, preferences }: BannerProps) {
  const words = useWords();
  const { screen, name, checked } = state;
  const subject = checked?.result.subject ?? name;
  return (
    <header className={styles.banner}>
      <p className={styles.title}>
        <strong>{words.page.title}</strong> <span className={styles.soft}>{subject ?? words.page.subtitle}</span>
      </p>
      <nav className={styles.screens} aria-label={words.page.screens}>
        {SCREENS.map((to) => (
          <button
            key={to}
            type="button"
            className={styles.screen}
            aria-current={to === screen ? 'page' : undefined}
            onClick={() => {
              go(to);
            }}
          >
            {words[to].tab}
          </button>
        ))}
      </nav>
      {preferences}
    </header>
  );
}

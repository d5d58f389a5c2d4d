import type { Theme } from '../theme.ts';
import { THEMES } from '../theme.ts';
import { LANGUAGES } from '../words/language.ts';
import type { Language } from '../words/language.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import styles from './Preferences.module.css';

export interface PreferencesProps {
  readonly theme: Theme;
  readonly chooseTheme: (theme: Theme) => void;
  readonly chooseLanguage: (language: Language) => void;
}

/** Language and appearance. They change nothing in a result. */
export function Preferences({ theme, chooseTheme, chooseLanguage }: PreferencesProps) {
  const words = useWords().page;
  const language = useLanguage();
  return (
    <div className={styles.preferences}>
      <select
        aria-label={words.language}
        value={language}
        onChange={({ currentTarget: { value } }) => chooseLanguage(value as Language)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={words.theme}
        value={theme}
        onChange={({ currentTarget: { value } }) => chooseTheme(value as Theme)}
      >
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {words.themes[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

import { createContext, useContext, useEffect, useLayoutEffect, useState } from 'react';
import { keep, kept } from './preferences.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
type Shown = 'light' | 'dark';

export const ThemeContext = createContext<Shown>('light');

/** What is shown, for what is painted and not styled: a canvas has to be painted anew when it changes. */
export function useShownTheme(): Shown {
  return useContext(ThemeContext);
}

const DARK = '(prefers-color-scheme: dark)';

/** The theme that was chosen, what that shows now, and how to choose. The style sheet reads `data-theme`. */
export function useTheme(): { theme: Theme; shown: Shown; choose: (theme: Theme) => void } {
  const [theme, setTheme] = useState<Theme>(() => THEMES.find((each) => each === kept('theme')) ?? 'system');
  const [isSystemDark, setSystemDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = (): void => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const shown: Shown = theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme;
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = shown;
  }, [shown]);
  const choose = (next: Theme): void => {
    keep('theme', next);
    setTheme(next);
  };
  return { theme, shown, choose };
}

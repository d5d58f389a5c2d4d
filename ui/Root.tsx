import { useLayoutEffect, useState } from 'react';
import { App } from './App.tsx';
import type { DeskClient } from './desk-client.ts';
import type { LedgerClient } from './ledger-client.ts';
import { Preferences } from './panels/Preferences.tsx';
import { keep } from './preferences.ts';
import { ThemeContext, useTheme } from './theme.ts';
import { firstLanguage } from './words/language.ts';
import { LanguageContext } from './words/use-words.ts';

/** The page in a language and a theme. */
export function Root({ desk, ledger }: { readonly desk: DeskClient; readonly ledger: LedgerClient }) {
  const { theme, shown, choose } = useTheme();
  const [language, setLanguage] = useState(firstLanguage);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <LanguageContext value={language}>
      <ThemeContext value={shown}>
        <App
          desk={desk}
          ledger={ledger}
          preferences={
            <Preferences
              theme={theme}
              chooseTheme={choose}
              chooseLanguage={(next) => {
                keep('language', next);
                setLanguage(next);
              }}
            />
          }
        />
      </ThemeContext>
    </LanguageContext>
  );
}

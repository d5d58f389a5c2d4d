import { useWords } from '../words/use-words.ts';

/** What stands between a word and what it says: French puts a space before it. */
export function Colon() {
  return <>{useWords().page.colon}</>;
}

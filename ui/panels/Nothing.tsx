import { useWords } from '../words/use-words.ts';

/** A screen before there is anything to show. */
export function Nothing({ go }: { readonly go: () => void }) {
  const words = useWords();
  return (
    <section>
      <h1>{words.nothing.heading}</h1>
      <p>{words.nothing.lead}</p>
      <button type="button" onClick={go}>
        {words.nothing.go}
      </button>
    </section>
  );
}

/** The same dictionary with spaces that do not break before : ; ? ! » % and after «, as French sets them. */
export function withFrenchSpaces<T>(words: T): T {
  return spaced(words) as T;
}

function spaced(words: unknown): unknown {
  if (typeof words === 'string') return words.replace(/ (?=[:;?!»%])/g, '\u00a0').replace(/« /g, '«\u00a0');
  if (typeof words === 'function')
    return (...given: unknown[]) => spaced((words as (...all: unknown[]) => unknown)(...given));
  if (Array.isArray(words)) return words.map(spaced);
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, spaced(value)]));
}

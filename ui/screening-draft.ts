/** A case that is being typed, as JSON; values are what the schema of the case has at their place. */
export type ScreeningDraft = Readonly<Record<string, unknown>>;

const EMPTY: ScreeningDraft = { schema: 'trabecula/case/1', subject: '', patient: {}, lesions: [] };

/** The draft of a case file's text; an empty one for none, and for a text that is no JSON object. */
export function screeningDraftOf(text: string | null): ScreeningDraft {
  try {
    const value: unknown = text === null ? null : JSON.parse(text);
    return isObject(value) ? { ...EMPTY, ...value } : EMPTY;
  } catch {
    return EMPTY;
  }
}

export function valueAt(draft: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), draft);
}

/** With the value at its place; undefined takes the key away, which leaves it unknown. */
export function withValue(draft: ScreeningDraft, path: readonly string[], value: unknown): ScreeningDraft {
  const [key, ...rest] = path;
  if (key === undefined) return draft;
  const inner = draft[key];
  if (rest.length > 0) return { ...draft, [key]: withValue(isObject(inner) ? inner : {}, rest, value) };
  if (value !== undefined) return { ...draft, [key]: value };
  return Object.fromEntries(Object.entries(draft).filter(([each]) => each !== key));
}

export interface DraftLesion {
  readonly id: string;
  readonly [key: string]: unknown;
}

export function lesionsOf(draft: ScreeningDraft): readonly DraftLesion[] {
  const lesions = draft['lesions'];
  return Array.isArray(lesions) ? lesions.filter((each): each is DraftLesion => isObject(each) && 'id' in each) : [];
}

export function textOf(draft: ScreeningDraft): string {
  return `${JSON.stringify(draft, null, 2)}\n`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Preference = 'language' | 'theme';

/** A preference from an earlier visit. Nothing of a patient is ever kept this way. */
export function kept(name: Preference): string | null {
  try {
    return localStorage.getItem(`trabecula.${name}`);
  } catch {
    // A browser may forbid it, from a file above all: then the choice lasts as long as the page.
    return null;
  }
}

export function keep(name: Preference, value: string): void {
  try {
    localStorage.setItem(`trabecula.${name}`, value);
  } catch {
    // As above.
  }
}

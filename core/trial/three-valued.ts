/** Yes, no, or not known: the strong logic of Kleene. An unknown part leaves the whole unknown unless the rest decides it. */
export type Truth = boolean | null;

export function allOf(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

export function anyOf(parts: readonly Truth[]): Truth {
  if (parts.includes(true)) return true;
  return parts.includes(null) ? null : false;
}

export function notOf(part: Truth): Truth {
  return part === null ? null : !part;
}

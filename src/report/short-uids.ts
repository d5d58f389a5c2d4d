/** Prose with long UIDs cut to their last digits, which tell them apart; they stand whole in the JSON. */
export function shortUids(text: string): string {
  return text.replace(/\b\d+(?:\.\d+){4,}\b/g, (uid) => (uid.length < 24 ? uid : `…${uid.slice(-10)}`));
}

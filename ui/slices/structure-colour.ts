/** Colours that are told apart on black with any colour vision; names stand beside the outlines. */
const COLOURS = [
  '#6cb2ff',
  '#ff9d73',
  '#7fd6a4',
  '#f0e442',
  '#e39cc4',
  '#c0a8ff',
  '#b5d948',
  '#9adbe8',
  '#d9b38c',
  '#ff8f8f',
];

export function structureColour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? '#ffffff';
}

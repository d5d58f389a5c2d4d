import pc from 'picocolors';

/** Colours the marks and what follows them on their line. Marks and words stay, so colour carries nothing alone. */
export function colourText(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const match = /^( *)(!!|! |\? |ok)( .*)$/.exec(line);
      if (match === null) return line;
      const [, indent = '', mark = '', rest = ''] = match;
      const paint = mark === '!!' ? pc.red : mark === '! ' ? pc.yellow : mark === '? ' ? pc.magenta : pc.green;
      return indent === '' ? pc.bold(paint(mark + rest)) : `${indent}${paint(mark)}${rest}`;
    })
    .join('\n');
}

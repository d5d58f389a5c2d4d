import type { Face, Paper } from './paper.ts';
import type { ReportNode, ReportPart } from './report-node.ts';

export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
}

/** A stretch of text in one style; `break` ends a line. */
export interface Run extends TextStyle {
  readonly text: string;
  readonly break?: boolean;
}

export interface Line {
  readonly words: readonly { readonly text: string; readonly xOffset: number; readonly style: TextStyle }[];
  readonly width: number;
  readonly height: number;
  /** From the top of the line to its baseline. */
  readonly ascent: number;
}

export const INK = '#1b1f24';
export const SOFT = '#59626d';
export const RULE = '#d5dae0';
export const WASH = '#f4f6f8';

const COLOURS: Readonly<Record<string, string>> = {
  soft: SOFT,
  detail: SOFT,
  notice: SOFT,
  none: SOFT,
  bad: '#a4161a',
  deviation: '#8a4b00',
  open: '#4b3f9e',
  fine: '#14613a',
};

const LINE = 1.32;
const ASCENT = 0.97;
const SMALLER = new Set(['detail', 'reading', 'brief', 'notice']);
const BOLD_TAGS = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'caption']);
const INLINE = new Set(['b', 'span', 'em', 'br', 'strong', 'code', 'a', 'i']);

export function isInline(part: ReportPart): boolean {
  return typeof part === 'string' || INLINE.has(part.tag);
}

/** The style that an element gives what is in it. */
export function styleIn({ tag, classes }: ReportNode, outer: TextStyle): TextStyle {
  const colour = [...classes].map((name) => COLOURS[name]).find((each) => each !== undefined) ?? outer.colour;
  const isBold = BOLD_TAGS.has(tag) || classes.has('tag') || classes.has('loud');
  const face = classes.has('limits') || classes.has('soft') ? 'regular' : isBold ? 'bold' : outer.face;
  const size = classes.has('hash')
    ? 6.2
    : [...classes].some((name) => SMALLER.has(name))
      ? 0.93 * outer.size
      : outer.size;
  return { face, size, colour };
}

/** All the text in an element. An element that is a block of its own begins a new line. */
export function runsOf(parts: readonly ReportPart[], style: TextStyle, isKept = false): Run[] {
  const runs: Run[] = [];
  const newLine = (): void => {
    if (runs.length > 0 && runs.at(-1)?.break !== true) runs.push({ ...style, text: '', break: true });
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      const text = part.replace(/[ \t\r\n]+/g, ' ');
      runs.push({ ...style, text: isKept ? text.replaceAll(' ', '\u00a0') : text });
      continue;
    }
    if (part.tag === 'br') {
      runs.push({ ...style, text: '', break: true });
      continue;
    }
    const isBlock = !isInline(part) || part.classes.has('brief');
    if (isBlock) newLine();
    const inner = runsOf(part.children, styleIn(part, style), isKept || part.classes.has('keep'));
    runs.push(...inner);
    // The sign before a class stands apart from it.
    if (part.attributes['aria-hidden'] === 'true') runs.push({ ...styleIn(part, style), text: '\u00a0' });
    if (isBlock) newLine();
  }
  while (runs.at(-1)?.break === true) runs.pop();
  return runs;
}

/** Words laid in lines that are no wider than `width`; a word that is wider is cut. */
export function linesOf(paper: Paper, runs: readonly Run[], width: number): readonly Line[] {
  const lines: Line[] = [];
  let words: { text: string; xOffset: number; style: TextStyle }[] = [];
  let x = 0;
  let isSpaced = false;
  const push = (style: TextStyle, isCut = false): void => {
    // For whoever listens or copies: the end of a line is the end of a word.
    const last = words.at(-1);
    if (last !== undefined && !isCut) last.text += ' ';
    const size = Math.max(...words.map((word) => word.style.size), words.length === 0 ? style.size : 0);
    lines.push({ words, width: x, height: size * LINE, ascent: size * ASCENT });
    words = [];
    x = 0;
    isSpaced = false;
  };
  for (const run of runs) {
    if (run.break === true) {
      push(run);
      continue;
    }
    for (const part of run.text.split(/( )/)) {
      if (part === '') continue;
      if (part === ' ') {
        isSpaced = x > 0;
        continue;
      }
      let rest = part;
      while (rest !== '') {
        const space = isSpaced ? paper.widthOf(' ', run.face, run.size) : 0;
        const wide = paper.widthOf(rest, run.face, run.size);
        if (x + space + wide <= width + 0.01) {
          const last = words.at(-1);
          const isSame =
            last !== undefined &&
            last.style.face === run.face &&
            last.style.size === run.size &&
            last.style.colour === run.colour;
          if (isSame) last.text += `${isSpaced ? ' ' : ''}${rest}`;
          else words.push({ text: rest, xOffset: x + space, style: run });
          x += space + wide;
          isSpaced = false;
          break;
        }
        if (x > 0) {
          push(run);
          continue;
        }
        const taken = fitting(paper, rest, run, width);
        words.push({ text: rest.slice(0, taken), xOffset: 0, style: run });
        x = paper.widthOf(rest.slice(0, taken), run.face, run.size);
        rest = rest.slice(taken);
        if (rest !== '') push(run, true);
      }
    }
  }
  const [first] = runs;
  if (words.length > 0) push(words.at(-1)?.style ?? first ?? { face: 'regular', size: 8, colour: INK });
  return lines;
}

/** How many characters of a word fit; at least one. Never half of one that takes two units. */
function fitting(paper: Paper, word: string, { face, size }: TextStyle, width: number): number {
  let taken = 0;
  let wide = 0;
  for (const character of word) {
    wide += paper.widthOf(character, face, size);
    if (taken > 0 && wide > width) break;
    taken += character.length;
  }
  return taken;
}

/** The widest word, and the widest line where nothing is broken. */
export function widthsOf(paper: Paper, runs: readonly Run[]): { readonly least: number; readonly most: number } {
  let least = 0;
  let most = 0;
  let line = 0;
  let word = 0;
  for (const { text, face, size, break: ends } of runs) {
    if (ends === true) {
      most = Math.max(most, line);
      [line, word] = [0, 0];
      continue;
    }
    for (const part of text.split(/( )/)) {
      const wide = part === '' ? 0 : paper.widthOf(part, face, size);
      line += wide;
      word = part === ' ' ? 0 : word + wide;
      least = Math.max(least, word);
    }
  }
  return { least, most: Math.max(most, line) };
}

export function drawLine(paper: Paper, { words, ascent }: Line, x: number, y: number): void {
  for (const { text, xOffset, style } of words) {
    paper.text(text, x + xOffset, y + ascent, style.face, style.size, style.colour);
  }
}

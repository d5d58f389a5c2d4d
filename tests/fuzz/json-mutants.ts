import type { Draw } from './draw.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const STRINGS = [
  ...[
    '',
    ' ',
    'PTV_1',
    '=HYPERLINK("http://x")',
    '<img src=x onerror=alert(1)>',
    '../../etc/passwd',
    '\u0000',
    '\u202e',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'NaN',
    '1e400',
    'x'.repeat(5000),
    '😀',
    '\ud800',
    '5 Gy',
    '95 < x',
  ],
];
const NUMBERS = [0, -0, 1, -1, 0.5, 1e-300, 1e300, 2 ** 53, -(2 ** 31), 27.5, 100.0001, 3];

function scalar(draw: Draw): Json {
  return draw.pick<Json>([null, true, false, [], {}, draw.pick(STRINGS), draw.pick(NUMBERS), [[]], [null]]);
}

/** Arrays and objects of the tree, the outermost first. */
function holders(value: Json): (Json[] | { [key: string]: Json })[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value) ? value : Object.values(value);
  return [value, ...inner.flatMap(holders)];
}

function changeTree(root: Json, draw: Draw, mild: number): void {
  const all = holders(root);
  const holder = draw.pick(all);
  if (draw.chance(mild)) {
    changeNear(all, draw);
    return;
  }
  if (Array.isArray(holder)) {
    if (holder.length === 0) return void holder.push(scalar(draw));
    const at = draw.whole(holder.length);
    const kind = draw.whole(4);
    if (kind === 0) holder.splice(at, 1);
    else if (kind === 1) holder.push(structuredClone(holder[at]!));
    else if (kind === 2) holder.reverse();
    else holder[at] = scalar(draw);
    return;
  }
  const keys = Object.keys(holder);
  if (keys.length === 0) {
    holder[draw.pick(STRINGS)] = scalar(draw);
    return;
  }
  const key = draw.pick(keys);
  const value = holder[key]!;
  switch (draw.whole(7)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      break;
    case 1:
      holder[draw.pick(STRINGS)] = scalar(draw);
      break;
    case 2:
      holder[key] = scalar(draw);
      break;
    case 3:
      holder[draw.pick(keys)] = structuredClone(value);
      break;
    default:
      // Near what it was: most of these are read.
      if (typeof value === 'number') holder[key] = value * draw.pick([0.5, 0.99, 1.01, 2, -1, 1e6]);
      else if (typeof value === 'string') holder[key] = near(value, draw);
      else if (typeof value === 'boolean') holder[key] = !value;
  }
}

/** One value a little: most of these are read. */
function changeNear(all: readonly (Json[] | { [key: string]: Json })[], draw: Draw): void {
  const objects = all.filter((each): each is { [key: string]: Json } => !Array.isArray(each));
  const holder = draw.pick(objects);
  const words = Object.entries(holder).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  if (words.length === 0) return;
  const [key, value] = draw.pick(words);
  holder[key] =
    typeof value === 'number'
      ? value * draw.pick([0.5, 0.99, 1.01, 2])
      : typeof value === 'string'
        ? near(value, draw)
        : value;
}

function near(value: string, draw: Draw): string {
  const at = draw.whole(value.length + 1);
  const added = draw.pick([' ', 'é', '_', '0', '9', '-', '\n', 'A', '"', '<', '=']);
  return draw.chance(0.5) ? value.slice(0, at) + added + value.slice(at) : value.slice(0, at) + value.slice(at + 1);
}

function changeText(text: string, draw: Draw): string {
  const at = draw.whole(text.length);
  switch (draw.whole(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return (
        text.slice(0, at) + draw.pick([',', '}', ']', '"', '{', '\\', '0', 'e', '\u0000', '\ufeff']) + text.slice(at)
      );
    case 2:
      return text.slice(0, at) + text.slice(at + 1);
    case 3:
      return `\ufeff${text}`;
    case 4:
      return text.replace(/"([a-z]+)": /, '"$1": 1, "$1": ');
    case 5: {
      const depth = draw.pick([10, 1000, 20000]);
      return text.replace(/:\s*"[^"]*"/, `: ${'['.repeat(depth)}${']'.repeat(depth)}`);
    }
    default:
      return text.replace(/([0-9])/, draw.pick(['1e999', '0x10', '01', '-', '.5', '1.']));
  }
}

/** A JSON text with one to three changes to its tree, now and then to its text. */
export function jsonMutant(seed: string, draw: Draw, mild = 0.2): string {
  const tree = JSON.parse(seed) as Json;
  for (let n = draw.pick([1, 1, 2, 3]); n > 0; n--) changeTree(tree, draw, mild);
  const text = JSON.stringify(tree, null, draw.pick([0, 2]));
  return draw.chance(0.15) ? changeText(text, draw) : text;
}

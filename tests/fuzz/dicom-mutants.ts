import type { FileBytes } from '../../src/dicom/index.ts';
import { doseTree, planTree, structureSetTree } from './dicom-seeds.ts';
import type { Node, Syntax } from './dicom-tree.ts';
import { fileOf, sequence, text } from './dicom-tree.ts';
import type { Draw } from './draw.ts';

/**
 * Structure-aware mutants of a small DICOM-RT set: of one of its three files, lengths, VRs, nesting, counts,
 * encapsulation and values of geometry are changed in the tree, then, now and then, the bytes are.
 */

interface Mutant {
  nodes: Node[];
  syntax: Syntax;
  declared?: string;
  bytes?: (bytes: Uint8Array, draw: Draw) => Uint8Array;
}

type Change = (mutant: Mutant, draw: Draw) => void;

const NUMBERS = [
  ...['0', '-0', '1', '-1', '0.5', '2', '3.5', '7', '-30', '1e-9', '1E3', '1e30', '-1e30', '1e308', '1e400', 'NaN'],
  ...['', ' ', ' 12 ', '+5', '5.', '.5', '1,5', '0x10', '12abc', '1e', '99999999999999999999', '1\\2', 'Infinity'],
];
const WHOLES = ['0', '1', '-1', '2', '3', '5', '6', '7', '11', '65535', '65536', '2147483647', '4294967296', '', 'x'];
const WORDS = [0, 1, 2, 3, 5, 6, 7, 8, 12, 15, 16, 17, 31, 32, 64, 255, 4096, 65535];
const LENGTHS = [0, 1, 2, 3, 4, 8, 0xff, 0xffff, 0x10000, 0x7fffffff, 0xfffffffe, 0xffffffff];
const VRS = ['DS', 'IS', 'CS', 'UI', 'SQ', 'UN', 'OB', 'OW', 'OF', 'US', 'UL', 'FD', 'UT', 'LO', 'ZZ', '\0\0', 'AT'];
const TEXTS = [
  '',
  ' ',
  '=1+1',
  '<script>alert(1)</script>',
  'GY',
  'RELATIVE',
  'EFFECTIVE',
  'ISO_IR 192',
  'ISO 2022 IR 87',
];

/** Every list of nodes in the tree, the outermost first. */
function lists(nodes: Node[]): Node[][] {
  const found = [nodes];
  for (const { value } of nodes) {
    if (!Array.isArray(value)) continue;
    for (const item of value) if (Array.isArray(item)) found.push(...lists(item));
  }
  return found;
}

const all = (nodes: Node[]): Node[] => lists(nodes).flat();
const isItems = (value: Node['value']): value is Node[][] => Array.isArray(value) && Array.isArray(value[0]);
const withTag = (nodes: Node[], tags: readonly number[]): Node[] => all(nodes).filter(({ tag }) => tags.includes(tag));

const GEOMETRY = [0x00200032, 0x00200037, 0x00280030, 0x3004000c, 0x3004000e, 0x30060050, 0x300a0026, 0x300a0084];
const COUNTS = [0x00280008, 0x30060046, 0x30060022, 0x30060084, 0x300a0078, 0x300a0071, 0x300c0006];
const SIZES = [0x00280010, 0x00280011, 0x00280002, 0x00280100, 0x00280101, 0x00280102, 0x00280103];

const values: Change = ({ nodes }, draw) => {
  const node = draw.pick(withTag(nodes, GEOMETRY).length > 0 ? withTag(nodes, GEOMETRY) : all(nodes));
  if (typeof node.value !== 'string') return;
  const parts = node.value.split('\\');
  const at = draw.whole(parts.length);
  switch (draw.whole(6)) {
    case 0:
      parts[at] = draw.pick(NUMBERS);
      break;
    case 1:
      parts[at] = String(Number(parts[at]) * draw.pick([-1, 0.5, 1.1, 10, 1e-6, 1e6]));
      break;
    case 2:
      parts.splice(at, 1);
      break;
    case 3:
      parts.splice(at, 0, draw.pick(NUMBERS));
      break;
    case 4:
      parts.reverse();
      break;
    default:
      parts[at] = (Number(parts[at]) + (draw.share() - 0.5) * 4).toFixed(draw.whole(5));
  }
  node.value = parts.join('\\');
};

/** Each leaves a sound file, whose answer is known: these must be read, and read rightly. */
const soundGeometry: Change = ({ nodes }, draw) => {
  const find = (tag: number): Node | undefined => nodes.find((node) => node.tag === tag);
  switch (draw.whole(6)) {
    case 0: {
      const orientations = [
        ...['1\\0\\0\\0\\1\\0', '-1\\0\\0\\0\\-1\\0', '-1\\0\\0\\0\\1\\0', '0\\1\\0\\1\\0\\0', '0\\0\\1\\1\\0\\0'],
        ...['0\\0\\-1\\0\\1\\0', '0.8\\0.6\\0\\-0.6\\0.8\\0', '0\\1\\0\\0\\0\\1'],
      ];
      const node = find(0x00200037);
      if (node !== undefined) node.value = draw.pick(orientations);
      break;
    }
    case 1: {
      const node = find(0x00280030);
      if (node !== undefined) node.value = `${(1 + 6 * draw.share()).toFixed(3)}\\${(1 + 6 * draw.share()).toFixed(3)}`;
      break;
    }
    case 2: {
      const node = find(0x00200032);
      const at = (): string => (-20 + 20 * draw.share()).toFixed(2);
      if (node !== undefined) node.value = `${at()}\\${at()}\\${at()}`;
      break;
    }
    case 3: {
      const node = find(0x3004000c);
      if (node === undefined) break;
      const step = draw.pick([1, 2, 3.5, 5]) * draw.pick([1, -1]);
      node.value = [0, 1, 2, 3, 4].map((n) => String(n * step + (n === 3 ? 0.25 : 0))).join('\\');
      break;
    }
    case 4: {
      const node = find(0x3004000e);
      if (node !== undefined) node.value = draw.pick(['0.001', '1.5e-3', '2.0E-02', ' 0.01', '0.0100000000000']);
      break;
    }
    default: {
      // A whole solid is moved along.
      const by = draw.pick([-3, 0.25, 1, 4.5]);
      const axis = draw.whole(3);
      for (const node of withTag(nodes, [0x30060050])) {
        if (typeof node.value !== 'string') continue;
        const moved = node.value.split('\\').map((part, n) => (n % 3 === axis ? String(Number(part) + by) : part));
        node.value = moved.join('\\');
      }
    }
  }
};

const counts: Change = ({ nodes }, draw) => {
  const found = withTag(nodes, [...COUNTS, ...SIZES]);
  if (found.length === 0) return;
  const node = draw.pick(found);
  node.value = typeof node.value === 'string' ? draw.pick(WHOLES) : [draw.pick(WORDS)];
};

const lengths: Change = ({ nodes }, draw) => {
  const node = draw.pick(all(nodes));
  const near = typeof node.value === 'string' ? node.value.length : 8;
  node.saidLength = draw.chance(0.5) ? draw.pick(LENGTHS) : Math.max(0, near + draw.whole(9) - 4);
};

const vrs: Change = ({ nodes }, draw) => {
  draw.pick(all(nodes)).saidVr = draw.pick(VRS);
};

const texts: Change = ({ nodes }, draw) => {
  const found = all(nodes).filter(({ value }) => typeof value === 'string');
  const node = draw.pick(found);
  const long = draw.whole(40);
  node.value = draw.chance(0.8) ? draw.pick(TEXTS) : String.fromCharCode(draw.whole(256)).repeat(long * long);
};

const nesting: Change = ({ nodes }, draw) => {
  const sequences = all(nodes).filter(({ value }) => isItems(value));
  if (sequences.length === 0) return;
  const node = draw.pick(sequences);
  if (!isItems(node.value)) return;
  switch (draw.whole(5)) {
    case 0: {
      // A sequence in itself, as deep as no export is.
      const depth = draw.pick([1, 2, 5, 20, 70, 200, 1500]);
      let inner = node.value;
      for (let n = 0; n < depth; n++) inner = [[{ tag: node.tag, vr: 'SQ', value: inner, open: draw.chance(0.5) }]];
      node.value = inner;
      break;
    }
    case 1:
      node.open = node.open !== true;
      break;
    case 2:
      node.value = [];
      break;
    case 3:
      node.value = [[], ...node.value];
      break;
    default:
      node.value = [[sequence(node.tag, node.value)]];
  }
};

const items: Change = ({ nodes }, draw) => {
  const sequences = all(nodes).filter(({ value }) => isItems(value));
  if (sequences.length === 0) return;
  const node = draw.pick(sequences);
  const value = node.value as Node[][];
  const [a, b] = [draw.whole(value.length), draw.whole(value.length)];
  switch (draw.whole(4)) {
    case 0:
      [value[a], value[b]] = [value[b]!, value[a]!];
      break;
    case 1:
      value.splice(a, 1);
      break;
    case 2:
      value.push(structuredClone(value[a]!));
      break;
    default: {
      const other = draw.pick(sequences);
      const holds = (outer: Node, inner: Node): boolean =>
        isItems(outer.value) && all(outer.value.flat()).includes(inner);
      if (!holds(node, other) && !holds(other, node)) [node.value, other.value] = [other.value, node.value];
    }
  }
};

const elements: Change = ({ nodes }, draw) => {
  const list = draw.pick(lists(nodes));
  if (list.length === 0) return;
  const at = draw.whole(list.length);
  switch (draw.whole(5)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1: {
      // The same attribute a second time, with another value or the same.
      const twin = structuredClone(list[at]!);
      if (typeof twin.value === 'string' && draw.chance(0.7)) twin.value = draw.pick([...NUMBERS, ...TEXTS]);
      list.splice(at + draw.whole(2), 0, twin);
      break;
    }
    case 2: {
      const other = draw.whole(list.length);
      [list[at], list[other]] = [list[other]!, list[at]!];
      break;
    }
    case 3:
      list.splice(at, 0, text(0x00090000 + draw.whole(0x20000), draw.pick(['LO', 'UN', 'OB']), 'private'));
      break;
    default:
      list[at]!.tag = (list[at]!.tag ^ (1 << draw.whole(32))) >>> 0;
  }
};

const COMPRESSED = [
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.4.70',
  '1.2.840.10008.1.2.4.80',
  '1.2.840.10008.1.2.4.90',
];

const encapsulation: Change = (mutant, draw) => {
  const pixels = mutant.nodes.find(({ tag }) => tag === 0x7fe00010);
  if (pixels === undefined) {
    mutant.declared = draw.pick([...COMPRESSED, '1.2.840.10008.1.2.1.99', '9.9', '']);
    return;
  }
  const fragment = Uint8Array.from({ length: 2 * draw.whole(50) }, () => draw.whole(256));
  pixels.fragments = draw.chance(0.5) ? [new Uint8Array(0), fragment] : [Uint8Array.of(0, 0, 0, 0), fragment, fragment];
  if (draw.chance(0.2)) pixels.fragments = [];
  if (mutant.syntax === 'implicit-little') mutant.syntax = 'explicit-little';
  mutant.declared = draw.pick(COMPRESSED);
};

const syntaxes: Change = (mutant, draw) => {
  mutant.syntax = draw.pick(['implicit-little', 'explicit-little', 'explicit-big', 'deflated']);
  if (draw.chance(0.15))
    mutant.declared = draw.pick(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);
};

const bytes: Change = (mutant) => {
  mutant.bytes = (whole, draw) => {
    switch (draw.whole(5)) {
      case 0:
        return whole.slice(0, draw.whole(whole.length));
      case 1:
        return Uint8Array.from([...whole, ...Array.from({ length: draw.whole(20) }, () => draw.whole(256))]);
      case 2: {
        const flipped = whole.slice();
        for (let n = draw.whole(4); n >= 0; n--) flipped[draw.whole(whole.length)]! ^= 1 << draw.whole(8);
        return flipped;
      }
      case 3: {
        const at = draw.whole(whole.length);
        const part = whole.subarray(at, at + draw.whole(60));
        const to = draw.whole(whole.length);
        return Uint8Array.from([...whole.subarray(0, to), ...part, ...whole.subarray(to)]);
      }
      default: {
        const at = draw.whole(whole.length);
        return Uint8Array.from([...whole.subarray(0, at), ...whole.subarray(at + 1 + draw.whole(8))]);
      }
    }
  };
};

const CHANGES: readonly (readonly [number, Change])[] = [
  [24, soundGeometry],
  [12, values],
  [8, counts],
  [8, lengths],
  [6, vrs],
  [6, texts],
  [6, nesting],
  [8, items],
  [8, elements],
  [4, encapsulation],
  [8, syntaxes],
  [8, bytes],
];
const TOTAL = CHANGES.reduce((sum, [weight]) => sum + weight, 0);

function drawChange(draw: Draw): Change {
  let at = draw.share() * TOTAL;
  for (const [weight, change] of CHANGES) {
    at -= weight;
    if (at < 0) return change;
  }
  return values;
}

const SOUND: readonly FileBytes[] = [
  { path: 'RS.dcm', bytes: fileOf(structureSetTree(), 'implicit-little') },
  { path: 'RP.dcm', bytes: fileOf(planTree(), 'explicit-little') },
  { path: 'RD.dcm', bytes: fileOf(doseTree(), 'explicit-little') },
];
const TREES = [structureSetTree, planTree, doseTree] as const;

/** The set with one file changed, which is the first. */
export function dicomMutant(draw: Draw): readonly FileBytes[] {
  const chosen = draw.pick([0, 0, 1, 2, 2]);
  const mutant: Mutant = { nodes: TREES[chosen]!(), syntax: draw.pick(['implicit-little', 'explicit-little']) };
  for (let n = draw.pick([1, 1, 1, 2, 3]); n > 0; n--) drawChange(draw)(mutant, draw);
  const written = fileOf(mutant.nodes, mutant.syntax, mutant.declared);
  const changed = { path: SOUND[chosen]!.path, bytes: mutant.bytes?.(written, draw) ?? written };
  return [changed, ...SOUND.filter((_, n) => n !== chosen)];
}

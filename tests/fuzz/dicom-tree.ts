import { deflateRawSync } from 'node:zlib';

/** A data set as a tree that may be written wrongly on purpose: other lengths, other VRs, raw bytes in between. */
export interface Node {
  tag: number;
  vr: string;
  value: string | number[] | Uint8Array | Node[][];
  /** Undefined length with delimiters. */
  open?: boolean;
  /** Stands in the file in place of the true length. */
  saidLength?: number;
  /** Stands in the file in place of the true VR. */
  saidVr?: string;
  /** The pixel data in fragments. */
  fragments?: Uint8Array[];
  /** Written after the node as it is. */
  after?: Uint8Array;
}

export type Syntax = 'implicit-little' | 'explicit-little' | 'explicit-big' | 'deflated';

const UIDS: Readonly<Record<Syntax, string>> = {
  'implicit-little': '1.2.840.10008.1.2',
  'explicit-little': '1.2.840.10008.1.2.1',
  'explicit-big': '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
};

const LONG = new Set(['OB', 'OW', 'OF', 'SQ', 'UN', 'UT']);
const UNDEFINED = 0xffffffff;

export const text = (tag: number, vr: string, value: string): Node => ({ tag, vr, value });
export const words = (tag: number, value: number[], vr = 'US'): Node => ({ tag, vr, value });
export const sequence = (tag: number, items: Node[][]): Node => ({ tag, vr: 'SQ', value: items });

class Out {
  #bytes = new Uint8Array(1 << 14);
  #view = new DataView(this.#bytes.buffer);
  at = 0;
  readonly #little: boolean;

  constructor(little: boolean) {
    this.#little = little;
  }

  #room(more: number): void {
    if (this.at + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.at + more));
    larger.set(this.#bytes.subarray(0, this.at));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  u16(value: number): void {
    this.#room(2);
    this.#view.setUint16(this.at, value & 0xffff, this.#little);
    this.at += 2;
  }

  u32(value: number, at?: number): void {
    this.#room(4);
    this.#view.setUint32(at ?? this.at, value >>> 0, this.#little);
    if (at === undefined) this.at += 4;
  }

  letters(value: string): void {
    this.#room(value.length);
    for (let n = 0; n < value.length; n++) this.#bytes[this.at++] = value.charCodeAt(n);
  }

  raw(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.at);
    this.at += value.length;
  }

  tag(tag: number): void {
    this.u16(tag >>> 16);
    this.u16(tag);
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.at);
  }
}

function writeNodes(out: Out, nodes: readonly Node[], explicit: boolean): void {
  for (const node of nodes) writeNode(out, node, explicit);
}

function writeNode(out: Out, node: Node, explicit: boolean): void {
  out.tag(node.tag);
  const vr = node.saidVr ?? node.vr;
  const isLong = LONG.has(vr);
  let lengthAt = out.at;
  if (explicit) {
    out.letters(vr);
    out.u16(0);
    lengthAt = isLong ? out.at : out.at - 2;
    if (isLong) out.u32(0);
  } else out.u32(0);
  const start = out.at;
  writeValue(out, node, explicit);
  const isOpen = node.open === true || node.fragments !== undefined;
  const length = node.saidLength ?? (isOpen ? UNDEFINED : out.at - start);
  if (explicit && !isLong) {
    const end = out.at;
    out.at = lengthAt;
    out.u16(length);
    out.at = end;
  } else out.u32(length, lengthAt);
  if (node.after !== undefined) out.raw(node.after);
}

function writeValue(out: Out, node: Node, explicit: boolean): void {
  const { value, fragments } = node;
  if (fragments !== undefined) {
    for (const fragment of fragments) {
      out.tag(0xfffee000);
      out.u32(fragment.length);
      out.raw(fragment);
    }
    out.tag(0xfffee0dd);
    out.u32(0);
    return;
  }
  if (typeof value === 'string') {
    out.letters(value);
    if (value.length % 2 === 1) out.letters(node.vr === 'UI' ? '\0' : ' ');
    return;
  }
  if (value instanceof Uint8Array) {
    out.raw(value);
    return;
  }
  for (const part of value) {
    if (typeof part === 'number') {
      out.u16(part);
      continue;
    }
    out.tag(0xfffee000);
    const lengthAt = out.at;
    out.u32(UNDEFINED);
    const start = out.at;
    writeNodes(out, part, explicit);
    if (node.open === true) {
      out.tag(0xfffee00d);
      out.u32(0);
    } else out.u32(out.at - start, lengthAt);
  }
  if (node.open === true) {
    out.tag(0xfffee0dd);
    out.u32(0);
  }
}

/** A Part 10 file of the tree; `declared` may name another transfer syntax than the one it is written in. */
export function fileOf(nodes: readonly Node[], syntax: Syntax, declared?: string): Uint8Array {
  const body = new Out(syntax !== 'explicit-big');
  writeNodes(body, nodes, syntax !== 'implicit-little');
  const uidOf = (tag: number): string => {
    const value = nodes.find((node) => node.tag === tag)?.value;
    return typeof value === 'string' ? value : '1.2.3';
  };
  const meta = new Out(true);
  writeNodes(
    meta,
    [
      { tag: 0x00020001, vr: 'OB', value: Uint8Array.of(0, 1) },
      text(0x00020002, 'UI', uidOf(0x00080016)),
      text(0x00020003, 'UI', uidOf(0x00080018)),
      text(0x00020010, 'UI', declared ?? UIDS[syntax]),
    ],
    true,
  );
  const file = new Out(true);
  file.raw(new Uint8Array(128));
  file.letters('DICM');
  writeNodes(file, [{ tag: 0x00020000, vr: 'UL', value: Uint8Array.of(meta.at, 0, 0, 0) }], true);
  file.raw(meta.done());
  file.raw(syntax === 'deflated' ? new Uint8Array(deflateRawSync(body.done())) : body.done());
  return file.done();
}

/**
 * Text in the Specific Character Set (0008,0005) of a data set, after PS3.3 C.12.1.1.2 and PS3.5 6.1 and Annexes H to K.
 * The tables are those of the platform's TextDecoder; only ISO 2022 code extension is done here.
 */

interface CodeElement {
  /** TextDecoder label. */
  readonly label: string;
  /** Bytes put before each character, or the bit set, to make the platform's encoding of the 7-bit or 8-bit set. */
  readonly shape: 'as-is' | 'jis-x-0208' | 'jis-x-0212';
}

const element = (label: string, shape: CodeElement['shape'] = 'as-is'): CodeElement => ({ label, shape });
const ASCII = element('windows-1252');

/** G1 of the sets without code extension. Latin-1 comes with the printable characters that windows-1252 has in 80-9F. */
const SINGLE_BYTE: Readonly<Record<string, string>> = {
  '6': 'windows-1252',
  '100': 'windows-1252',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8-i',
  '144': 'iso-8859-5',
  '148': 'windows-1254',
  '166': 'windows-874',
  '203': 'iso-8859-15',
  '13': 'shift_jis',
};

/** Scripts in which letters beyond ASCII stand alone or in twos. */
const LATIN = new Set(['windows-1252', 'iso-8859-2', 'iso-8859-3', 'iso-8859-4', 'iso-8859-15', 'windows-1254']);

/** Sets that take the whole string and forbid code extension. */
const WHOLE: Readonly<Record<string, string>> = { 'ISO_IR 192': 'utf-8', GB18030: 'gb18030', GBK: 'gbk' };

/** Escape sequences (after the ESC) with the code element that each puts into G0 or G1. */
const ESCAPES: readonly (readonly [after: string, into: 'g0' | 'g1', set: CodeElement])[] = [
  ['(B', 'g0', ASCII],
  ['(J', 'g0', element('shift_jis')],
  ['$B', 'g0', element('euc-jp', 'jis-x-0208')],
  ['$@', 'g0', element('euc-jp', 'jis-x-0208')],
  ['$(D', 'g0', element('euc-jp', 'jis-x-0212')],
  [')I', 'g1', element('shift_jis')],
  ['$)C', 'g1', element('euc-kr')],
  ['$)A', 'g1', element('gbk')],
  ['-A', 'g1', element('windows-1252')],
  ['-B', 'g1', element('iso-8859-2')],
  ['-C', 'g1', element('iso-8859-3')],
  ['-D', 'g1', element('iso-8859-4')],
  ['-F', 'g1', element('iso-8859-7')],
  ['-G', 'g1', element('iso-8859-6')],
  ['-H', 'g1', element('iso-8859-8-i')],
  ['-L', 'g1', element('iso-8859-5')],
  ['-M', 'g1', element('windows-1254')],
  ['-T', 'g1', element('windows-874')],
  ['-b', 'g1', element('iso-8859-15')],
];

const ESC = 0x1b;

export interface DecodedText {
  readonly text: string;
  /** What speaks against the declared character set; null if nothing does. */
  readonly doubt: string | null;
}

/**
 * @param declared the values of (0008,0005); empty when absent
 * @returns the text as declared, undivided at backslashes, with a doubt where the bytes plainly say something else
 */
export function decodeText(bytes: Uint8Array, declared: readonly string[]): DecodedText {
  if (bytes.every((byte) => byte < 0x80 && byte !== ESC))
    return { text: decodeWith('windows-1252', bytes), doubt: null };
  const sets = declared.filter((set) => set !== '');
  const first = sets[0] ?? '';
  const whole = WHOLE[first];
  if (whole !== undefined) return strictly(whole, bytes, first);
  const label = SINGLE_BYTE[first.replace(/^ISO(?:_| 2022 )IR /, '')];
  if (first !== '' && label === undefined && !first.startsWith('ISO 2022')) {
    return { ...undeclared(bytes), doubt: `the character set ${first} is not known` };
  }
  if (bytes.includes(ESC) || sets.length > 1) {
    const text = decodeWithEscapes(bytes, element(label ?? 'windows-1252'));
    return { text, doubt: text.includes('\uFFFD') ? `some bytes have no character in ${sets.join('\\')}` : null };
  }
  if (first === '' || first === 'ISO_IR 6') return undeclared(bytes);
  const text = decodeWith(label ?? 'windows-1252', bytes);
  const other = plainlyOther(bytes, LATIN.has(label ?? ''));
  return {
    text,
    doubt: other === null ? null : `${first} is declared, but the bytes read as ${other.name}: "${other.text}"`,
  };
}

function undeclared(bytes: Uint8Array): DecodedText {
  const other = plainlyOther(bytes, true);
  return other === null
    ? {
        text: decodeWith('windows-1252', bytes),
        doubt: 'bytes beyond ASCII without a declared character set, read as Latin-1',
      }
    : { text: other.text, doubt: `bytes beyond ASCII without a declared character set, read as ${other.name}` };
}

function strictly(label: string, bytes: Uint8Array, declared: string): DecodedText {
  const text = decodeWith(label, bytes);
  return { text, doubt: text.includes('\uFFFD') ? `some bytes have no character in ${declared}` : null };
}

/** Several bytes in a row that are UTF-8, or two or more whole characters of GB 2312, are not Latin-1 by chance. */
function plainlyOther(bytes: Uint8Array, latin: boolean): { name: string; text: string } | null {
  const utf8 = decodeFatally('utf-8', bytes);
  if (utf8 !== null) return { name: 'UTF-8', text: utf8 };
  // Words of other scripts are runs of high bytes anyway.
  if (!latin || !onlyDoubleBytes(bytes)) return null;
  const gbk = decodeFatally('gbk', bytes);
  return gbk === null ? null : { name: 'GBK', text: gbk };
}

function onlyDoubleBytes(bytes: Uint8Array): boolean {
  let longest = 0;
  let run = 0;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i];
    if (byte !== undefined && byte >= 0xa1 && byte <= 0xf7) run++;
    else if (byte !== undefined && byte >= 0x80 && byte < 0xa1) return false;
    else {
      if (run % 2 === 1) return false;
      longest = Math.max(longest, run);
      run = 0;
    }
  }
  return longest >= 4;
}

function decodeWithEscapes(bytes: Uint8Array, initial: CodeElement): string {
  const initialG0 = initial.label === 'shift_jis' ? initial : ASCII;
  let g0 = initialG0;
  let g1 = initial;
  let text = '';
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i] ?? 0;
    if (byte === ESC) {
      const escape = ESCAPES.find(([after]) => startsWith(bytes, i + 1, after));
      if (escape === undefined) {
        text += '\uFFFD';
        i++;
        continue;
      }
      if (escape[1] === 'g0') g0 = escape[2];
      else g1 = escape[2];
      i += 1 + escape[0].length;
      continue;
    }
    if (g0.shape === 'as-is' && isDelimiter(byte)) {
      g0 = initialG0;
      g1 = initial;
      text += String.fromCharCode(byte);
      i++;
      continue;
    }
    const high = byte >= 0x80;
    let end = i + 1;
    while (
      end < bytes.length &&
      bytes[end] !== ESC &&
      (bytes[end] ?? 0) >= 0x80 === high &&
      !(g0.shape === 'as-is' && isDelimiter(bytes[end] ?? 0))
    ) {
      end++;
    }
    text += decodeElement(high ? g1 : g0, bytes.subarray(i, end));
    i = end;
  }
  return text;
}

/** At these the code elements fall back to those of value 1 (PS3.5 6.1.2.5.3). */
function isDelimiter(byte: number): boolean {
  return (
    byte === 0x5c || byte === 0x5e || byte === 0x3d || byte === 0x0d || byte === 0x0a || byte === 0x09 || byte === 0x0c
  );
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function decodeElement({ label, shape }: CodeElement, bytes: Uint8Array): string {
  if (shape === 'as-is') return decodeWith(label, bytes);
  const euc: number[] = [];
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i] ?? 0;
    const trail = bytes[i + 1];
    // Control characters and a lone last byte are no part of a 94x94 set.
    if (lead < 0x21 || trail === undefined) {
      euc.push(lead);
      i++;
      continue;
    }
    if (shape === 'jis-x-0212') euc.push(0x8f);
    euc.push(lead | 0x80, trail | 0x80);
    i += 2;
  }
  return decodeWith(label, Uint8Array.from(euc));
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decodeWith(label: string, bytes: Uint8Array): string {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label);
    decoders.set(label, decoder);
  }
  return decoder.decode(bytes);
}

function decodeFatally(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

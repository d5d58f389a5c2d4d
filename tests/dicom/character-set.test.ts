import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/dicom/character-set.ts';
import { el, sq } from './dicom-bytes.ts';
import { readStructures } from './read-one.ts';
import { listedRoi } from './rt-files.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));
const ESC = [0x1b];

describe('character sets', () => {
  // Examples of PS3.5 Annexes H, I, J and K, and single characters of the ISO 8859 tables.
  it.each([
    ['ISO_IR 100', bytes('Buc^J', [0xe9], 'r', [0xf4], 'me'), 'Buc^Jérôme'],
    ['ISO_IR 101', bytes([0xb1, 0xe6]), 'ąć'],
    ['ISO_IR 109', bytes([0xa1]), 'Ħ'],
    ['ISO_IR 110', bytes([0xa2]), 'ĸ'],
    ['ISO_IR 126', bytes([0xc4, 0xe9, 0xef]), 'Διο'],
    ['ISO_IR 127', bytes([0xe2, 0xc8]), 'قب'],
    ['ISO_IR 138', bytes([0xf9, 0xf8]), 'שר'],
    ['ISO_IR 144', bytes([0xbb, 0xee, 0xda]), 'Люк'],
    ['ISO_IR 148', bytes([0xf0, 0xfd]), 'ğı'],
    ['ISO_IR 166', bytes([0xa1, 0xd2]), 'กา'],
    ['ISO_IR 13', bytes([0xd4, 0xcf, 0xc0, 0xde]), 'ﾔﾏﾀﾞ'],
    ['ISO_IR 192', bytes([0xe7, 0x8e, 0x8b], '^', [0xe5, 0xb0, 0x8f]), '王^小'],
    ['GB18030', bytes([0xcd, 0xf5], '^', [0xd0, 0xa1]), '王^小'],
    ['GBK', bytes([0x81, 0x5c]), '乗'],
    ['ISO 2022 IR 6\\ISO 2022 IR 87', bytes(ESC, '$B', [0x3b, 0x33, 0x45, 0x44], ESC, '(B^x'), '山田^x'],
    ['\\ISO 2022 IR 87', bytes('A=', ESC, '$B', [0x3b, 0x33], ESC, '(B'), 'A=山'],
    ['ISO 2022 IR 13\\ISO 2022 IR 87', bytes([0xd4], ESC, '$B', [0x45, 0x44], ESC, '(J'), 'ﾔ田'],
    ['\\ISO 2022 IR 159', bytes(ESC, '$(D', [0x30, 0x21], ESC, '(B'), '丂'],
    ['\\ISO 2022 IR 149', bytes('Hong^', ESC, '$)C', [0xb1, 0xe6, 0xb5, 0xbf]), 'Hong^길동'],
    ['\\ISO 2022 IR 58', bytes('Wang^', ESC, '$)A', [0xd0, 0xa1]), 'Wang^小'],
    ['ISO 2022 IR 100\\ISO 2022 IR 144', bytes([0xe9], ESC, '-L', [0xbb]), 'éЛ'],
  ])('%s', (declared, raw, text) => {
    expect(decodeText(raw, declared.split('\\'))).toEqual({ text, doubt: null });
  });

  it('fall back to the first set at a delimiter', () => {
    const raw = bytes(ESC, '-L', [0xbb], '^', [0xe9]);
    expect(decodeText(raw, ['ISO 2022 IR 100', 'ISO 2022 IR 144']).text).toBe('Л^é');
  });

  it('of two bytes may hold the codes of delimiters without ending there', () => {
    // JIS X 0208 3D 5E and 3D 3D: an equals sign and a caret by their bytes.
    const raw = bytes(ESC, '$B', [0x3d, 0x5e, 0x3d, 0x3d], ESC, '(B');
    expect(decodeText(raw, ['', 'ISO 2022 IR 87']).text).toBe('殉十');
  });

  it('leave plain Latin-1 without a doubt', () => {
    expect(decodeText(bytes('L', [0xe4, 0xf6], 'sion S', [0xfc], 'd'), ['ISO_IR 100']).doubt).toBeNull();
  });

  it.each([
    ['ISO_IR 100', bytes([0xc3, 0xa9]), 'Ã©', 'UTF-8: "é"'],
    ['ISO_IR 100', bytes([0xcd, 0xf5, 0xd0, 0xa1]), 'ÍõÐ¡', 'GBK: "王小"'],
  ])(
    'dicomParser#77, #89, dicompyler#69: %s that is plainly something else is decoded as declared, with a doubt',
    (declared, raw, text, doubt) => {
      const decoded = decodeText(raw, [declared]);
      expect(decoded.text).toBe(text);
      expect(decoded.doubt).toContain(doubt);
    },
  );

  it('that are not declared or not known leave a doubt', () => {
    expect(decodeText(bytes([0xe9], 'x'), [])).toEqual({
      text: 'éx',
      doubt: expect.stringContaining('without a declared') as string,
    });
    expect(decodeText(bytes([0xe9], 'x'), ['ISO_IR 999']).doubt).toContain('ISO_IR 999 is not known');
    expect(decodeText(bytes([0xff, 0x41]), ['ISO_IR 192']).doubt).toContain('ISO_IR 192');
  });

  it('reach the names of ROIs, whose doubts become warnings of the object', async () => {
    const utf8 = await readStructures({
      '0008,0005': el('0008,0005', 'CS', 'ISO_IR 192'),
      '3006,0020': sq('3006,0020', [[el('3006,0022', 'IS', '1'), el('3006,0026', 'LO', bytes([0xe8, 0x82, 0xba]))]]),
    });
    expect(utf8.rois[0]?.roiName).toBe('肺');
    expect(utf8.characterSet).toBe('ISO_IR 192');
    const garbled = await readStructures({
      '0008,0005': el('0008,0005', 'CS', 'ISO_IR 100'),
      '3006,0020': sq('3006,0020', [[el('3006,0022', 'IS', '1'), el('3006,0026', 'LO', bytes([0xe8, 0x82, 0xba]))]]),
    });
    expect(garbled.warnings.find(({ code }) => code === 'character-set')?.message).toContain('肺');
  });

  it('cannot bring control characters into a name', async () => {
    const { rois } = await readStructures({ '3006,0020': sq('3006,0020', [listedRoi(1, 'A\r\nB\x07')]) });
    expect(rois[0]?.roiName).toBe('A B');
  });
});

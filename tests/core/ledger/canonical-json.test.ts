import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/index.ts';

describe('canonical JSON', () => {
  it('is that of RFC 8785, section 3.2.3 for the order of keys and 3.2.2 for numbers', () => {
    const keys = {
      '€': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '😀': 'Smiley',
      '\u0080': 'Control',
      ö: 'o',
    };
    expect(Object.values(JSON.parse(canonicalJson(keys)) as object)).toHaveLength(7);
    expect(canonicalJson(keys)).toBe(
      '{"\\r":"CR","1":"One","\u0080":"Control","ö":"o","€":"Euro","😀":"Smiley","\ufb33":"Hebrew"}',
    );
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
    expect(canonicalJson({ b: [true, null, { d: 1, c: undefined }], a: 'x' })).toBe(
      '{"a":"x","b":[true,null,{"d":1}]}',
    );
  });

  it('says the same for the same content in any order of keys, and reads back as that content', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        fc.pre(!/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([[NaN], [Infinity], ['a\0b'], ['\ud800'], [{ '\udc00x': 1 }], [() => 1]])(
    'refuses %s, which JSON or a database cannot hold',
    (value) => {
      expect(() => canonicalJson(value)).toThrow('cannot be recorded');
    },
  );
});

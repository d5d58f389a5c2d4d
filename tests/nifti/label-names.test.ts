import { describe, expect, it } from 'vitest';
import { labelNamesIn, labelNumbers, readLabelNames, readNifti } from '../../src/nifti/index.ts';
import { niftiBytes } from './nifti-bytes.ts';

const TABLE = new Map([
  [25, 'sacrum'],
  [26, 'vertebrae_S1'],
  [27, 'vertebrae_L5'],
  [77, 'hip_left'],
]);

describe('the class names of a label map', () => {
  it('are read from the label table that the file carries, bare, as CDATA and with entities', async () => {
    const extension =
      '<?xml version="1.0"?> <CaretExtension><VolumeInformation Index="0"><LabelTable>' +
      '<Label Key="25" Red="1" Green="0" Blue="0" Alpha="1"><![CDATA[sacrum]]></Label>\n' +
      '<Label Red="0" Key="27">vertebrae_L5 &amp; disc</Label></LabelTable></VolumeInformation></CaretExtension>';
    const sform = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ] as const;
    for (const bigEndian of [false, true]) {
      const bytes = niftiBytes({ size: [2, 2, 2], sform, extension, bigEndian }, [0, 25, 0, 0, 0, 0, 0, 27]);
      const image = await readNifti({ path: 'a.nii', bytes });
      expect([...labelNamesIn(image.extensions)]).toEqual([
        [25, 'sacrum'],
        [27, 'vertebrae_L5 & disc'],
      ]);
      expect([...image.stored]).toEqual([0, 25, 0, 0, 0, 0, 0, 27]);
    }
  });

  it('are read from lines of text and from JSON', () => {
    const expected = [
      [25, 'sacrum'],
      [91, 'skull base'],
    ];
    expect([...readLabelNames('# bones\n25 sacrum\r\n\n 91\tskull base \n', 'a.txt')]).toEqual(expected);
    expect([...readLabelNames('25,sacrum\n91;"skull base"', 'a.csv')]).toEqual(expected);
    expect([...readLabelNames('25: sacrum\n91 = skull base', 'a.txt')]).toEqual(expected);
    expect([...readLabelNames('\uFEFF{"25":"sacrum","91":"skull base"}', 'a.json')]).toEqual(expected);
  });

  it('are refused with the line where one is no name, or one number has two', () => {
    expect(() => readLabelNames('25 sacrum\nskull', 'a.txt')).toThrow(/a\.txt, line 2.*not a class number/);
    expect(() => readLabelNames('25 sacrum\n25 skull', 'a.txt')).toThrow(/class 25 has two names/);
    expect(() => readLabelNames('{"25":7}', 'a.json')).toThrow(/not a class number and its name/);
  });

  it('pick classes whatever their case, by number, by name and by beginning', () => {
    expect(labelNumbers(['Sacrum', 77], TABLE, 'case', 'labels')).toEqual([25, 77]);
    expect(labelNumbers(['vertebrae_*', 'vertebrae_L5'], TABLE, 'case', 'labels')).toEqual([26, 27]);
    expect(labelNumbers([99], TABLE, 'case', 'labels')).toEqual([99]);
  });

  it('refuse an unknown name with the nearest, and a name that two classes have', () => {
    expect(() => labelNumbers(['sacum'], TABLE, 'case.json', 'labels')).toThrow(/no class is called "sacum".*sacrum/);
    expect(() => labelNumbers(['sacrum'], new Map(), 'case.json', 'labels')).toThrow(/no table of names/);
    const twice = new Map([...TABLE, [5, 'SACRUM']] as [number, string][]);
    expect(() => labelNumbers(['sacrum'], twice, 'case.json', 'labels')).toThrow(/more than one class.*25, 5/);
  });
});

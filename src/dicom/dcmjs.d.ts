/** dcmjs comes without types: only what is used here, and only for writing. */
declare module 'dcmjs' {
  interface Element {
    readonly vr: string;
    readonly Value: readonly unknown[];
  }
  type Elements = Record<string, Element>;

  class DicomDict {
    constructor(meta: Elements);
    dict: Elements;
    write(options?: { allowInvalidVRLength: boolean }): ArrayBuffer;
  }

  export const data: {
    readonly DicomDict: typeof DicomDict;
    readonly DicomMetaDictionary: { readonly denaturalizeDataset: (dataset: object) => Elements };
  };
}

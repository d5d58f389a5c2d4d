import { data } from 'dcmjs';

interface Reading {
  readonly DicomMessage: { readonly readFile: (bytes: ArrayBuffer) => { readonly dict: object } };
  readonly DicomMetaDictionary: { readonly naturalizeDataset: (dict: object) => Record<string, unknown> };
}

/** A file by keyword, read by dcmjs: slowly, and for attributes that the program itself never reads. */
export function naturalised(bytes: Uint8Array): Record<string, unknown> {
  const { DicomMessage, DicomMetaDictionary } = data as unknown as Reading;
  const { dict } = DicomMessage.readFile(Uint8Array.from(bytes).buffer);
  return DicomMetaDictionary.naturalizeDataset(dict);
}

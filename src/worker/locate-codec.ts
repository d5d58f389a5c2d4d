import type { LocateCodec } from '../dicom/index.ts';

/** The page's own copies of the codecs' .wasm files, by the names under which the codecs ask for them. */
const FILES: Readonly<Record<string, URL>> = {
  'charlswasm_decode.wasm': new URL(
    '../../node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
    import.meta.url,
  ),
  'openjpegwasm_decode.wasm': new URL(
    '../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
    import.meta.url,
  ),
  'openjphjs.wasm': new URL('../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm', import.meta.url),
};

export const locateCodec: LocateCodec = (file) => FILES[file]?.href ?? file;

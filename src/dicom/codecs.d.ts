/** The codecs come without types: only what is used here. */
interface CodecModuleOptions {
  /** Where the .wasm file lies; not needed in Node. */
  readonly locateFile?: ((file: string) => string) | undefined;
  readonly print?: () => void;
  readonly printErr?: () => void;
}

interface CodecFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
  readonly isUsingColorTransform?: boolean;
}

/** An object in the memory of WebAssembly: views into it die with the next call, and it must be deleted. */
interface CodecDecoder {
  getEncodedBuffer(size: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): CodecFrameInfo;
  delete(): void;
}

/** Used in tests only. */
interface CodecEncoder {
  setDecompositions?(levels: number): void;
  getDecodedBuffer(info: CodecFrameInfo): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

declare module '@cornerstonejs/codec-charls/wasmjs' {
  const load: (options?: CodecModuleOptions) => Promise<{ readonly JpegLSEncoder: new () => CodecEncoder }>;
  export { load as default };
}

declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const load: (options?: CodecModuleOptions) => Promise<{ readonly J2KEncoder: new () => CodecEncoder }>;
  export { load as default };
}

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const load: (options?: CodecModuleOptions) => Promise<{ readonly JpegLSDecoder: new () => CodecDecoder }>;
  export { load as default };
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: (options?: CodecModuleOptions) => Promise<{ readonly J2KDecoder: new () => CodecDecoder }>;
  export { load as default };
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const load: (options?: CodecModuleOptions) => Promise<{
    readonly HTJ2KDecoder: new () => CodecDecoder;
    readonly HTJ2KEncoder: new () => CodecEncoder;
  }>;
  export { load as default };
}

declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    constructor(buffer?: ArrayBuffer | null, numBytes?: number);
    readonly yLoc: number;
    readonly scan: { readonly al: number };
    readonly frame: { readonly dimX: number; readonly dimY: number; readonly precision: number };
    decode(buffer: ArrayBuffer, offset?: number, length?: number, numBytes?: number): Uint8Array | Uint16Array;
  }
}

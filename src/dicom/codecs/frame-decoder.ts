/** What a frame must come out as. */
export interface FrameShape {
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: 8 | 16;
}

/**
 * The stored bit patterns of one frame, row by row; bytes where the code holds at most eight bits.
 * Throws anything for data that do not decode.
 */
export type FrameDecoder = (compressed: Uint8Array) => DecodedFrame;

export interface DecodedFrame {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly patterns: Uint8Array | Uint16Array;
}

/** Where the page keeps a codec's .wasm file; Node finds it by itself. */
export type LocateCodec = (file: string) => string;

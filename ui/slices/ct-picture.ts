import type { VoxelPlane } from '../../core/index.ts';

/** Hounsfield units from black to white. */
export interface HuWindow {
  readonly centreHu: number;
  readonly widthHu: number;
}

const OFFSET = 32768;

/** Turns planes of a CT into pictures; holds one canvas and one table of grays, made anew when the window changes. */
export class CtPicture {
  readonly #canvas = document.createElement('canvas');
  #image: ImageData | null = null;
  #table = new Uint32Array(0);
  #of: HuWindow | null = null;

  /** Draws a plane into a context that is set to millimetres of the plane. */
  draw(context: CanvasRenderingContext2D, plane: VoxelPlane, window: HuWindow): void {
    const { columns, rows, values, columnSpacingMm, rowSpacingMm, uMm, vMm } = plane;
    const own = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (own === null) return;
    if (this.#image?.width !== columns || this.#image.height !== rows) {
      this.#canvas.width = columns;
      this.#canvas.height = rows;
      this.#image = own.createImageData(columns, rows);
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    const table = this.#grays(window);
    if (values instanceof Int16Array)
      for (let n = 0; n < values.length; n++) pixels[n] = table[(values[n] ?? 0) + OFFSET] ?? 0;
    else
      for (let n = 0; n < values.length; n++)
        pixels[n] = table[Math.max(0, Math.min(65535, Math.round(values[n] ?? 0) + OFFSET))] ?? 0;
    own.putImageData(this.#image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(
      this.#canvas,
      uMm - columnSpacingMm / 2,
      vMm - rowSpacingMm / 2,
      columns * columnSpacingMm,
      rows * rowSpacingMm,
    );
  }

  #grays(window: HuWindow): Uint32Array {
    if (this.#of?.centreHu === window.centreHu && this.#of.widthHu === window.widthHu) return this.#table;
    const low = window.centreHu - window.widthHu / 2;
    this.#table = Uint32Array.from({ length: 65536 }, (_, n) => {
      const gray = Math.max(0, Math.min(255, Math.round((255 * (n - OFFSET - low)) / window.widthHu)));
      return 0xff000000 + gray * 0x010101;
    });
    this.#of = window;
    return this.#table;
  }
}

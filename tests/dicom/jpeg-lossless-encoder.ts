/**
 * JPEG lossless (ISO 10918-1 Annex H), one component, in its plainest form: all 17 categories have codes of five bits.
 *
 * @param predictor selection value 1 to 7
 */
export function jpegLossless(
  image: readonly number[],
  columns: number,
  rows: number,
  precision: number,
  predictor: 1 | 4,
  pointTransform = 0,
): Uint8Array {
  const u16 = (n: number): number[] => [n >> 8, n & 255];
  const lengths = [0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const out: number[] = [
    ...[0xff, 0xd8],
    ...[0xff, 0xc4, ...u16(19 + 17), 0, ...lengths, ...Array.from({ length: 17 }, (_, n) => n)],
    ...[0xff, 0xc3, ...u16(11), precision, ...u16(rows), ...u16(columns), 1, 1, 0x11, 0],
    ...[0xff, 0xda, ...u16(8), 1, 1, 0, predictor, 0, pointTransform],
  ];
  let buffer = 0;
  let held = 0;
  const put = (value: number, bits: number): void => {
    for (let b = bits - 1; b >= 0; b--) {
      buffer = (buffer << 1) | ((value >> b) & 1);
      if (++held < 8) continue;
      out.push(buffer);
      if (buffer === 0xff) out.push(0);
      buffer = 0;
      held = 0;
    }
  };
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const n = i + columns * j;
      const [left, above, corner] = [image[n - 1]!, image[n - columns]!, image[n - columns - 1]!];
      // The first row goes by the left neighbour, the first column by the upper one (H.1.1).
      const predicted =
        n === 0
          ? 1 << (precision - pointTransform - 1)
          : j === 0
            ? left
            : i === 0
              ? above
              : predictor === 1
                ? left
                : left + above - corner;
      const difference = image[n]! - predicted;
      const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
      put(category, 5);
      if (category > 0) put(difference > 0 ? difference : difference + (1 << category) - 1, category);
    }
  }
  while (held !== 0) put(1, 1);
  return Uint8Array.from([...out, 0xff, 0xd9]);
}

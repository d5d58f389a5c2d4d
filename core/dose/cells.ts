/** Index of the cell that holds a coordinate: the last node at or below it, at most the last but one. */
export function cellOf(nodesMm: Float64Array, atMm: number): number {
  let low = 0;
  let high = Math.max(nodesMm.length - 2, 0);
  while (low < high) {
    const mid = (low + high + 1) >>> 1;
    if (nodesMm[mid]! <= atMm) low = mid;
    else high = mid - 1;
  }
  return low;
}

/** The same among nodes that are nearly even: the first guess is mostly right. */
export function columnAt(xMm: Float64Array, x: number): number {
  const last = xMm.length - 2;
  const guess = Math.floor(((x - xMm[0]!) / (xMm[last + 1]! - xMm[0]!)) * (last + 1));
  let i = guess < 0 ? 0 : guess > last ? last : guess;
  while (i > 0 && xMm[i]! > x) i = i - 1;
  while (i < last && xMm[i + 1]! <= x) i = i + 1;
  return i;
}

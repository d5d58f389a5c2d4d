/** A piece of a report that lies on one page as a whole. */
export interface Piece {
  readonly height: number;
  /** Room above it; left out at the top of a page. */
  readonly gap: number;
  /** Not parted from the piece after it. */
  readonly keeps: boolean;
  readonly draw: (y: number) => void;
  /** Drawn again where a page begins with this piece, as an ornament: the head of a table. */
  readonly head?: { readonly height: number; readonly draw: (y: number) => void };
}

export function heightOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { gap, height }, n) => sum + height + (n === 0 ? 0 : gap), 0);
}

/** Draws pieces one below the other from `y`, all on one page. */
export function drawPieces(pieces: readonly Piece[], y: number): void {
  let at = y;
  pieces.forEach((piece, n) => {
    at += n === 0 ? 0 : piece.gap;
    piece.draw(at);
    at += piece.height;
  });
}

/** Lays pieces on pages. What is kept together moves to the next page as one, unless that is too little for it. */
export function flow(
  pieces: readonly Piece[],
  page: { readonly top: number; readonly bottom: number; readonly next: () => void },
): void {
  let y = page.top;
  let isFresh = true;
  pieces.forEach((piece, n) => {
    const starts = n === 0 || pieces[n - 1]?.keeps !== true;
    const needed = starts ? togetherFrom(pieces, n) : piece.height;
    const gap = isFresh ? 0 : piece.gap;
    const fits =
      y + gap + needed <= page.bottom || (y + gap + piece.height <= page.bottom && needed > page.bottom - page.top);
    if (!fits && !isFresh) {
      page.next();
      y = page.top;
      isFresh = true;
      if (piece.head !== undefined) {
        piece.head.draw(y);
        y += piece.head.height;
      }
    }
    y += isFresh ? 0 : piece.gap;
    piece.draw(y);
    y += piece.height;
    isFresh = false;
  });
}

function togetherFrom(pieces: readonly Piece[], first: number): number {
  let last = first;
  while (pieces[last]?.keeps === true && last + 1 < pieces.length) last++;
  return heightOf(pieces.slice(first, last + 1));
}

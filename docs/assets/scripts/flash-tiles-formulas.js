// What plain and tiled attention move and compute; twins of scripts/reference/flash.py, held together by a test.

/** How many numbers of one head plain attention reads and writes. */
export function plainNumbers(n, headDim) {
  return 4 * n * headDim + 4 * n * n;
}

/** The same for tiles of `rows` queries: q and the output once, k and v once for each tile of queries. */
export function tiledNumbers(n, headDim, rows) {
  return 2 * n * headDim + Math.ceil(n / rows) * 2 * n * headDim;
}

/** The numbers moved until `tile` tiles of `rows` × `rows` are done (rows divides n). */
export function movedNumbers(n, headDim, rows, tile) {
  const across = n / rows;
  const begun = Math.ceil(tile / across);
  const finished = Math.floor(tile / across);
  return (begun + finished) * rows * headDim + tile * 2 * rows * headDim;
}

/** The operations of both matrix products, a multiply-add counted as two. */
export function matmulFlops(n, headDim) {
  return 4 * n * n * headDim;
}

/** How many numbers a tile keeps on the chip: q, output, k, v and the scores. */
export function tileNumbers(rows, columns, headDim) {
  return 2 * rows * headDim + 2 * columns * headDim + rows * columns;
}

// What attention caches and multiplies; twins of scripts/reference/mla.py, held together by a test.

/** How many numbers a token adds to a layer's cache under MHA, GQA or MQA. */
export function mhaNumbers(kvHeads, headDim) {
  return 2 * kvHeads * headDim;
}

/** The same under MLA. */
export function mlaNumbers(kvRank, ropeDim) {
  return kvRank + ropeDim;
}

/** The bytes of a cache of `tokens` tokens in `layers` layers, `element` bytes a number. */
export function cacheBytes(numbers, layers, tokens, element) {
  return numbers * layers * tokens * element;
}

/** The multiplications of one head for one pair of query and key, score and mixing. */
export function pairMultiplications(kvRank, headDim, ropeDim, vDim, absorbed) {
  return absorbed ? kvRank + ropeDim + kvRank : headDim + ropeDim + vDim;
}

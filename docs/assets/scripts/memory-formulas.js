// What a card holds beside the weights; twins of scripts/reference/inference_memory.py and of
// scripts/reference/kv_cache.py, held together by a test.

/** The bits of a number whose group of `group` shares scales of `scaleBits` in all. */
export function storedBits(bits, group, scaleBits) {
  return bits + scaleBits / group;
}

/** The bytes of weights, `bits` each, scales included. */
export function weightBytes(count, bits) {
  return (count * bits) / 8;
}

/** How many sequences of `each` bytes fit beside the weights in the usable bytes of a card. */
export function sequencesThatFit(usable, weights, each) {
  return Math.max(0, Math.floor((usable - weights) / each));
}

/** Bits of a stored number by what a reader chooses: 16, and 8 or 4 with a 16-bit scale for every 32 numbers. */
export const BITS = { 16: 16, 8: storedBits(8, 32, 16), 4: storedBits(4, 32, 16) };

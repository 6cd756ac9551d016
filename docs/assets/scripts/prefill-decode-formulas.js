// The least time of a step; twins of scripts/reference/prefill_decode.py, held together by a test.

/** Sizes of the data; a test holds them against it. */
export const MODELS = {
  "llama-2-7b": { name: "Llama 2 7B", count: 6738415616, weights: 6607077376, scores: 524288, cached: 524288 },
  "llama-3.1-8b": { name: "Llama 3.1 8B", count: 8030261248, weights: 7504658432, scores: 524288, cached: 131072 },
  "qwen3-32b": { name: "Qwen3 32B", count: 32762123264, weights: 31983534080, scores: 2097152, cached: 262144 },
};
/** Peaks of cards of the data, in operations and bytes per second, and memory in bytes. */
export const CARDS = {
  "a100-80": { name: "A100 80 GB", flops: 312e12, bandwidth: 2.039e12, memory: 80e9 },
  "h100-80": { name: "H100", flops: 989e12, bandwidth: 3.35e12, memory: 80e9 },
  h20: { name: "H20", flops: 147e12, bandwidth: 4e12, memory: 96e9 },
};
/** The part of a card for weights and cache. */
export const SHARE = 0.9;
const WEIGHT_BYTES = 2;

/** The roofline's seconds: the slower of arithmetic and memory. */
export function atLeast(card, operations, moved) {
  return Math.max(operations / card.flops, moved / card.bandwidth);
}

/** Least seconds of the two parts of a decoding step. */
export function decodeParts(model, card, batch, context) {
  const seen = batch * context;
  return {
    matrices: atLeast(card, 2 * model.weights * batch, model.weights * WEIGHT_BYTES),
    cache: atLeast(card, model.scores * seen, model.cached * seen),
  };
}

/** Least seconds to read a prompt in one step. */
export function prefillSeconds(model, card, prompt) {
  const pairs = (prompt * (prompt + 1)) / 2;
  const matrices = atLeast(card, 2 * model.weights * prompt, model.weights * WEIGHT_BYTES);
  return matrices + atLeast(card, model.scores * pairs, model.cached * prompt);
}

/** Operations per byte at which arithmetic and memory take equally long. */
export function ridge(card) {
  return card.flops / card.bandwidth;
}

/** Sequences of `context` tokens that fit beside the weights. */
export function sequencesOn(model, card, context) {
  const left = card.memory * SHARE - model.count * WEIGHT_BYTES;
  return Math.max(0, Math.floor(left / (model.cached * context)));
}

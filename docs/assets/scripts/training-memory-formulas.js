// What training keeps of the activations; twins of scripts/reference/training_memory.py, held together by a test.

/** How many numbers a block keeps per token for the backward pass. */
export function keptNumbers({ dModel, heads, kvHeads, headDim, dFf }) {
  return 4 * dModel + (2 * heads + 2 * kvHeads) * headDim + 3 * dFf;
}

/** The bytes kept for `tokens` tokens on one card; with recomputation each block keeps its input alone. */
export function activationBytes(model, tokens, recompute) {
  const block = 2 * keptNumbers(model) * tokens;
  const end = 4 * (model.dModel + model.vocabulary) * tokens;
  return recompute ? model.layers * 2 * model.dModel * tokens + Math.max(block, end) : model.layers * block + end;
}

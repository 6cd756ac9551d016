// Parameters and bytes of adapters; twins of scripts/reference/lora.py, held together by a test.

/** Shapes (out, in) of the matrices of a gated block, by name. */
export function blockShapes({ dModel, heads, kvHeads, headDim, dFf }) {
  const q = heads * headDim;
  const kv = kvHeads * headDim;
  return {
    q: [q, dModel], k: [kv, dModel], v: [kv, dModel], o: [dModel, q],
    gate: [dFf, dModel], up: [dFf, dModel], down: [dModel, dFf],
  };
}

const TARGETS = { qv: ["q", "v"], attention: ["q", "k", "v", "o"], all: ["q", "k", "v", "o", "gate", "up", "down"] };

/** Parameters of the adapters of a model, of one rank, on the chosen matrices of each layer. */
export function adapterParameters(model, target, rank) {
  const shapes = blockShapes(model);
  return model.layers * TARGETS[target].reduce((sum, name) => sum + rank * (shapes[name][0] + shapes[name][1]), 0);
}

/** Bits per weight of NF4 with scales that are quantised too. */
export const NF4_BITS = 4 + 8 / 64 + 32 / (64 * 256);

/** Bytes of the frozen weights: all in 16 bits, or the linear layers of the blocks in NF4. */
export function frozenBytes(model, fourBits) {
  if (!fourBits) {
    return 2 * model.parameters;
  }
  const shapes = Object.values(blockShapes(model));
  const linear = model.layers * shapes.reduce((sum, [out, inner]) => sum + out * inner, 0);
  return 2 * (model.parameters - linear) + (linear * NF4_BITS) / 8;
}

// What a model holds, costs to run and to train: the twins of scripts/counts/architecture.py and
// scripts/counts/costs.py, which name the sources of the formulas. A test holds them together over every
// checkpoint. `arch` is an architecture as the data states it; null where a field is unknown.

/** Parts of the parameters, in the order of the tables. */
export const PARTS = [
  "token_embedding",
  "position_embedding",
  "embedding_norm",
  "attention",
  "feed_forward",
  "experts",
  "router",
  "norms",
  "final_norm",
  "lm_head",
  "mtp",
];
/** Bytes a parameter takes in training: 2 of weight, 2 of gradient, 12 of Adam's states. */
export const TRAINING_BYTES = { weights: 2, gradients: 2, states: 12 };
/** These bytes, each with the stage of ZeRO from which on the cards share them. */
const SPLIT = [
  [TRAINING_BYTES.weights, 3],
  [TRAINING_BYTES.gradients, 2],
  [TRAINING_BYTES.states, 1],
];
export const TRAINING_PASSES = 3;

const GATED = ["swiglu", "geglu", "reglu", "glu"];
const NORMS_OF_BLOCK = { pre: 2, post: 2, "post-deepnorm": 2, reordered: 2, sandwich: 4 };

function isUnknown(value) {
  return value === null || value === undefined;
}

function needed(arch) {
  const experts = arch.experts;
  const dense = !experts || (experts.moe_every ?? 1) > 1 || (experts.dense_layers ?? 0) > 0;
  const norm = arch.norm;
  const position = arch.position;
  const biases = arch.biases ?? {};
  const pairs = ["n_layers", "d_model", "vocab_size", "activation", "tied_embeddings", "n_heads"].map((name) => [
    name,
    arch[name],
  ]);
  if (!arch.mla) {
    pairs.push(["n_kv_heads", arch.n_kv_heads], ["head_dim", arch.head_dim]);
  }
  if (dense) {
    pairs.push(["d_ff", arch.d_ff]);
  }
  if (experts) {
    pairs.push(["experts.d_ff", experts.d_ff]);
  }
  for (const name of ["qkv", "attention_output", "ffn", "lm_head"]) {
    pairs.push([`biases.${name}`, biases[name]]);
  }
  pairs.push(["norm", norm && norm.kind !== "unknown" ? norm.kind : null]);
  pairs.push(["norm.placement", norm ? NORMS_OF_BLOCK[norm.placement] : null]);
  if (norm && norm.kind !== "rmsnorm" && norm.gain !== false) {
    pairs.push(["biases.norm", biases.norm]);
  }
  pairs.push(["position", position && position.kind !== "unknown" ? position.kind : null]);
  if (position && position.kind === "learned") {
    pairs.push(["position.n_positions", position.n_positions || arch.context]);
  }
  if (position && position.kind === "relative-bias") {
    pairs.push(["position.n_buckets", position.n_buckets]);
  }
  return pairs;
}

/** The fields without which the parameters cannot be counted. */
export function missing(arch) {
  return needed(arch)
    .filter(([, value]) => isUnknown(value))
    .map(([name]) => name);
}

function feedForward(arch, width) {
  const inner = GATED.includes(arch.activation) ? 2 : 1;
  const d = arch.d_model;
  return (inner + 1) * d * width + (arch.biases.ffn ? inner * width + d : 0);
}

function mixtureLayers(arch) {
  const experts = arch.experts;
  if (!experts) {
    return 0;
  }
  return [arch.n_layers, arch.n_encoder_layers ?? 0]
    .filter(Boolean)
    .reduce((sum, n) => sum + Math.floor((n - (experts.dense_layers ?? 0)) / (experts.moe_every ?? 1)), 0);
}

function expertsOf(arch, used) {
  const experts = arch.experts;
  if (!experts) {
    return 0;
  }
  const routed = used * feedForward(arch, experts.d_ff);
  const shared =
    (experts.shared ?? 0) * feedForward(arch, experts.shared_d_ff || experts.d_ff) +
    (experts.shared_gate ? arch.d_model : 0);
  return mixtureLayers(arch) * (routed + shared);
}

function projections(arch) {
  const d = arch.d_model;
  const h = arch.n_heads;
  const m = arch.mla;
  if (m) {
    const width = h * (m.qk_nope_head_dim + m.qk_rope_head_dim);
    const query = m.q_lora_rank ? m.q_lora_rank * (d + width) : d * width;
    const up = m.kv_lora_rank * h * (m.qk_nope_head_dim + m.v_head_dim);
    return query + d * (m.kv_lora_rank + m.qk_rope_head_dim) + up + h * m.v_head_dim * d;
  }
  return d * (2 * h * arch.head_dim + 2 * arch.n_kv_heads * arch.head_dim);
}

function attentionVectors(arch) {
  if (arch.mla) {
    return arch.mla.kv_lora_rank + (arch.mla.q_lora_rank ?? 0);
  }
  const heads = arch.n_heads + 2 * arch.n_kv_heads;
  const biases = (arch.biases.qkv ? heads * arch.head_dim : 0) + (arch.biases.attention_output ? arch.d_model : 0);
  const norms = { head: 2 * arch.head_dim, full: (arch.n_heads + arch.n_kv_heads) * arch.head_dim };
  return biases + (norms[arch.qk_norm] ?? 0) + (arch.attention_sinks ? arch.n_heads : 0);
}

function attentionLayers(arch) {
  const encoder = arch.n_encoder_layers ?? 0;
  return arch.n_layers * (encoder ? 2 : 1) + encoder;
}

function normOf(arch) {
  const shift = arch.norm.kind !== "rmsnorm" && arch.biases.norm ? 1 : 0;
  return arch.norm.gain === false ? 0 : arch.d_model * (1 + shift);
}

function blockNorms(arch) {
  const each = arch.norm.per_block || NORMS_OF_BLOCK[arch.norm.placement];
  const encoder = arch.n_encoder_layers ?? 0;
  const decoder = each * arch.n_layers + (encoder ? Math.floor(each / 2) * arch.n_layers : 0);
  return normOf(arch) * (decoder + each * encoder);
}

function hasFinalNorm(arch) {
  return arch.norm.final ?? ["pre", "sandwich", "reordered"].includes(arch.norm.placement);
}

function positions(arch, stacks) {
  const position = arch.position;
  if (position.kind === "learned") {
    return (position.n_positions || arch.context || 0) * arch.d_model * stacks;
  }
  return position.kind === "relative-bias" ? position.n_buckets * arch.n_heads * stacks : 0;
}

function furtherTokens(arch) {
  if (!arch.mtp) {
    return 0;
  }
  const block = sum(parts({ ...arch, mtp: null, n_layers: arch.n_layers + 1 })) - sum(parts({ ...arch, mtp: null }));
  const d = arch.d_model;
  const embeddings = arch.mtp.own_embeddings ? 2 * arch.vocab_size * d : 0;
  return arch.mtp.layers * (block + 2 * d * d + 3 * normOf(arch) + embeddings);
}

/** The parameters by part, or null where a field is missing. */
export function parts(arch) {
  if (missing(arch).length) {
    return null;
  }
  const d = arch.d_model;
  const V = arch.vocab_size;
  const encoder = arch.n_encoder_layers ?? 0;
  const stacks = encoder ? 2 : 1;
  const mixtures = mixtureLayers(arch);
  const experts = arch.experts;
  return {
    token_embedding: V * d,
    position_embedding: positions(arch, stacks),
    embedding_norm: arch.embedding_norm ? normOf(arch) : 0,
    attention: attentionLayers(arch) * (projections(arch) + attentionVectors(arch)),
    feed_forward: (arch.n_layers + encoder - mixtures) * feedForward(arch, arch.d_ff ?? 0),
    experts: experts ? expertsOf(arch, experts.total) : 0,
    router: experts ? mixtures * experts.total * (d + (experts.router_bias ? 1 : 0)) : 0,
    norms: blockNorms(arch),
    final_norm: hasFinalNorm(arch) ? normOf(arch) * stacks : 0,
    lm_head: (arch.tied_embeddings ? 0 : V * d) + (arch.biases.lm_head ? V : 0),
    mtp: furtherTokens(arch),
  };
}

function sum(counted) {
  return PARTS.reduce((total, part) => total + counted[part], 0);
}

/** All parameters, or null. */
export function totalParameters(arch) {
  const counted = parts(arch);
  return counted && sum(counted);
}

/** The parameters used for one token, or null. */
export function activeParameters(arch) {
  const counted = parts(arch);
  if (!counted) {
    return null;
  }
  const used = arch.experts ? expertsOf(arch, arch.experts.active) : 0;
  return sum(counted) - counted.mtp - counted.experts + used;
}

/** The weights of the matrices that one token of a decoder is multiplied by, or null. */
export function multipliedParameters(arch) {
  if (missing(arch).length || arch.n_encoder_layers) {
    return null;
  }
  const plain = { ...arch, biases: {} };
  const dense = (arch.n_layers - mixtureLayers(arch)) * feedForward(plain, arch.d_ff ?? 0);
  const used = arch.experts ? expertsOf(plain, arch.experts.active) : 0;
  const router = arch.experts ? mixtureLayers(arch) * arch.experts.total * arch.d_model : 0;
  return attentionLayers(arch) * projections(arch) + dense + used + router + arch.vocab_size * arch.d_model;
}

/** Bytes that one token adds to the KV cache, at `element` bytes each, or null. */
export function kvBytesPerToken(arch, element) {
  if (isUnknown(arch.n_layers)) {
    return null;
  }
  if (arch.mla) {
    return arch.n_layers * (arch.mla.kv_lora_rank + arch.mla.qk_rope_head_dim) * element;
  }
  if (isUnknown(arch.n_kv_heads) || isUnknown(arch.head_dim)) {
    return null;
  }
  return 2 * arch.n_layers * arch.n_kv_heads * arch.head_dim * element;
}

/** How many layers see the whole context, and how many only their window. */
export function layersBySpan(arch) {
  const layers = arch.n_layers ?? 0;
  if (!arch.sliding_window) {
    return { whole: layers, windowed: 0 };
  }
  const whole = arch.global_every ? Math.floor(layers / arch.global_every) : 0;
  return { whole, windowed: layers - whole };
}

/** Tokens summed over the layers, each capped by its window. */
function seen(arch, tokens) {
  const { whole, windowed } = layersBySpan(arch);
  return whole * tokens + windowed * Math.min(tokens, arch.sliding_window ?? tokens);
}

/** Bytes of the KV cache of one sequence of `context` tokens, or null. */
export function kvBytes(arch, context, element) {
  const each = kvBytesPerToken(arch, element);
  return each === null || isUnknown(context) ? null : Math.floor(each / arch.n_layers) * seen(arch, context);
}

/** FLOPs of one token in a forward pass that attends to `attended` tokens, or null. */
export function forwardFlops(arch, attended) {
  const weights = multipliedParameters(arch);
  if (weights === null || !attended) {
    return weights === null ? null : 2 * weights;
  }
  const m = arch.mla;
  const width = m ? m.qk_nope_head_dim + m.qk_rope_head_dim + m.v_head_dim : 2 * arch.head_dim;
  return 2 * weights + 2 * seen(arch, attended) * arch.n_heads * width;
}

/** FLOPs of a pre-training on `tokens`, or null. */
export function trainingFlops(arch, tokens) {
  const forward = forwardFlops(arch, 0);
  return forward === null || !tokens ? null : TRAINING_PASSES * forward * tokens;
}

/** Bytes on each of `gpus` cards for weights, gradients and Adam's states at a stage of ZeRO. */
export function trainingBytes(count, gpus, stage) {
  return count * SPLIT.reduce((total, [bytes, first]) => total + (stage >= first ? bytes / gpus : bytes), 0);
}

/** The fewest cards of `memory` bytes that hold `bytes` split evenly. */
export function gpusToHold(bytes, memory) {
  return Math.max(1, Math.ceil(bytes / memory));
}

/** The fewest cards whose `memory` holds what `trainingBytes` puts on each; null where none suffice. */
export function gpusToTrain(count, memory, stage) {
  const part = (isSplit) => SPLIT.reduce((total, [bytes, first]) => total + (stage >= first === isSplit ? bytes : 0), 0);
  const whole = count * part(false);
  const split = count * part(true);
  if (split === 0) {
    return whole <= memory ? 1 : null;
  }
  return whole < memory ? gpusToHold(split, memory - whole) : null;
}

/** Days that one card of `peak` FLOP/s would take at a share `utilisation` of its peak. */
export function gpuDays(flops, peak, utilisation) {
  return flops / (peak * utilisation) / 86400;
}

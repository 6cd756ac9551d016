// What a model holds, costs to run and to train: the twins of scripts/counts/parameters.py and
// scripts/counts/costs.py, which name the sources of the formulas. A test holds them together over every
// checkpoint. `arch` is an architecture as the data states it; null where a field is unknown.

import { cached, hasAttention, hasDense, indexerMatrices, indexersIn, keyValueMatrices, keyValueVectors, layersOf, layersOfEncoder, mixerMatrices, mixerState, mixerVectors, mixersIn, mixersOf, mixingFlops, namesMixture } from "./layers.js";

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
  "per_layer_embedding",
  "residual",
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
const GROUPS = { linear: "linear", ssm: "ssm", conv: "short_conv" };
const NORMS_OF_BLOCK = { pre: 2, post: 2, "post-deepnorm": 2, reordered: 2, sandwich: 4 };

function isUnknown(value) {
  return value === null || value === undefined;
}

function needed(arch) {
  const norm = arch.norm;
  const position = arch.position;
  const biases = arch.biases ?? {};
  const pairs = ["n_layers", "d_model", "vocab_size", "activation", "tied_embeddings"].map((name) => [name, arch[name]]);
  pairs.push(...neededOfMixers(arch));
  if (hasDense(arch)) {
    pairs.push(["d_ff", arch.d_ff]);
  }
  if (arch.experts || namesMixture(arch)) {
    pairs.push(["experts.d_ff", arch.experts?.d_ff]);
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

function neededOfMixers(arch) {
  const names = hasAttention(arch) ? ["n_heads", ...(arch.mla ? [] : ["n_kv_heads", "head_dim"])] : [];
  const groups = mixersOf(arch).filter((mixer) => GROUPS[mixer]);
  return [...names, ...groups.map((mixer) => GROUPS[mixer])].map((name) => [name, arch[name]]);
}

/** The fields without which the parameters cannot be counted. */
export function missing(arch) {
  return needed(arch)
    .filter(([, value]) => isUnknown(value))
    .map(([name]) => name);
}

function feedForwardMatrices(arch, d, width) {
  return (GATED.includes(arch.activation) ? 3 : 2) * d * width;
}

function feedForward(arch, width) {
  const biases = (GATED.includes(arch.activation) ? 2 : 1) * width + arch.d_model;
  return feedForwardMatrices(arch, arch.d_model, width) + (arch.biases.ffn ? biases : 0);
}

/** One layer of experts of which `used` are counted. */
function expertsOf(arch, used) {
  const experts = arch.experts;
  const width = experts.d_ff;
  const latent = experts.d_latent;
  const each = latent ? feedForwardMatrices(arch, latent, width) : feedForward(arch, width);
  const shared = (experts.shared ?? 0) * feedForward(arch, experts.shared_d_ff || width);
  const gate = experts.shared_gate ? arch.d_model : 0;
  return used * each + shared + gate + 2 * arch.d_model * (latent ?? 0);
}

/** A figure of mixers over all layers; a decoder beside an encoder attends twice. */
function overLayers(arch, of, figure) {
  const stacks = of.encoder.dense + of.encoder.mixtures ? 2 : 1;
  return sumOver(arch, of.decoder.mixers, figure) * stacks + sumOver(arch, of.encoder.mixers, figure);
}

function sumOver(arch, mixers, figure) {
  return Object.entries(mixers).reduce((sum, [mixer, n]) => sum + n * figure(arch, mixer), 0);
}

function attentionMatricesOf(arch, of) {
  return overLayers(arch, of, mixerMatrices) + indexersIn(arch, of.decoder) * indexerMatrices(arch) - sumOver(arch, of.decoder.sharing, keyValueMatrices);
}

function attentionOf(arch, of) {
  const norms = indexersIn(arch, of.decoder) * 2 * (arch.indexer?.head_dim ?? 0);
  return attentionMatricesOf(arch, of) + overLayers(arch, of, mixerVectors) + norms - sumOver(arch, of.decoder.sharing, keyValueVectors);
}

function denseOf(arch, of) {
  const width = arch.d_ff ?? 0;
  const sharing = of.decoder.sharingDense;
  return (of.decoder.dense + of.encoder.dense - sharing) * feedForward(arch, width) + sharing * feedForward(arch, arch.kv_sharing?.d_ff || width);
}

/** What brings embeddings of each layer's own in. */
function perLayerMatrices(arch) {
  return arch.per_layer ? 3 * arch.n_layers * arch.d_model * arch.per_layer.width : 0;
}

function perLayerEmbedding(arch) {
  if (!arch.per_layer) {
    return 0;
  }
  const { vocab_size: rows, width } = arch.per_layer;
  const norms = (arch.norm.gain === false ? 0 : width) + arch.n_layers * normOf(arch);
  return rows * arch.n_layers * width + perLayerMatrices(arch) + norms;
}

/** Further ways past a layer: AltUp with n versions of the stream, LAuReL of rank r. */
function residualMatrices(arch) {
  const d = arch.d_model;
  const n = arch.altup_inputs ?? 0;
  const within = d * n + n ** 2 + n ** 3 + 2 * d * (arch.laurel_rank ?? 0);
  return (n ? 2 * (n - 1) * d * d : 0) + arch.n_layers * within;
}

function residualOf(arch) {
  const norms = (arch.altup_inputs ? normOf(arch) + arch.d_model : 0) + (arch.laurel_rank ? normOf(arch) : 0);
  return residualMatrices(arch) + arch.n_layers * norms;
}

function normOf(arch) {
  const shift = arch.norm.kind !== "rmsnorm" && arch.biases.norm ? 1 : 0;
  return arch.norm.gain === false ? 0 : arch.d_model * (1 + shift);
}

/** Norms of the blocks; half as many for one sub-layer alone and for cross-attention. */
function blockNorms(arch, of) {
  const each = arch.norm.per_block || NORMS_OF_BLOCK[arch.norm.placement];
  const sublayers = (one) => mixersIn(one) + one.dense + one.mixtures - one.beside;
  const crossing = mixersIn(of.encoder) ? mixersIn(of.decoder) : 0;
  const halves = sublayers(of.decoder) + sublayers(of.encoder) + crossing;
  return normOf(arch) * (each * Math.floor(halves / 2) + (halves % 2 ? Math.floor((each + 1) / 2) : 0));
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
  const mtp = arch.mtp;
  if (!mtp) {
    return 0;
  }
  const isMixture = arch.experts && !mtp.dense;
  const block = { mixers: { [mtp.windowed ? "window" : "full"]: 1 }, dense: isMixture ? 0 : 1, mixtures: isMixture ? 1 : 0, beside: 0, sharing: {}, sharingDense: 0 };
  const of = { decoder: block, encoder: { mixers: {}, dense: 0, mixtures: 0, beside: 0 } };
  const alone = { ...arch, indexer: arch.indexer && { ...arch.indexer, layers: null } };
  const counted = ofBlocks(alone, of);
  const d = arch.d_model;
  const embeddings = mtp.own_embeddings ? 2 * arch.vocab_size * d : 0;
  const inner = Object.values(counted).reduce((total, part) => total + part, 0);
  return mtp.layers * (inner + 2 * d * d + 3 * normOf(arch) + embeddings);
}

function layersIn(arch) {
  return { decoder: layersOf(arch), encoder: layersOfEncoder(arch) };
}

/** The parts of blocks. */
function ofBlocks(arch, of) {
  const mixtures = of.decoder.mixtures + of.encoder.mixtures;
  const experts = arch.experts;
  return {
    attention: attentionOf(arch, of),
    feed_forward: denseOf(arch, of),
    experts: experts ? mixtures * expertsOf(arch, experts.total) : 0,
    router: experts ? mixtures * (experts.total + (experts.zero ?? 0)) * (arch.d_model + (experts.router_bias ? 1 : 0)) : 0,
    norms: blockNorms(arch, of),
  };
}

/** The parameters by part, or null where a field is missing. */
export function parts(arch) {
  if (missing(arch).length) {
    return null;
  }
  const V = arch.vocab_size;
  const stacks = arch.n_encoder_layers ? 2 : 1;
  const blocks = ofBlocks(arch, layersIn(arch));
  return {
    token_embedding: V * arch.d_model,
    position_embedding: positions(arch, stacks),
    embedding_norm: arch.embedding_norm ? normOf(arch) : 0,
    attention: blocks.attention,
    feed_forward: blocks.feed_forward,
    experts: blocks.experts,
    router: blocks.router,
    norms: blocks.norms,
    final_norm: hasFinalNorm(arch) ? normOf(arch) * stacks : 0,
    lm_head: (arch.tied_embeddings ? 0 : V * arch.d_model) + (arch.biases.lm_head ? V : 0),
    mtp: furtherTokens(arch),
    per_layer_embedding: perLayerEmbedding(arch),
    residual: residualOf(arch),
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

/** The parameters used for one token, or null; so where the router may choose experts without weights. */
export function activeParameters(arch) {
  const counted = parts(arch);
  if (!counted || arch.experts?.zero) {
    return null;
  }
  const { decoder, encoder } = layersIn(arch);
  const used = arch.experts ? (decoder.mixtures + encoder.mixtures) * expertsOf(arch, arch.experts.active) : 0;
  return sum(counted) - counted.mtp - counted.experts + used;
}

/** The weights of the matrices that one token of a decoder is multiplied by, or null. */
export function multipliedParameters(arch) {
  if (missing(arch).length || arch.n_encoder_layers || arch.experts?.zero) {
    return null;
  }
  const plain = { ...arch, biases: {} };
  const of = layersIn(arch);
  const dense = denseOf(plain, of) + perLayerMatrices(arch) + residualMatrices(arch);
  const experts = arch.experts;
  const used = experts ? of.decoder.mixtures * (expertsOf(plain, experts.active) + experts.total * arch.d_model) : 0;
  return attentionMatricesOf(plain, of) + dense + used + arch.vocab_size * arch.d_model;
}

/** What keeps a cache: groups of layers, each with its number, the elements of a token and its window. */
export function cacheGroups(arch) {
  const of = layersOf(arch);
  const groups = Object.entries(of.mixers).map(([mixer, count]) => ({
    count: count - (of.sharing[mixer] ?? 0),
    elements: cached(arch, mixer),
    window: (mixer === "window" && arch.sliding_window) || null,
  }));
  const indexers = indexersIn(arch, of);
  return [
    ...groups.filter(({ count, elements }) => count && elements !== 0),
    ...(indexers ? [{ count: indexers, elements: arch.indexer.head_dim, window: null, isIndexer: true }] : []),
  ];
}

/** What keeps a state: groups of layers, each with its number and the bytes of one layer. */
export function stateGroups(arch) {
  const groups = Object.entries(layersOf(arch).mixers).map(([mixer, count]) => ({ count, bytes: mixerState(arch, mixer) }));
  return groups.filter(({ bytes }) => bytes !== 0);
}

/** Bytes of the KV cache of one sequence of `tokens`, of which a window keeps no more than it holds, or null. */
export function kvBytes(arch, tokens, element) {
  if (isUnknown(arch.n_layers) || isUnknown(tokens)) {
    return null;
  }
  const groups = cacheGroups(arch);
  if (groups.some(({ elements }) => elements === null)) {
    return null;
  }
  return groups.reduce((total, { count, elements, window }) => total + count * elements * Math.min(tokens, window ?? tokens), 0) * element;
}

/** Bytes that one token adds to the KV cache, at `element` bytes each, or null. */
export function kvBytesPerToken(arch, element) {
  return kvBytes(arch, 1, element);
}

/** Bytes that a sequence keeps beside the KV cache, however long it is, or null. */
export function stateBytes(arch) {
  if (isUnknown(arch.n_layers)) {
    return null;
  }
  const groups = stateGroups(arch);
  return groups.some(({ bytes }) => bytes === null) ? null : groups.reduce((total, { count, bytes }) => total + count * bytes, 0);
}

/** FLOPs of one token in a forward pass that attends to `attended` tokens, or null. */
export function forwardFlops(arch, attended) {
  const weights = multipliedParameters(arch);
  if (weights === null || !attended) {
    return weights === null ? null : 2 * weights;
  }
  const of = layersOf(arch);
  const index = arch.indexer ? 2 * arch.indexer.n_heads * arch.indexer.head_dim * attended : 0;
  const mixing = Object.entries(of.mixers).reduce((total, [mixer, n]) => total + n * mixingFlops(arch, mixer, attended), 0);
  return 2 * weights + indexersIn(arch, of) * index + mixing;
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

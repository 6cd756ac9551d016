// What the calculators show, as the part of an address behind "#", and back. Behind "#", because a
// page opened from disk may change nothing else of its address.

import { PATTERN } from "./layers.js";

const WHOLE = /^(0|[1-9]\d{0,8})$/;
const LONGEST_PART = 2000;
const KEYS = /^[\w.-]{1,60}(?: [\w.-]{1,60}){0,19}$/;
const MOST_KEYS = 20;
const LONGEST_TYPE = /^[\w.-]{1,40}$/;

/** The fields of an architecture that an address may hold, each with what its value is. */
const FIELDS = {
  kind: "word",
  n_layers: "whole",
  n_encoder_layers: "whole",
  d_model: "whole",
  n_heads: "whole",
  n_kv_heads: "whole",
  head_dim: "whole",
  d_ff: "whole",
  vocab_size: "whole",
  context: "whole",
  "position.kind": "word",
  "position.n_positions": "whole",
  "position.n_buckets": "whole",
  "norm.kind": "word",
  "norm.placement": "word",
  "norm.final": "flag",
  "norm.per_block": "whole",
  "norm.gain": "flag",
  activation: "word",
  "mla.kv_lora_rank": "whole",
  "mla.q_lora_rank": "whole",
  "mla.qk_nope_head_dim": "whole",
  "mla.qk_rope_head_dim": "whole",
  "mla.v_head_dim": "whole",
  "biases.qkv": "flag",
  "biases.attention_output": "flag",
  "biases.ffn": "flag",
  "biases.lm_head": "flag",
  "biases.norm": "flag",
  embedding_norm: "flag",
  tied_embeddings: "flag",
  "experts.total": "whole",
  "experts.active": "whole",
  "experts.shared": "whole",
  "experts.d_ff": "whole",
  "experts.shared_d_ff": "whole",
  "experts.moe_every": "whole",
  "experts.dense_layers": "whole",
  "experts.router_bias": "flag",
  "experts.shared_gate": "flag",
  "experts.d_latent": "whole",
  "experts.zero": "whole",
  "mtp.layers": "whole",
  "mtp.own_embeddings": "flag",
  "mtp.dense": "flag",
  "mtp.windowed": "flag",
  qk_norm: "word",
  attention_sinks: "flag",
  sliding_window: "whole",
  global_every: "whole",
  layers: "pattern",
  v_head_dim: "whole",
  values_are_keys: "flag",
  attention_gate: "word",
  "windowed.n_heads": "whole",
  "windowed.n_kv_heads": "whole",
  "windowed.head_dim": "whole",
  "windowed.v_head_dim": "whole",
  "windowed.sinks": "flag",
  "linear.kind": "word",
  "linear.key_heads": "whole",
  "linear.value_heads": "whole",
  "linear.key_head_dim": "whole",
  "linear.value_head_dim": "whole",
  "linear.conv_width": "whole",
  "linear.whole_gates": "flag",
  "ssm.kind": "word",
  "ssm.n_heads": "whole",
  "ssm.head_dim": "whole",
  "ssm.d_state": "whole",
  "ssm.n_groups": "whole",
  "ssm.conv_width": "whole",
  "ssm.conv_bias": "flag",
  "short_conv.width": "whole",
  "indexer.n_heads": "whole",
  "indexer.head_dim": "whole",
  "indexer.top_k": "whole",
  "indexer.layers": "whole",
  "per_layer.vocab_size": "whole",
  "per_layer.width": "whole",
  "kv_sharing.layers": "whole",
  "kv_sharing.d_ff": "whole",
  altup_inputs: "whole",
  laurel_rank: "whole",
  unread: "keys",
};

/** Sizes that a model may have none of. */
const MAY_BE_NONE = ["experts.shared", "experts.dense_layers", "experts.zero"];

/** Settings that are chosen from a list. */
export const CHOICES = { bits: [32, 16, 8, 4], kvBits: [32, 16, 8, 4], stage: [0, 1, 2, 3] };
/** Settings that are typed: least and most, and whether a fraction makes sense. */
export const RANGES = {
  context: [1, 1e8],
  batch: [1, 1e6],
  usable: [1, 100, true],
  tokens: [1, 1e18],
  gpus: [1, 1e6],
  utilisation: [1, 100, true],
};
const LONGEST_CONTEXT_AT_FIRST = 4096;

/** The settings of a model that nobody has touched. */
export function firstSettings(arch, tokens, cards) {
  return {
    bits: 16,
    kvBits: 16,
    context: Math.min(LONGEST_CONTEXT_AT_FIRST, arch.context ?? LONGEST_CONTEXT_AT_FIRST),
    batch: 1,
    usable: 90,
    tokens: tokens ?? null,
    gpus: 8,
    stage: 3,
    card: cards.includes("a100-80") ? "a100-80" : cards[0],
    utilisation: 40,
  };
}

/** Whether a setting may have a value. */
export function isAllowed(key, value) {
  if (Object.hasOwn(CHOICES, key)) {
    return CHOICES[key].includes(value);
  }
  const [least, most, mayBeFraction] = RANGES[key];
  return Number.isFinite(value) && value >= least && value <= most && (mayBeFraction || Number.isInteger(value));
}

/** Whether a text may stand for a size of an architecture, or for its pattern of layers. */
export function isSize(text, path = "") {
  return path === "layers" ? isPattern(text) : isWhole(text, path);
}

function isWhole(text, path) {
  return WHOLE.test(text) && (text !== "0" || MAY_BE_NONE.includes(path));
}

/** Keys of a configuration as an address holds them. */
export function keysAsText(keys) {
  return keys.slice(0, MOST_KEYS).map((key) => key.slice(0, 60).replace(/[^\w.-]/g, "_") || "_").join(" ");
}

function isPattern(text) {
  return text.length <= LONGEST_PART && PATTERN.test(text);
}

/** The value of a field, which may stand in a group. */
export function fieldOf(arch, path) {
  const [group, name] = path.split(".");
  return name ? arch[group]?.[name] : arch[group];
}

/** The architecture with another value of one field; `undefined` takes the field out. */
export function withField(arch, path, value) {
  const [group, name] = path.split(".");
  const next = { ...arch };
  if (!name) {
    next[group] = value;
  } else if (value !== undefined || next[group]) {
    next[group] = { ...next[group], [name]: value };
  }
  return next;
}

/** Fields that `arch` states, or that `base` states otherwise, as `name:value` parts. */
function fieldsOf(arch, base = {}) {
  return Object.entries(FIELDS)
    .map(([path, kind]) => [path, kind, fieldOf(arch, path) ?? undefined, fieldOf(base, path) ?? undefined])
    .filter(([, , value, before]) => value !== before)
    .map(([path, kind, value]) => `${path}:${value === undefined ? "" : kind === "flag" ? Number(value) : value}`);
}

/** Whether two architectures are the same to every formula. */
export function isSame(arch, base) {
  return fieldsOf(arch, base).length === 0;
}

function valueOf(path, text, words) {
  const kind = Object.hasOwn(FIELDS, path) ? FIELDS[path] : null;
  if (kind === "whole" && isWhole(text, path)) {
    return Number(text);
  }
  if (kind === "pattern" && isPattern(text)) {
    return text;
  }
  if (kind === "keys" && KEYS.test(text)) {
    return text;
  }
  if (kind === "flag" && (text === "0" || text === "1")) {
    return text === "1";
  }
  return kind === "word" && words[path].includes(text) ? text : null;
}

/** `base` with the fields of a part of an address as `arch`; null where one makes no sense, `wrong` if it is a size. */
function readFields(text, base, words) {
  let arch = base;
  if (text.length > LONGEST_PART) {
    return { arch: null };
  }
  for (const part of text.split(",")) {
    const [path, value] = part.split(":");
    const isTakenOut = value === "" && Object.hasOwn(FIELDS, path);
    const read = isTakenOut ? undefined : valueOf(path, value ?? "", words);
    if (read === null) {
      return { arch: null, wrong: Object.hasOwn(FIELDS, path) && FIELDS[path] === "whole" ? path : undefined };
    }
    arch = withField(arch, path, read);
  }
  return { arch };
}

/** Put one part of an address into `state`; false where it makes no sense. `refuse` hears of a size that is none. */
function readPart(state, key, text, known, refuse) {
  if (key === "model") {
    if (!known.models.has(text)) {
      return false;
    }
    Object.assign(state, { model: text, type: "", arch: known.models.get(text).arch });
    return true;
  }
  if (key === "sizes" || key === "config") {
    const { arch, wrong } = readFields(text, key === "sizes" ? state.arch : {}, known.words);
    if (arch) {
      Object.assign(state, key === "sizes" ? { arch } : { model: null, arch });
    } else if (wrong) {
      refuse(wrong);
    }
    return arch !== null;
  }
  if (key === "type") {
    state.type = LONGEST_TYPE.test(text) ? text : "";
    return state.type !== "";
  }
  if (key === "card") {
    const isKnown = known.cards.includes(text);
    state.settings = isKnown ? { ...state.settings, card: text } : state.settings;
    return isKnown;
  }
  const isFine = (Object.hasOwn(CHOICES, key) || Object.hasOwn(RANGES, key)) && text !== "" && isAllowed(key, Number(text));
  state.settings = isFine ? { ...state.settings, [key]: Number(text) } : state.settings;
  return isFine;
}

/** What the page opens with. `settings` are those that a reader has touched. */
export function firstState(known) {
  return { model: known.first, type: "", arch: known.models.get(known.first).arch, settings: {} };
}

/**
 * The state that `hash` describes, the parts of it that make no sense and were left out, and the sizes in them
 * that are none. `known` tells what there is: models by id, cards, words of fields, and the first model.
 */
export function parseState(hash, known) {
  const state = firstState(known);
  const ignored = [];
  const sizes = [];
  const parts = [...new URLSearchParams(hash.replace(/^#/, ""))];
  const isModel = ([key]) => key === "model";
  for (const [key, text] of [...parts.filter(isModel), ...parts.filter((part) => !isModel(part))]) {
    if (!readPart(state, key, text, known, (size) => sizes.push(size))) {
      ignored.push(`${key}=${text}`.slice(0, 80));
    }
  }
  return { state, ignored, sizes };
}

/** The hash that describes `state`, empty for the one that the page opens with. */
export function formatState(state, known) {
  const parts = new URLSearchParams();
  const base = state.model ? known.models.get(state.model).arch : {};
  const fields = fieldsOf(state.arch, base).join();
  if (state.model && (state.model !== known.first || fields)) {
    parts.append("model", state.model);
  }
  if (fields) {
    parts.append(state.model ? "sizes" : "config", fields);
  }
  if (!state.model && state.type && LONGEST_TYPE.test(state.type)) {
    parts.append("type", state.type);
  }
  Object.entries(state.settings).forEach(([key, value]) => parts.append(key, String(value)));
  return parts.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

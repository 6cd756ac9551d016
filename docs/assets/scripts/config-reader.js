// A Hugging Face config.json read as an architecture: the twin of scripts/counts/drafts.py, whose tables
// come with the page. A test holds the two together.

/** Thrown with the key of a message and what it names; texts are the page's affair. */
export class ConfigError extends Error {
  constructor(reason, detail = "") {
    super(reason);
    this.reason = reason;
    this.detail = String(detail).slice(0, 60);
  }
}

const ROPE_GROUPS = ["rope_parameters", "rope_scaling"];

function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of the configuration itself, never one that every object inherits. */
function own(config, name) {
  return Object.hasOwn(config, name) ? config[name] : undefined;
}

/** How deep brackets nest outside of strings. */
function depthOf(text) {
  let deepest = 0;
  let depth = 0;
  let quoted = false;
  let escaped = false;
  for (const character of text) {
    if (quoted) {
      quoted = escaped || character !== '"';
      escaped = character === "\\" && !escaped;
    } else if (character === '"') {
      quoted = true;
    } else if (character === "[" || character === "{") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === "]" || character === "}") {
      depth -= 1;
    }
  }
  return deepest;
}

function parsed(text, reader) {
  if (text.length > reader.max_bytes || new TextEncoder().encode(text).length > reader.max_bytes) {
    throw new ConfigError("large", reader.max_bytes.toLocaleString("en-US"));
  }
  if (depthOf(text) > reader.max_depth) {
    throw new ConfigError("deep", reader.max_depth);
  }
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new ConfigError("json");
  }
  if (!isMapping(found)) {
    throw new ConfigError("mapping");
  }
  const inner = own(found, "text_config");
  return isMapping(inner) ? { ...found, ...inner } : found;
}

function whole(config, names) {
  for (const name of names) {
    const value = own(config, name);
    if (value === null || value === undefined) {
      continue;
    }
    if (!Number.isInteger(value) || value < 0 || value >= 1e9) {
      throw new ConfigError("number", name);
    }
    return value;
  }
  return null;
}

function number(config, names) {
  for (const name of names) {
    const value = own(config, name);
    if (typeof value === "number") {
      if (value > 0 && value < 1e12) {
        return value;
      }
      throw new ConfigError("range", name);
    }
  }
  return null;
}

function given(found) {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}

function wholes(config, names) {
  return Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [ours, whole(config, theirs)]));
}

function sizesOf(config, names) {
  const found = wholes(config, names);
  found.n_kv_heads ||= found.n_heads;
  if (found.head_dim === null && found.d_model && found.n_heads) {
    found.head_dim = Math.floor(found.d_model / found.n_heads);
  }
  if (found.d_ff === null && own(config, "n_embd") !== undefined && found.d_model) {
    found.d_ff = 4 * found.d_model;
  }
  return given(found);
}

/** The mixture of experts; it takes the width of the dense layers out of `sizes` where there are none. */
function mixtureOf(config, sizes, kind, reader) {
  const found = wholes(config, reader.experts);
  if (!found.total) {
    return null;
  }
  found.d_ff ||= sizes.d_ff;
  if (!found.dense_layers) {
    delete sizes.d_ff;
  }
  const experts = given(found);
  if (reader.shared_gate.includes(kind)) {
    experts.shared ??= 1;
    experts.shared_gate = true;
  }
  if (reader.router_bias.includes(kind)) {
    experts.router_bias = true;
  }
  return experts;
}

function attentionOf(config, sizes, ranks) {
  if (whole(config, ["kv_lora_rank"])) {
    return { attention: "mla", mla: given(wholes(config, Object.fromEntries(ranks.map((rank) => [rank, [rank]])))) };
  }
  if (!sizes.n_heads) {
    return {};
  }
  return { attention: sizes.n_heads === sizes.n_kv_heads ? "mha" : sizes.n_kv_heads === 1 ? "mqa" : "gqa" };
}

function positionOf(config, kind) {
  const inner = ROPE_GROUPS.map((name) => own(config, name)).find((group) => isMapping(group) && Object.keys(group).length);
  const theta = number({ ...inner, ...config }, ["rope_theta", "rotary_emb_base"]);
  if (!kind && theta === null) {
    return null;
  }
  const found = { kind: kind ?? "rope" };
  return theta !== null && found.kind === "rope" ? { ...found, rope_theta: theta } : found;
}

function classOf(config, known) {
  const found = {};
  if (known) {
    const eps = number(config, ["rms_norm_eps", "layer_norm_epsilon", "layer_norm_eps"]);
    found.norm = eps === null ? known.norm : { ...known.norm, eps };
    found.activation = known.activation;
    found.biases = { ...known.biases };
    for (const name of ["qk_norm", "attention_sinks"]) {
      if (known[name]) {
        found[name] = known[name];
      }
    }
    if (typeof own(config, "attention_bias") === "boolean") {
      found.biases.qkv = config.attention_bias;
    }
  }
  const tied = own(config, "tie_word_embeddings") ?? (known ? (known.tied ?? false) : undefined);
  return typeof tied === "boolean" ? { ...found, tied_embeddings: tied } : found;
}

/** n where every n-th layer sees the whole context; 1, that is all, where none fits. */
function globalEvery(config, layers, known) {
  const pattern = whole(config, ["sliding_window_pattern", "_sliding_window_pattern"]);
  const types = own(config, "layer_types");
  const full = Array.isArray(types) ? types.filter((type) => type === "full_attention").length : 0;
  if (pattern || !full) {
    return pattern || known?.global_every;
  }
  const every = Math.max(1, Math.floor(layers / full));
  return Math.floor(layers / every) === full ? every : 1;
}

function windowOf(config, layers, known) {
  const window = whole(config, ["sliding_window"]);
  const every = globalEvery(config, layers, known);
  if (!window || own(config, "use_sliding_window") === false) {
    return {};
  }
  return every ? { sliding_window: window, global_every: every } : { sliding_window: window };
}

/** The architecture of a configuration, its class and whether that is known. Throws ConfigError. */
export function readConfig(text, reader) {
  const config = parsed(text, reader);
  const stated = own(config, "model_type");
  const kind = typeof stated === "string" ? stated.slice(0, 40) : "";
  const known = own(reader.classes, kind);
  const sizes = sizesOf(config, reader.names);
  const experts = mixtureOf(config, sizes, kind, reader);
  const position = positionOf(config, known?.position);
  const arch = {
    kind: "causal-decoder",
    ...sizes,
    ...attentionOf(config, sizes, reader.ranks),
    ...classOf(config, known),
    ...windowOf(config, sizes.n_layers ?? 0, known),
  };
  if (position) {
    arch.position = position;
  }
  if (experts) {
    arch.experts = experts;
  }
  return { arch, kind, known: Boolean(known) };
}

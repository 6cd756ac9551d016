// A Hugging Face config.json read as an architecture, without a guess: the twin of
// scripts/counts/config_reader.py, whose tables come with the page. Tests hold the two together.

/** Thrown with the key of a message and what it names; texts are the page's affair. */
export class ConfigError extends Error {
  constructor(reason, detail = "") {
    super(reason);
    this.reason = reason;
    this.detail = String(detail).slice(0, 60);
  }
}

const LEVELS = 3;
const LONGEST_PERIOD = 12;
const LEAST_ALIKE = 4;
/** Groups of layers that are no attention: a class that has them must say which layers they are. */
const UNLIKE = ["linear", "ssm", "short_conv"];
const COPIED = ["attention_sinks", "attention_gate"];
const QK_NORM = ["use_qk_norm", "qk_norm", "qk_layernorm", "attn_config.qk_ln"];
const ACTIVATIONS = ["hidden_act", "hidden_activation", "mlp_hidden_act", "activation_function", "activation"];
const EPS = ["rms_norm_eps", "layer_norm_epsilon", "layer_norm_eps", "norm_eps", "layernorm_epsilon"];
const THETA = [
  "rope_theta",
  "rotary_emb_base",
  "rope_parameters.rope_theta",
  "rope_scaling.rope_theta",
  "rope_parameters.full_attention.rope_theta",
];
const ROTARY = [
  "partial_rotary_factor",
  "rotary_pct",
  "rope_parameters.partial_rotary_factor",
  "rope_parameters.full_attention.partial_rotary_factor",
];

function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of the configuration itself, never one that every object inherits. */
function own(config, name) {
  return Object.hasOwn(config, name) ? config[name] : undefined;
}

/** A mapping that inherits nothing, so that no key of a configuration is taken for its parent. */
function mapping(entries) {
  const found = Object.create(null);
  for (const [name, value] of entries) {
    found[name] = value;
  }
  return found;
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

/** Infinity, as Python writes it, in a form that JSON knows. */
function withoutInfinity(text) {
  return text.replace(/"(?:[^"\\]|\\.)*"|\bInfinity\b/gs, (found) => (found === "Infinity" ? "1e999" : found));
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
    found = JSON.parse(withoutInfinity(text));
  } catch {
    throw new ConfigError("json");
  }
  if (!isMapping(found)) {
    throw new ConfigError("mapping");
  }
  return found;
}

/** The values of a configuration, those of nested groups as `group.key`. */
function flat(config, level = LEVELS) {
  return Object.entries(config).flatMap(([name, value]) => {
    const isGroup = isMapping(value) && Object.keys(value).length > 0 && level > 0;
    return isGroup ? flat(value, level - 1).map(([key, each]) => [`${name}.${key}`, each]) : [[name, value]];
  });
}

/** The groups of a language model beside others, read as if they stood one level higher. */
function merged(config, names) {
  let found = mapping(Object.entries(config));
  for (const name of names) {
    const inner = own(found, name);
    if (isMapping(inner)) {
      found = mapping([...Object.entries(found).filter(([key]) => key !== name), ...Object.entries(inner)]);
    }
  }
  return found;
}

function checked(name, value) {
  if (!Number.isInteger(value) || value < 0 || value >= 1e9) {
    throw new ConfigError("number", name);
  }
  return value;
}

/** A configuration that remembers which of its keys were asked for, and which values make no sense. */
class Config {
  constructor(values) {
    this.values = values;
    this.used = new Set();
    this.unread = new Set();
  }

  get(name) {
    this.used.add(name);
    return own(this.values, name);
  }

  use(names) {
    names.forEach((name) => this.used.add(name));
  }

  refuse(name) {
    this.unread.add(name);
  }

  /** The first whole number; a list of equal ones is one. */
  whole(names) {
    this.use(names);
    for (const name of names) {
      const value = own(this.values, name);
      if (value === null || value === undefined) {
        continue;
      }
      if (!Array.isArray(value) || !value.length) {
        return checked(name, value);
      }
      const numbers = value.map((each) => checked(name, each));
      if (numbers.every((each) => each === numbers[0])) {
        return numbers[0];
      }
      this.refuse(name);
    }
    return null;
  }

  number(names) {
    this.use(names);
    for (const name of names) {
      const value = own(this.values, name);
      if (typeof value === "number") {
        if (value > 0 && value < 1e12) {
          return value;
        }
        throw new ConfigError("range", name);
      }
    }
    return null;
  }

  /** What a table says of a size: a constant, or a whole number. */
  size(spec, neverNone = false) {
    if (isMapping(spec)) {
      return spec.is;
    }
    const names = typeof spec === "string" ? [spec] : spec;
    const found = this.whole(names);
    if (found === 0 && neverNone) {
      throw new ConfigError("zero", names.find((name) => (own(this.values, name) ?? null) !== null));
    }
    return found;
  }

  /** The same, or a flag where the key that a table names holds one. */
  sizeOrFlag(spec) {
    const isFlag = typeof spec === "string" && typeof own(this.values, spec) === "boolean";
    return isFlag ? this.get(spec) : this.size(spec);
  }
}

function sizesIn(config, names, neverNone = []) {
  return Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [ours, config.size(theirs, neverNone.includes(ours))]));
}

function groupIn(config, names) {
  const found = Object.entries(names).map(([ours, theirs]) => [ours, config.sizeOrFlag(theirs)]);
  return Object.fromEntries(found.filter(([, value]) => value || value === false));
}

function given(found) {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}

/** Falcon's code: one key/value head by `multi_query`, but not in the new architecture. */
function headsOfFalcon(config, found) {
  const isOne = config.get("multi_query");
  if (isSet(config.get("new_decoder_architecture"))) {
    return found.n_kv_heads;
  }
  return isSet(isOne) ? 1 : found.n_heads;
}

function sizesOf(config, known, reader) {
  const found = sizesIn(config, { ...reader.names, ...known.names }, reader.never_none);
  if (config.get("multi_query_attention") === false) {
    found.n_kv_heads = null;
  }
  if (known.multi_query) {
    found.n_kv_heads = headsOfFalcon(config, found);
  }
  if (known.kv) {
    found.n_kv_heads ||= found.n_heads;
  }
  if (known.width && !found.head_dim && found.d_model && found.n_heads) {
    found.head_dim = Math.floor(found.d_model / found.n_heads);
  }
  if (found.d_ff === null && own(config.values, "n_embd") !== undefined && found.d_model) {
    found.d_ff = 4 * found.d_model;
  }
  return given(found);
}

/** How many layers at the head of a list are dense, all after them being mixtures. */
function leading(config, name, isDense) {
  const value = config.get(name);
  if (!Array.isArray(value) || !value.length) {
    return null;
  }
  const flags = value.map(isDense);
  const count = flags.includes(false) ? flags.indexOf(false) : flags.length;
  if (flags.slice(count).includes(true)) {
    config.refuse(name);
    return null;
  }
  return count;
}

function denseLayers(config, stated) {
  const only = config.get("mlp_only_layers");
  let first = Array.isArray(only) && only.length ? only.length : null;
  if (first && !only.every((each, index) => each === index)) {
    config.refuse("mlp_only_layers");
    first = null;
  }
  for (const [name, isDense] of [
    ["moe_layer_freq", (each) => each === 0],
    ["mlp_layer_types", (each) => each === "dense"],
  ]) {
    const count = leading(config, name, isDense);
    if (count !== null) {
      if (first !== null && first !== count) {
        config.refuse(name);
      }
      return count;
    }
    const value = own(config.values, name);
    if (!(value === null || value === undefined || value === 1 || value === true || (Array.isArray(value) && !value.length))) {
      config.refuse(name);
    }
  }
  return first ?? stated;
}

function mixtureOf(config, sizes, known, reader) {
  const { total: totalNames, ...names } = { ...reader.experts, ...known.experts };
  const total = config.size(totalNames);
  const found = sizesIn(config, names);
  found.dense_layers = denseLayers(config, found.dense_layers);
  if (!total) {
    return null;
  }
  found.d_ff ||= sizes.d_ff;
  found.moe_every = found.moe_every === 1 ? null : found.moe_every;
  found.shared_d_ff = found.shared_d_ff === found.d_ff ? null : found.shared_d_ff;
  const experts = { total, ...given(found) };
  if (known.shared_gate) {
    experts.shared = found.shared || 1;
  }
  for (const name of ["shared_gate", "router_bias"]) {
    if (known[name]) {
      experts[name] = true;
    }
  }
  return experts;
}

function attentionOf(config, sizes, isHybrid, ranks) {
  const found = {};
  if (config.whole(["kv_lora_rank"])) {
    found.attention = "mla";
    found.mla = given(sizesIn(config, Object.fromEntries(ranks.map((rank) => [rank, [rank]]))));
    delete sizes.head_dim;
  } else if (sizes.n_heads && sizes.n_kv_heads) {
    found.attention = sizes.n_heads === sizes.n_kv_heads ? "mha" : sizes.n_kv_heads === 1 ? "mqa" : "gqa";
  }
  return isHybrid ? { ...found, attention: "hybrid" } : found;
}

function positionOf(config, fixed, sizes) {
  const theta = config.number(THETA);
  const stated = own(config.values, "position_embedding_type");
  let kind = isSet(own(config.values, "alibi")) || isSet(own(config.values, "attn_config.alibi")) ? "alibi" : (fixed ?? null);
  if (stated === "nope") {
    kind = "none";
  } else if (kind === null && stated === "rope") {
    kind = "rope";
  }
  config.use(["alibi", "attn_config.alibi", "attn_config.rope"]);
  if (kind === null && theta === null) {
    return null;
  }
  const found = { kind: kind ?? "rope" };
  if (found.kind !== "rope") {
    return found;
  }
  if (theta !== null) {
    found.rope_theta = theta;
  }
  const share = config.number(ROTARY);
  if (share && share < 1 && sizes.head_dim) {
    found.rotary_dim = Math.trunc(share * sizes.head_dim);
  }
  return found;
}

/** Whether a value says anything: neither null nor false nor nought nor empty. */
function isSet(value) {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  return isMapping(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function curve(activation) {
  return activation.replace(/-tanh$/, "");
}

function activationOf(config, fixed, reader) {
  const words = fixed.endsWith("glu") ? reader.gated : reader.plain;
  let found = fixed;
  for (const name of ACTIVATIONS) {
    const stated = config.get(name);
    if (typeof stated === "string" && own(words, stated) === undefined) {
      config.refuse(name);
    } else if (typeof stated === "string" && curve(words[stated]) !== curve(found)) {
      found = words[stated];
    }
  }
  return found;
}

function biasesOf(config, known) {
  const found = { ...known.biases };
  const set = (key, names) => {
    const stated = config.get(key);
    if (typeof stated === "boolean") {
      names.forEach((name) => {
        found[name] = stated;
      });
    }
  };
  set("attention_bias", known.attention_bias ?? ["qkv"]);
  ["qkv_bias", "use_qkv_bias", "add_qkv_bias"].forEach((key) => set(key, ["qkv"]));
  ["mlp_bias", "add_bias_linear"].forEach((key) => set(key, ["ffn"]));
  return found;
}

/** The norm of queries and keys that the class has, or that a key switches on or off. */
function qkNormOf(config, known) {
  let kind = known.qk_norm;
  for (const name of QK_NORM) {
    const stated = config.get(name);
    if (stated === false) {
      return "none";
    }
    if (stated === true && (kind === null || kind === "none")) {
      kind = known.qk_norm_flag ?? null;
      if (kind === null) {
        config.refuse(name);
      }
    }
  }
  return kind;
}

/** What gates attention, which keys of the class may state for all layers or for each. */
function gateOf(config, known, gates) {
  const kinds = new Set();
  for (const name of known.gate_keys) {
    const stated = config.get(name) ?? null;
    if (stated === null) {
      continue;
    }
    for (const word of Array.isArray(stated) ? stated : [stated]) {
      kinds.add(typeof word === "object" ? undefined : own(gates, String(word)));
    }
    if (kinds.size !== 1 || kinds.has(undefined)) {
      config.refuse(name);
      return "";
    }
  }
  return kinds.size ? [...kinds][0] : known.attention_gate;
}

function classOf(config, known, hasExperts, reader) {
  const found = {};
  const eps = config.number(EPS);
  if (known.norm) {
    found.norm = { ...known.norm, ...(hasExperts ? known.norm_beside_experts : {}), ...(eps === null ? {} : { eps }) };
  }
  config.use(ACTIVATIONS);
  if (known.activation) {
    found.activation = activationOf(config, known.activation, reader);
  }
  if (known.biases) {
    found.biases = biasesOf(config, known);
  }
  for (const name of COPIED) {
    if (known[name]) {
      found[name] = known[name];
    }
  }
  if (known.gate_keys) {
    const gate = gateOf(config, known, reader.gates);
    delete found.attention_gate;
    Object.assign(found, gate ? { attention_gate: gate } : {});
  }
  const qkNorm = "qk_norm" in known ? qkNormOf(config, known) : null;
  Object.assign(found, qkNorm ? { qk_norm: qkNorm } : {});
  for (const [ours, theirs] of Object.entries(known.flags ?? {})) {
    if (config.get(theirs) === true) {
      found[ours] = true;
    }
  }
  return found;
}

function tiedOf(config, known) {
  const tied = config.get("tie_word_embeddings") ?? (known.norm ? (known.tied ?? false) : undefined);
  return typeof tied === "boolean" ? { tied_embeddings: tied } : {};
}

/** The key that lists the layers, and their names in our words. */
function listed(config, known, reader) {
  for (const [key, words] of Object.entries(reader.layers)) {
    const value = config.get(key);
    if (!(Array.isArray(value) || typeof value === "string") || !value.length) {
      continue;
    }
    const meaning = { ...words, ...known.layer_names };
    const names = [...value].map((each) => (typeof each === "object" ? undefined : own(meaning, String(each))));
    if (names.every(Boolean)) {
      return [key, names];
    }
    config.refuse(key);
    return null;
  }
  return null;
}

/** Layers of which a key lists those that see everything, counted from `first`. */
function layersAt(config, key, layers, first, other) {
  const value = config.get(key);
  if (!Array.isArray(value) || !value.length || !layers) {
    return null;
  }
  return Array.from({ length: layers }, (_, index) => (value.includes(index + first) ? "full" : other));
}

function namesOf(config, known, sizes, reader) {
  const groups = known.groups ?? {};
  const found = listed(config, known, reader);
  if (found) {
    const [key, names] = found;
    sizes.n_layers ??= names.length;
    if (sizes.n_layers !== names.length) {
      config.refuse(key);
      return null;
    }
    return names;
  }
  const layers = sizes.n_layers ?? 0;
  if (layers > 10_000) {
    return null;
  }
  const every = groups.linear ? config.whole(["full_attention_interval"]) : null;
  if (every) {
    return Array.from({ length: Math.floor(layers / every) }, () => [...Array(every - 1).fill("linear"), "full"]).flat();
  }
  const at = groups.short_conv ? layersAt(config, "full_attn_idxs", layers, 0, "conv") : null;
  if (at) {
    return at;
  }
  if (groups.linear) {
    config.get("linear_attn_config.kda_layers");
    return layersAt(config, "linear_attn_config.full_attn_layers", layers, 1, "linear");
  }
  return null;
}

function runs(names) {
  const items = [];
  for (let at = 0; at < names.length; ) {
    let end = at;
    while (end < names.length && names[end] === names[at]) {
      end += 1;
    }
    items.push(end === at + 1 ? names[at] : `${names[at]}*${end - at}`);
    at = end;
  }
  return items.join(" ");
}

/** The length of the unit from `at` that repeats over most names, and how often. */
function bestRepeat(names, at) {
  let best = [1, 1];
  for (let unit = 1; unit <= LONGEST_PERIOD; unit += 1) {
    const isAgain = (count) =>
      at + unit * (count + 1) <= names.length && names.slice(at, at + unit).every((name, index) => name === names[at + unit * count + index]);
    let count = 1;
    while (count < 99 && isAgain(count)) {
      count += 1;
    }
    if (count > 1 && unit * count > best[0] * best[1]) {
      best = [unit, count];
    }
  }
  return best;
}

/** A run of names as a pattern: repeated ones counted, repeated groups too. */
function encoded(names) {
  const items = [];
  for (let at = 0; at < names.length; ) {
    const [unit, count] = bestRepeat(names, at);
    const group = runs(names.slice(at, at + unit));
    const alone = group.includes(" ") ? `(${group})` : group;
    items.push(count === 1 ? group : `${alone}*${count}`);
    at += unit * count;
  }
  return items.join(" ");
}

/** The shortest beginning that repeats to the end, the last time perhaps in part. */
function periodOf(names) {
  for (let length = 1; length <= Math.min(names.length, LONGEST_PERIOD); length += 1) {
    if (names.every((name, index) => name === names[index % length])) {
      return names.slice(0, length);
    }
  }
  return names;
}

/** The window; -1, 0 and null are none, and so is one that is switched off. */
function windowLength(config) {
  const value = config.get("sliding_window") ?? null;
  if (value === null || value === 0 || value === -1 || value === false || config.get("use_sliding_window") === false) {
    return null;
  }
  return checked("sliding_window", value);
}

/** Layers as the data have them: a window and every n-th layer without, or a pattern. */
function windowed(names, window) {
  if (names.every((name) => name === "full")) {
    return {};
  }
  const found = window && names.includes("window") ? { sliding_window: window } : {};
  if (names.every((name) => name === "window")) {
    return found;
  }
  const period = periodOf(names);
  const every = period.length;
  if (period.every((name, index) => name === (index === every - 1 ? "full" : "window"))) {
    return { ...found, global_every: every };
  }
  return { ...found, layers: encoded(period) };
}

/** The window of a configuration that does not list its layers. */
function unlistedWindow(config, known, layers) {
  const window = windowLength(config);
  const pattern = config.whole(["sliding_window_pattern", "_sliding_window_pattern"]);
  const last = config.whole(["max_window_layers"]);
  if (!window) {
    return {};
  }
  const every = pattern || known.global_every;
  if (every && known.window !== "all") {
    return { sliding_window: window, global_every: every };
  }
  if (known.window === "all") {
    return { sliding_window: window };
  }
  if (known.window === "last" && config.get("use_sliding_window") !== true) {
    return {};
  }
  if (known.window === "last" && last !== null && layers && layers <= 10_000) {
    return windowed([...Array(Math.min(last, layers)).fill("full"), ...Array(Math.max(0, layers - last)).fill("window")], window);
  }
  config.refuse("sliding_window");
  return {};
}

function layersOf(config, known, sizes, reader) {
  if (known.layers) {
    return { layers: known.layers };
  }
  const names = namesOf(config, known, sizes, reader);
  if (names === null) {
    if (UNLIKE.some((name) => known.groups?.[name])) {
      config.refuse("layer_types");
    }
    return unlistedWindow(config, known, sizes.n_layers ?? 0);
  }
  config.use(["sliding_window_pattern", "_sliding_window_pattern", "full_attention_interval"]);
  config.use(["full_attn_idxs", "max_window_layers", "use_sliding_window"]);
  config.use(["linear_attn_config.full_attn_layers", "linear_attn_config.kda_layers"]);
  const window = windowLength(config);
  if (names.includes("window") && window === null) {
    config.refuse("sliding_window");
  }
  return windowed(names, window);
}

/**
 * The heads of layers with a window where a key lists those of each layer; those of the other layers are
 * put into `sizes`. Layers of one kind have to have as many.
 */
function windowedHeads(config, known, sizes, reader) {
  const key = known.heads_by_layer;
  const byLayer = key ? config.get(key) : null;
  if (!Array.isArray(byLayer) || !byLayer.length) {
    return {};
  }
  const names = namesOf(config, known, { ...sizes }, reader) ?? byLayer.map(() => "full");
  const headsOf = (kind) => new Set(byLayer.filter((_, index) => names[index] === kind).map((each) => checked(key, each)));
  const [full, window] = [headsOf("full"), headsOf("window")];
  if (byLayer.length !== names.length || full.size !== 1 || window.size > 1) {
    config.refuse(key);
    return {};
  }
  [sizes.n_heads] = full;
  return window.size && !window.has(sizes.n_heads) ? { n_heads: [...window][0] } : {};
}

/** The groups of the class's table; heads: those of layers with a window. */
function groupsOf(config, known, layers, sizes, heads) {
  const found = Object.fromEntries(
    Object.entries(known.groups ?? {}).map(([name, spec]) => [
      name,
      groupIn(config, spec),
    ]),
  );
  if (heads.n_heads) {
    found.windowed = { ...heads, ...found.windowed };
  }
  if (found.indexer) {
    const types = config.get("indexer_types");
    const count = Array.isArray(types) ? types.filter((type) => type === "full").length : 0;
    if (Array.isArray(types) && count < types.length) {
      found.indexer.layers = count;
    }
  }
  if (!found.per_layer?.width) {
    delete found.per_layer;
  }
  if (found.kv_sharing?.layers && config.get("use_double_wide_mlp") === true && sizes.d_ff) {
    found.kv_sharing.d_ff = 2 * sizes.d_ff;
  }
  if (!layers.sliding_window) {
    delete found.windowed;
  }
  return Object.fromEntries(Object.entries(found).filter(([, group]) => Object.keys(group).some((name) => name !== "kind")));
}

/** Keys that are neither read nor known to change nothing; those that are switched off are not named. */
function unreadOf(config, known, reader) {
  const inert = new RegExp(`^(?:${[...reader.inert, ...(known.inert ?? [])].join("|")})$`);
  for (const [name, value] of Object.entries(config.values)) {
    const [group] = name.split(".");
    if (!config.used.has(name) && isSet(value) && !inert.test(name) && !inert.test(group)) {
      config.refuse(group);
    }
  }
  return [...config.unread];
}

/** The known class whose name begins most like that of an unknown one. */
export function nearestClass(kind, reader) {
  const alike = (name) => [...name].findIndex((letter, index) => letter !== kind[index]);
  const lengthOf = (name) => (alike(name) < 0 ? name.length : alike(name));
  const best = Object.keys(reader.classes).reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));
  return lengthOf(best) >= LEAST_ALIKE ? best : "";
}

/**
 * The architecture of a configuration, its class and whether that is known, and the keys that may change
 * a figure and are not understood. Throws ConfigError.
 */
export function readConfig(text, reader) {
  const values = merged(parsed(text, reader), reader.merged);
  const stated = own(values, "model_type");
  const kind = typeof stated === "string" ? stated.slice(0, 40) : "";
  const found = own(reader.classes, own(reader.aliases, kind) ?? kind);
  const known = found ?? {};
  const config = new Config(mapping(flat(values)));
  const sizes = sizesOf(config, known, reader);
  const layers = layersOf(config, known, sizes, reader);
  const experts = mixtureOf(config, sizes, known, reader);
  const pattern = layers.layers ?? "";
  if (experts && !experts.dense_layers && !experts.moe_every && !pattern.includes("ffn") && !pattern.includes("+")) {
    delete sizes.d_ff;
  }
  const groups = groupsOf(config, known, layers, sizes, windowedHeads(config, known, sizes, reader));
  const isHybrid = ["linear", "ssm", "conv"].some((mixer) => pattern.includes(mixer));
  const position = positionOf(config, known.position, sizes);
  const arch = {
    kind: "causal-decoder",
    ...sizes,
    ...attentionOf(config, sizes, isHybrid, reader.ranks),
    ...classOf(config, known, Boolean(experts), reader),
    ...tiedOf(config, known),
    ...layers,
    ...groups,
    ...(position ? { position } : {}),
    ...(experts ? { experts } : {}),
  };
  if (arch.mla) {
    delete arch.head_dim;
  }
  (known.needs ?? []).filter((name) => (own(config.values, name) ?? null) === null).forEach((name) => config.refuse(name));
  return { arch, kind, known: Boolean(found), unread: unreadOf(config, known, reader) };
}

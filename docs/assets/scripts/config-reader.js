// A Hugging Face config.json read as an architecture: the twin of scripts/drafts.py, whose tables
// come with the page. A test holds the two together.

/** Thrown with the key of a message and what it names; texts are the page's affair. */
export class ConfigError extends Error {
  constructor(reason, detail = "") {
    super(reason);
    this.reason = reason;
    this.detail = String(detail).slice(0, 60);
  }
}

function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(config, name) {
  return Object.hasOwn(config, name) ? config[name] : undefined;
}

function parsed(text, most) {
  if (new TextEncoder().encode(text).length > most) {
    throw new ConfigError("large", most);
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

function sizesOf(config, names) {
  const found = {};
  for (const [ours, theirs] of Object.entries(names)) {
    found[ours] = whole(config, theirs);
  }
  found.n_kv_heads ||= found.n_heads;
  if (found.head_dim === null && found.d_model && found.n_heads) {
    found.head_dim = Math.floor(found.d_model / found.n_heads);
  }
  if (found.d_ff === null && own(config, "n_embd") !== undefined && found.d_model) {
    found.d_ff = 4 * found.d_model;
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}

function mixtureOf(config, sizes, kind, reader) {
  const found = {};
  for (const [ours, theirs] of Object.entries(reader.experts)) {
    found[ours] = whole(config, theirs);
  }
  if (!found.total) {
    return null;
  }
  found.d_ff ||= sizes.d_ff;
  if (!found.dense_layers) {
    delete sizes.d_ff;
  }
  const experts = Object.fromEntries(Object.entries(found).filter(([, value]) => value));
  if (reader.shared_gate.includes(kind)) {
    experts.shared ??= 1;
    experts.shared_gate = true;
  }
  if (reader.router_bias.includes(kind)) {
    experts.router_bias = true;
  }
  return experts;
}

function latentOf(config, ranks) {
  if (!own(config, "kv_lora_rank")) {
    return null;
  }
  const found = ranks.map((name) => [name, whole(config, [name])]).filter(([, value]) => value);
  return Object.fromEntries(found);
}

function classOf(config, kind, reader, arch) {
  const known = own(reader.classes, kind);
  if (known) {
    arch.norm = known.norm;
    arch.activation = known.activation;
    arch.biases = { ...known.biases };
    arch.qk_norm = known.qk_norm;
    arch.position = { kind: known.position };
    if (typeof own(config, "attention_bias") === "boolean") {
      arch.biases.qkv = config.attention_bias;
    }
  }
  const tied = own(config, "tie_word_embeddings") ?? (known ? (known.tied ?? false) : undefined);
  if (typeof tied === "boolean") {
    arch.tied_embeddings = tied;
  }
  return Boolean(known);
}

/** The architecture of a configuration, and whether its class is known. Throws ConfigError. */
export function readConfig(text, reader) {
  const config = parsed(text, reader.max_bytes);
  const kind = String(own(config, "model_type") ?? "").slice(0, 40);
  const arch = sizesOf(config, reader.names);
  const experts = mixtureOf(config, arch, kind, reader);
  const latent = latentOf(config, reader.ranks);
  if (experts) {
    arch.experts = experts;
  }
  if (latent) {
    arch.mla = latent;
  }
  const known = classOf(config, kind, reader, arch);
  const window = whole(config, ["sliding_window"]);
  if (window && own(config, "use_sliding_window") !== false) {
    arch.sliding_window = window;
  }
  return { arch, kind, known };
}

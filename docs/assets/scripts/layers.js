// Which kinds of layers a model has, and what one layer's mixer holds, keeps and multiplies: the twins of
// scripts/counts/layers.py and scripts/counts/mixers.py, which name the sources of the formulas.

const MIXERS = ["full", "window", "linear", "ssm", "conv"];
const ATTENTION = ["full", "window"];
const [DENSE, MIXTURE, ALONE, JOIN] = ["ffn", "moe", "-alone", "+"];
/** Bytes of an element of a recurrent state, and of an input that a convolution keeps. */
export const STATE_BYTES = { state: 4, input: 2 };
const STATE_OPERATIONS = { lightning: 4, "gated-delta-net": 6, "kimi-delta": 6 };
const SSM_OPERATIONS = 4;

const MIXER = `(?:${MIXERS.join("|")})`;
const LAYER = String.raw`(?:${MIXER}(?:-alone|(?:\+${MIXER})*\+moe)?|ffn|moe)(?:\*[1-9]\d?)?`;
const GROUP = String.raw`\(${LAYER}(?: ${LAYER})*\)(?:\*[1-9]\d?)?`;
/** What a pattern of layers looks like. */
export const PATTERN = new RegExp(`^(?:${LAYER}|${GROUP})(?: (?:${LAYER}|${GROUP}))*$`);

/** The layers of one period of a pattern. */
function expanded(pattern) {
  const flat = pattern.replace(/\(([^()]*)\)(?:\*(\d+))?/g, (_, inner, count) => Array(Number(count ?? 1)).fill(inner).join(" "));
  return flat.split(" ").flatMap((item) => {
    const [name, count] = item.split("*");
    return Array(Number(count ?? 1)).fill(name);
  });
}

/** The layers that repeat from the first to the last. */
function period(arch) {
  if (arch.layers) {
    return expanded(arch.layers);
  }
  if (!arch.sliding_window) {
    return ["full"];
  }
  const every = arch.global_every;
  return every ? [...Array(every - 1).fill("window"), "full"] : ["window"];
}

function mixtures(arch, blocks) {
  const experts = arch.experts;
  return experts ? Math.max(0, Math.floor((blocks - (experts.dense_layers ?? 0)) / (experts.moe_every ?? 1))) : 0;
}

/** How often a name stands among the parts of layers of several parts. */
function joined(found, name) {
  return Object.entries(found)
    .filter(([layer]) => layer.includes(JOIN))
    .reduce((sum, [layer, count]) => sum + count * layer.split(JOIN).filter((part) => part === name).length, 0);
}

/** How many mixers of each kind the decoder has, dense feed-forward layers, mixtures, and of these beside others; `sharing` are those that use an earlier layer's keys and values. */
export function layersOf(arch) {
  const layers = arch.n_layers ?? 0;
  const of = firstLayers(arch, layers);
  if (!arch.kv_sharing) {
    return of;
  }
  const own = firstLayers(arch, Math.max(0, layers - arch.kv_sharing.layers));
  const sharing = Object.fromEntries(Object.entries(of.mixers).map(([mixer, count]) => [mixer, count - (own.mixers[mixer] ?? 0)]));
  return { ...of, sharing, sharingDense: of.dense - own.dense };
}

/** The first so many layers of the decoder. */
function firstLayers(arch, layers) {
  const names = period(arch);
  const whole = Math.floor(layers / names.length);
  const found = {};
  names.forEach((name, index) => {
    found[name] = (found[name] ?? 0) + whole + (index < layers % names.length ? 1 : 0);
  });
  const of = { mixers: {}, dense: 0, mixtures: 0, beside: joined(found, MIXTURE), sharing: {}, sharingDense: 0 };
  let blocks = 0;
  for (const mixer of MIXERS) {
    blocks += found[mixer] ?? 0;
    const parts = joined(found, mixer);
    const count = (found[mixer] ?? 0) + (found[mixer + ALONE] ?? 0) + parts;
    of.dense += parts;
    if (count) {
      of.mixers[mixer] = count;
    }
  }
  of.mixtures = mixtures(arch, blocks);
  of.dense += blocks - of.mixtures + (found[DENSE] ?? 0);
  of.mixtures += (found[MIXTURE] ?? 0) + of.beside;
  return of;
}

/** The same of the encoder. */
export function layersOfEncoder(arch) {
  const blocks = arch.n_encoder_layers ?? 0;
  const found = mixtures(arch, blocks);
  return { mixers: blocks ? { full: blocks } : {}, dense: blocks - found, mixtures: found, beside: 0, sharing: {}, sharingDense: 0 };
}

/** How many layers have a mixer. */
export function mixersIn(of) {
  return Object.values(of.mixers).reduce((sum, count) => sum + count, 0);
}

/** The names that occur, those within layers of several parts among them. */
function partsOf(arch) {
  return period(arch).flatMap((name) => name.split(JOIN));
}

/** The mixers that occur, whether or not the number of layers is known. */
export function mixersOf(arch) {
  const names = partsOf(arch).map((name) => name.replace(ALONE, ""));
  return MIXERS.filter((mixer) => names.includes(mixer));
}

/** Whether some feed-forward layer is dense. */
export function hasDense(arch) {
  const names = period(arch);
  const experts = arch.experts;
  const between = !experts || (experts.moe_every ?? 1) > 1 || (experts.dense_layers ?? 0) > 0;
  return names.includes(DENSE) || names.some((name) => name.includes(JOIN)) || (between && names.some((name) => MIXERS.includes(name)));
}

/** Whether the pattern names a mixture of experts. */
export function namesMixture(arch) {
  return partsOf(arch).includes(MIXTURE);
}

/** Whether some mixer is attention; whether some is not. */
export function hasAttention(arch) {
  return mixersOf(arch).some((mixer) => ATTENTION.includes(mixer));
}

export function isHybrid(arch) {
  return mixersOf(arch).some((mixer) => !ATTENTION.includes(mixer));
}

/** Key/value heads of a layer, and the widths of a key and of a value. */
function widthsOf(arch, mixer) {
  const own = mixer === "window" ? (arch.windowed ?? {}) : {};
  const key = own.head_dim || arch.head_dim;
  return { keys: own.n_kv_heads || arch.n_kv_heads, key, value: own.v_head_dim || arch.v_head_dim || key };
}

/** The heads of an attention layer, or null where one of their numbers is unknown. */
export function headsOf(arch, mixer) {
  const queries = (mixer === "window" && arch.windowed?.n_heads) || arch.n_heads;
  const m = arch.mla;
  if (m) {
    return queries ? { queries, keys: queries, key: m.qk_nope_head_dim + m.qk_rope_head_dim, value: m.v_head_dim } : null;
  }
  const widths = widthsOf(arch, mixer);
  return queries && widths.keys && widths.key ? { queries, ...widths } : null;
}

function attentionMatrices(arch, mixer) {
  const d = arch.d_model;
  const h = headsOf(arch, mixer);
  const gate = d * ({ element: h.queries * h.value, head: h.queries }[arch.attention_gate] ?? 0);
  const m = arch.mla;
  if (m) {
    const width = h.queries * h.key;
    const query = m.q_lora_rank ? m.q_lora_rank * (d + width) : d * width;
    return query + keyValueMatrices(arch, mixer) + h.queries * m.v_head_dim * d + gate;
  }
  return d * h.queries * (h.key + h.value) + keyValueMatrices(arch, mixer) + gate;
}

/** The weights by which an attention layer makes keys and values; 0 for others. */
export function keyValueMatrices(arch, mixer) {
  const h = ATTENTION.includes(mixer) ? headsOf(arch, mixer) : null;
  const m = arch.mla;
  if (!h) {
    return 0;
  }
  if (m) {
    return arch.d_model * (m.kv_lora_rank + m.qk_rope_head_dim) + m.kv_lora_rank * h.queries * (m.qk_nope_head_dim + m.v_head_dim);
  }
  const values = arch.values_are_keys && mixer === "full" ? 0 : h.keys * h.value;
  return arch.d_model * (h.keys * h.key + values);
}

/** The biases and gains of the keys and values of an attention layer; 0 for others. */
export function keyValueVectors(arch, mixer) {
  const h = ATTENTION.includes(mixer) ? headsOf(arch, mixer) : null;
  if (!h) {
    return 0;
  }
  if (arch.mla) {
    return arch.mla.kv_lora_rank;
  }
  return (arch.biases.qkv ? h.keys * (h.key + h.value) : 0) + ({ head: h.key, full: h.keys * h.key }[arch.qk_norm] ?? 0);
}

function attentionVectors(arch, mixer) {
  if (arch.mla) {
    return arch.mla.kv_lora_rank + (arch.mla.q_lora_rank ?? 0);
  }
  const h = headsOf(arch, mixer);
  const inputs = (h.queries + h.keys) * h.key + h.keys * h.value;
  const biases = (arch.biases.qkv ? inputs : 0) + (arch.biases.attention_output ? arch.d_model : 0);
  const norms = { head: 2 * h.key, full: (h.queries + h.keys) * h.key }[arch.qk_norm] ?? 0;
  const sinks = arch.attention_sinks || (mixer === "window" && arch.windowed?.sinks);
  return biases + norms + (sinks ? h.queries : 0);
}

function linearWidths(linear) {
  return [linear.key_heads * linear.key_head_dim, linear.value_heads * linear.value_head_dim];
}

function linearMatrices(d, linear) {
  const [keys, values] = linearWidths(linear);
  const inputs = 2 * keys + values;
  const plain = d * inputs + values * d + inputs * (linear.conv_width ?? 0);
  if (linear.kind === "kimi-delta") {
    const ranks = linear.key_head_dim * (d + keys) + linear.value_head_dim * (d + values);
    return plain + (linear.whole_gates ? d * (keys + values) : ranks) + d * linear.value_heads;
  }
  return plain + d * values + (linear.kind === "gated-delta-net" ? 2 * d * linear.value_heads : 0);
}

function linearVectors(linear) {
  const [keys, values] = linearWidths(linear);
  if (linear.kind === "lightning") {
    return values;
  }
  return linear.value_heads + (linear.kind === "kimi-delta" ? keys : linear.value_heads) + linear.value_head_dim;
}

function ssmWidths(ssm) {
  const inner = ssm.n_heads * ssm.head_dim;
  return [inner, inner + 2 * ssm.n_groups * ssm.d_state];
}

function ssmMatrices(d, ssm) {
  const [inner, channels] = ssmWidths(ssm);
  return d * (inner + channels + ssm.n_heads) + channels * ssm.conv_width + inner * d;
}

function ssmVectors(ssm) {
  const [inner, channels] = ssmWidths(ssm);
  return (ssm.conv_bias === false ? 0 : channels) + 3 * ssm.n_heads + inner;
}

/** The weights of the matrices and convolutions of a layer's mixer. */
export function mixerMatrices(arch, mixer) {
  const d = arch.d_model;
  if (ATTENTION.includes(mixer)) {
    return attentionMatrices(arch, mixer);
  }
  if (mixer === "conv") {
    return 4 * d * d + d * arch.short_conv.width;
  }
  return mixer === "linear" ? linearMatrices(d, arch.linear) : ssmMatrices(d, arch.ssm);
}

/** The parameters of a layer's mixer that are no matrices. */
export function mixerVectors(arch, mixer) {
  if (ATTENTION.includes(mixer)) {
    return attentionVectors(arch, mixer);
  }
  return mixer === "conv" ? 0 : mixer === "linear" ? linearVectors(arch.linear) : ssmVectors(arch.ssm);
}

/** How many layers have an indexer of their own. */
export function indexersIn(arch, of) {
  return arch.indexer ? arch.indexer.layers || (of.mixers.full ?? 0) : 0;
}

/** The weights of one indexer's matrices. */
export function indexerMatrices(arch) {
  const index = arch.indexer;
  if (!index) {
    return 0;
  }
  const source = arch.mla?.q_lora_rank || arch.d_model;
  return source * index.n_heads * index.head_dim + arch.d_model * (index.head_dim + index.n_heads);
}

/** The elements that a token adds to the cache of a layer, or null. */
export function cached(arch, mixer) {
  if (!ATTENTION.includes(mixer)) {
    return 0;
  }
  if (arch.mla) {
    return arch.mla.kv_lora_rank + arch.mla.qk_rope_head_dim;
  }
  const { keys, key, value } = widthsOf(arch, mixer);
  return keys && key ? keys * (key + value) : null;
}

/** The elements of a layer's recurrent state and of its convolution's inputs, or null. */
function stateOf(arch, mixer) {
  if (mixer === "linear" && arch.linear) {
    const [keys, values] = linearWidths(arch.linear);
    const width = arch.linear.conv_width;
    return [arch.linear.value_heads * arch.linear.key_head_dim * arch.linear.value_head_dim, width ? (2 * keys + values) * (width - 1) : 0];
  }
  if (mixer === "ssm" && arch.ssm) {
    return [arch.ssm.n_heads * arch.ssm.head_dim * arch.ssm.d_state, ssmWidths(arch.ssm)[1] * (arch.ssm.conv_width - 1)];
  }
  if (mixer === "conv" && arch.short_conv && arch.d_model) {
    return [0, arch.d_model * (arch.short_conv.width - 1)];
  }
  return ATTENTION.includes(mixer) ? [0, 0] : null;
}

/** Bytes that a layer keeps of a sequence, however long it is, or null. */
export function mixerState(arch, mixer) {
  const found = stateOf(arch, mixer);
  return found && found[0] * STATE_BYTES.state + found[1] * STATE_BYTES.input;
}

/** FLOPs by which a token takes from `attended` tokens or from a state, or null. */
export function mixingFlops(arch, mixer, attended) {
  if (ATTENTION.includes(mixer)) {
    const h = headsOf(arch, mixer);
    const limit = (mixer === "window" ? arch.sliding_window : arch.indexer?.top_k) || attended;
    return h && 2 * h.queries * (h.key + h.value) * Math.min(attended, limit);
  }
  const found = stateOf(arch, mixer);
  const operations = mixer === "ssm" ? SSM_OPERATIONS : mixer === "linear" ? STATE_OPERATIONS[arch.linear?.kind] : 0;
  return found && operations * found[0];
}

// The calculators: memory to run, KV cache, memory to train and training compute of one model.
// State stands behind "#" in the address, so that a view can be linked, also on pages from disk.

import { ConfigError, readConfig } from "./config-reader.js";
import { activeParameters, forwardFlops, gpuDays, kvBytes, kvBytesPerToken, missing, totalParameters, trainingBytes, trainingFlops } from "./costs.js";
import { element, freshId, mountExplorer, pageLanguage } from "./dom.js";

const WORDS = {
  zh: {
    model: "模型",
    modelHint: "输入名字的一部分再从列表里选",
    own: "自定结构",
    based: (name) => `在 ${name} 的结构上修改`,
    sizes: "结构（改动任何一项，就成了自定结构）",
    config: "或粘贴 Hugging Face 的 config.json",
    read: "读取",
    settings: "设置",
    bits: "权重位数",
    context: "上下文（词元）",
    batch: "同时处理的序列数",
    kvBits: "KV 缓存位数",
    gpus: "显卡数",
    stage: "ZeRO 阶段",
    tokens: "训练词元数",
    card: "训练用的显卡",
    utilisation: "利用率（%）",
    run: "推理显存",
    cache: "KV 缓存",
    train: "训练显存",
    compute: "训练计算量",
    weights: "权重",
    total: "合计",
    perToken: "每词元",
    perCard: "每张卡",
    days: (days, years) => `单卡 ${days} 天（${years} 年）`,
    daysOn: (gpus, days) => `${gpus} 张卡 ${days} 天`,
    fits: "放得下的显卡",
    memory: "显存",
    needed: "至少几张",
    gb: "GB",
    fitsNote: "按标称容量、1 GB = 10⁹ 字节计；激活值、框架与碎片未计，实际要留余量。",
    parameters: (total, active) => `参数 ${total}；每个词元用到 ${active}`,
    cannot: (fields) => `还缺：${fields}，所以算不了。`,
    noTokens: "训练词元数未知，请填写。",
    invalid: (label) => `“${label}”须是范围之内的数`,
    unknownModel: "没有这个名字的模型；请从列表里选。",
    ignored: "网址里有看不懂的部分，已忽略。",
    understood: (kind, known) => `已读取 ${kind || "配置"}。${known ? "归一化、偏置与门控按这一类模型的代码填写。" : "不认识这一类模型：归一化、偏置、门控未知，参数量算不了，KV 缓存可以算。"}`,
    large: (most) => `超过 ${most} 字节，不像一份配置；内容未动。`,
    json: "不是合法的 JSON；内容未动。",
    mapping: "最外层应是一个对象；内容未动。",
    number: (name) => `${name} 须是小于十亿的非负整数；内容未动。`,
    table: "显卡",
  },
  en: {
    model: "Model",
    modelHint: "Type part of a name, then choose",
    own: "Configuration of your own",
    based: (name) => `Changed from ${name}`,
    sizes: "Dimensions (change one, and the configuration is your own)",
    config: "Or paste a Hugging Face config.json",
    read: "Read",
    settings: "Settings",
    bits: "Bits of a weight",
    context: "Context (tokens)",
    batch: "Sequences at once",
    kvBits: "Bits in the KV cache",
    gpus: "Cards",
    stage: "Stage of ZeRO",
    tokens: "Training tokens",
    card: "Card to train on",
    utilisation: "Utilisation (%)",
    run: "Memory to run",
    cache: "KV cache",
    train: "Memory to train",
    compute: "Training compute",
    weights: "Weights",
    total: "Total",
    perToken: "A token",
    perCard: "On each card",
    days: (days, years) => `${days} days on one card (${years} years)`,
    daysOn: (gpus, days) => `${days} days on ${gpus} cards`,
    fits: "Cards that hold it",
    memory: "Memory",
    needed: "At least",
    gb: "GB",
    fitsNote: "By nominal size, 1 GB = 10⁹ bytes; activations, framework and fragmentation come on top, so leave a margin.",
    parameters: (total, active) => `${total} parameters; a token uses ${active}`,
    cannot: (fields) => `Still missing, so nothing can be computed: ${fields}.`,
    noTokens: "The number of training tokens is unknown; give one.",
    invalid: (label) => `"${label}" must be a number within its range`,
    unknownModel: "No model has that name; choose one from the list.",
    ignored: "Part of the address made no sense and was ignored.",
    understood: (kind, known) => `Read ${kind || "the configuration"}. ${known ? "Norms, biases and gates follow from the code of its class." : "Its class is not known: without norms, biases and gates the parameters cannot be counted, the KV cache can."}`,
    large: (most) => `More than ${most} bytes, which is no configuration; your text is untouched.`,
    json: "Not valid JSON; your text is untouched.",
    mapping: "The outermost value must be an object; your text is untouched.",
    number: (name) => `${name} must be a whole number from 0 to below a billion; your text is untouched.`,
    table: "Card",
  },
};

const SIZES = ["n_layers", "d_model", "n_heads", "n_kv_heads", "head_dim", "d_ff", "vocab_size"];
/** Settings: first value, least and most. */
const SETTINGS = {
  bits: [16, 1, 64],
  context: [4096, 1, 1e8],
  batch: [1, 1, 1e6],
  kvBits: [16, 1, 64],
  gpus: [8, 1, 1e6],
  stage: [0, 0, 3],
  tokens: [1e12, 1, 1e18],
  utilisation: [40, 1, 100],
};
const FIRST_MODEL = "llama-2-7b";
const LONGEST_HASH = 4000;
const GIB = 2 ** 30;

function grouped(value) {
  return Math.round(value).toLocaleString("en-US");
}

function short(value) {
  const units = [
    [1e12, "T"],
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "K"],
  ];
  const [size, unit] = units.find(([least]) => value >= least) ?? [1, ""];
  return `${Number((value / size).toPrecision(3))}${unit}`;
}

function power(value) {
  const [mantissa, exponent] = value.toExponential(2).split("e+");
  return `${mantissa} × 10${exponent.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])}`;
}

function gib(bytes) {
  const value = bytes / GIB;
  return `${value >= 100 ? grouped(value) : Number(value.toPrecision(3))} GiB`;
}

function firstState() {
  const settings = Object.fromEntries(Object.entries(SETTINGS).map(([key, [value]]) => [key, value]));
  return { model: FIRST_MODEL, arch: null, settings, card: null };
}

function isAllowed(key, value) {
  const [, least, most] = SETTINGS[key];
  return Number.isFinite(value) && value >= least && value <= most && (key === "utilisation" || Number.isInteger(value));
}

/** The dimensions of the address over those of the model, or null where one makes no sense. */
function changedSizes(text, arch) {
  const changed = { ...arch };
  for (const pair of text.split(",")) {
    const [name, value] = pair.split(":");
    if (!SIZES.includes(name) || !/^[1-9]\d{0,8}$/.test(value ?? "")) {
      return null;
    }
    changed[name] = Number(value);
  }
  return changed;
}

/** The state of an address and whether all of it made sense. */
function stateOf(hash, models) {
  const state = firstState();
  let clear = hash.length <= LONGEST_HASH;
  for (const [key, text] of clear ? new URLSearchParams(hash.replace(/^#/, "")) : []) {
    if (key === "model" && models.has(text)) {
      state.model = text;
    } else if (key === "sizes" && changedSizes(text, models.get(state.model).arch)) {
      state.arch = changedSizes(text, models.get(state.model).arch);
    } else if (Object.hasOwn(SETTINGS, key) && isAllowed(key, Number(text))) {
      state.settings[key] = Number(text);
    } else if (key === "card" && /^\d{1,2}$/.test(text)) {
      state.card = Number(text);
    } else {
      clear = false;
    }
  }
  return [state, clear];
}

function hashOf(state, models) {
  const parts = new URLSearchParams();
  const first = firstState();
  parts.set("model", state.model);
  const base = models.get(state.model).arch;
  const changed = state.arch ? SIZES.filter((name) => state.arch[name] && state.arch[name] !== base[name]) : [];
  if (changed.length) {
    parts.set("sizes", changed.map((name) => `${name}:${state.arch[name]}`).join(","));
  }
  for (const [key, value] of Object.entries(state.settings)) {
    if (value !== first.settings[key]) {
      parts.set(key, String(value));
    }
  }
  if (state.card !== null) {
    parts.set("card", String(state.card));
  }
  return `#${parts}`;
}

function line(label, formula, result) {
  return element("p", { class: "calculator__line" }, `${label}: `, element("span", { class: "calculator__formula" }, formula), " = ", element("strong", {}, result));
}

function cacheFormula(arch, element_) {
  if (arch.mla) {
    return `${arch.n_layers} × (${arch.mla.kv_lora_rank} + ${arch.mla.qk_rope_head_dim}) × ${element_} B`;
  }
  return `2 × ${arch.n_layers} × ${arch.n_kv_heads} × ${arch.head_dim} × ${element_} B`;
}

function cardsTable(bytes, gpus, words) {
  const rows = gpus.map((gpu) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, gpu.name),
      element("td", {}, `${Math.round(gpu.bytes / 1e9)} ${words.gb}`),
      element("td", {}, grouped(Math.ceil(bytes / gpu.bytes))),
    ),
  );
  const head = [words.table, words.memory, words.needed].map((text) => element("th", { scope: "col" }, text));
  return element(
    "details",
    {},
    element("summary", {}, words.fits),
    element("table", { class: "calculator__cards" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)),
    element("p", { class: "calculator__note" }, words.fitsNote),
  );
}

function resultsOf(state, model, data, words) {
  const arch = state.arch ?? model.arch;
  const { bits, context, batch, kvBits, gpus, stage, tokens, utilisation } = state.settings;
  const counted = totalParameters(arch);
  const count = state.arch ? counted : model.count;
  const each = kvBytesPerToken(arch, kvBits / 8);
  const cache = kvBytes(arch, context, kvBits / 8);
  const section = (title, ...nodes) => element("section", { class: "calculator__result" }, element("h3", {}, title), ...nodes);
  const unclear = () => element("p", { class: "calculator__missing" }, words.cannot(missing(arch).join(", ") || "n_layers"));
  const nodes = [];
  if (counted !== null) {
    nodes.push(element("p", { class: "calculator__count" }, words.parameters(`${grouped(count)} (${short(count)})`, short(activeParameters(arch)))));
  }
  if (each === null) {
    nodes.push(section(words.cache, unclear()));
  } else {
    nodes.push(
      section(
        words.cache,
        line(words.perToken, cacheFormula(arch, kvBits / 8), `${Number((each / 1024).toPrecision(4))} KiB`),
        line(words.total, `${grouped(cache)} B × ${grouped(batch)}`, gib(cache * batch)),
      ),
    );
  }
  if (!count) {
    nodes.unshift(section(words.run, unclear()));
    return nodes;
  }
  const weights = (count * bits) / 8;
  const running = weights + (cache ?? 0) * batch;
  nodes.splice(counted === null ? 0 : 1, 0, section(
    words.run,
    line(words.weights, `${grouped(count)} × ${bits} / 8 B`, gib(weights)),
    line(words.total, `${gib(weights)} + ${gib((cache ?? 0) * batch)}`, gib(running)),
    cardsTable(running, data.gpus, words),
  ));
  const training = trainingBytes(count, gpus, stage);
  nodes.push(section(
    words.train,
    line(words.perCard, `${grouped(count)} × ${Number((training / count).toPrecision(4))} B`, gib(training)),
    cardsTable(training, data.gpus, words),
  ));
  const flops = trainingFlops(arch, tokens);
  const cards = data.gpus.filter((gpu) => gpu.flops);
  const card = cards[state.card ?? 0] ?? cards[0];
  if (flops === null) {
    nodes.push(section(words.compute, unclear()));
  } else {
    const days = gpuDays(flops, card.flops, utilisation / 100);
    nodes.push(section(
      words.compute,
      line("FLOPs", `3 × ${power(forwardFlops(arch, 0))} × ${power(tokens)}`, power(flops)),
      line(card.name, `${power(flops)} / (${power(card.flops)} × ${utilisation} % × 86,400 s)`, words.days(grouped(days), Number((days / 365).toPrecision(3)))),
      element("p", {}, words.daysOn(grouped(gpus), Number((days / gpus).toPrecision(3)))),
    ));
  }
  return nodes;
}

function field(label, input, extra = []) {
  const id = freshId("calculator");
  input.id = id;
  return element("div", { class: "calculator__field" }, element("label", { for: id }, label), input, ...extra);
}

function build(data) {
  const words = WORDS[pageLanguage()];
  const models = new Map(data.models.map((model) => [model.id, model]));
  const named = new Map(data.models.map((model) => [model.name, model.id]));
  const notice = element("p", { class: "calculator__notice", role: "alert" });
  const heading = element("p", { class: "calculator__heading" });
  const results = element("div", { class: "calculator__results", "aria-live": "polite" });
  let [state, clear] = stateOf(location.hash, models);
  const list = element("datalist", { id: freshId("models") }, ...data.models.map((model) => element("option", { value: model.name })));
  const chosen = element("input", { type: "text", list: list.id, autocomplete: "off", placeholder: words.modelHint });
  const sizes = Object.fromEntries(SIZES.map((name) => [name, element("input", { type: "number", min: 1, max: 999999999, step: 1, inputmode: "numeric" })]));
  const settings = Object.fromEntries(
    Object.entries(SETTINGS).map(([key, [, least, most]]) => [key, element("input", { type: "number", min: least, max: most, step: 1, inputmode: "decimal" })]),
  );
  const cards = data.gpus.filter((gpu) => gpu.flops);
  const card = element("select", {}, ...cards.map((gpu, index) => element("option", { value: index }, gpu.name)));
  const config = element("textarea", { rows: 4, spellcheck: "false", autocomplete: "off" });

  const show = () => {
    const model = models.get(state.model);
    heading.textContent = state.arch ? words.based(model.name) : model.name;
    results.replaceChildren(...resultsOf(state, model, data, words));
  };
  const fill = () => {
    const arch = state.arch ?? models.get(state.model).arch;
    chosen.value = models.get(state.model).name;
    for (const name of SIZES) {
      sizes[name].value = arch[name] ?? "";
    }
    for (const [key, input] of Object.entries(settings)) {
      input.value = state.settings[key];
    }
    card.value = String(state.card ?? 0);
  };
  const update = (message = "") => {
    notice.textContent = message;
    show();
    history.replaceState(null, "", hashOf(state, models));
  };
  const mark = (input, fine) => input.setAttribute("aria-invalid", String(!fine));

  const choose = (id) => {
    const model = models.get(id);
    state = { ...state, model: id, arch: null };
    if (model.tokens) {
      state.settings.tokens = model.tokens;
    }
    fill();
    update();
  };
  chosen.addEventListener("change", () => {
    const id = named.get(chosen.value.trim());
    mark(chosen, Boolean(id));
    if (id) {
      choose(id);
    } else {
      notice.textContent = words.unknownModel;
    }
  });
  for (const [name, input] of Object.entries(sizes)) {
    input.addEventListener("input", () => {
      const fine = /^[1-9]\d{0,8}$/.test(input.value);
      mark(input, fine);
      if (fine) {
        state.arch = { ...(state.arch ?? models.get(state.model).arch), [name]: Number(input.value) };
        update();
      } else {
        notice.textContent = words.invalid(name);
      }
    });
  }
  for (const [key, input] of Object.entries(settings)) {
    input.addEventListener("input", () => {
      const fine = input.value !== "" && isAllowed(key, Number(input.value));
      mark(input, fine);
      if (fine) {
        state.settings[key] = Number(input.value);
        update();
      } else {
        notice.textContent = words.invalid(words[key]);
      }
    });
  }
  card.addEventListener("change", () => {
    state.card = Number(card.value);
    update();
  });
  const read = element("button", { type: "button", class: "md-button calculator__read" }, words.read);
  read.addEventListener("click", () => {
    try {
      const { arch, kind, known } = readConfig(config.value, data.reader);
      state.arch = arch;
      const gaps = missing(arch);
      fill();
      update(`${words.understood(kind, known)}${gaps.length ? ` ${words.cannot(gaps.join(", "))}` : ""}`);
      heading.textContent = kind ? `${words.own} (${kind})` : words.own;
    } catch (error) {
      if (!(error instanceof ConfigError)) {
        throw error;
      }
      const message = words[error.reason];
      notice.textContent = typeof message === "function" ? message(error.detail) : message;
    }
  });
  window.addEventListener("hashchange", () => {
    [state, clear] = stateOf(location.hash, models);
    fill();
    show();
    notice.textContent = clear ? "" : words.ignored;
  });

  fill();
  show();
  notice.textContent = clear ? "" : words.ignored;
  return [
    element("div", { class: "calculator__fields" }, field(words.model, chosen, [list])),
    element("details", {}, element("summary", {}, words.sizes), element("div", { class: "calculator__fields" }, ...SIZES.map((name) => field(name, sizes[name])))),
    element("details", {}, element("summary", {}, words.config), field("config.json", config), read),
    element(
      "fieldset",
      { class: "calculator__settings" },
      element("legend", {}, words.settings),
      element("div", { class: "calculator__fields" }, ...Object.entries(settings).map(([key, input]) => field(words[key], input)), field(words.card, card)),
    ),
    notice,
    heading,
    results,
  ];
}

const holder = document.querySelector("script[data-calculator]");
if (holder) {
  const data = JSON.parse(holder.textContent);
  mountExplorer("calculator", () => build(data));
}

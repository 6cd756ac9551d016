// The calculators: memory to run, KV cache, memory to train and training compute of one model, which
// is chosen, typed or pasted. What is shown stands in the address, so that it can be linked.

import { addressWriter, isFreshVisit } from "./address-writer.js";
import { CHOICES, RANGES, fieldOf, firstSettings, firstState, formatState, isAllowed, isSame, isSize, keysAsText, parseState, withField } from "./calculator-address.js";
import { amount, readAmount, readContext } from "./calculator-numbers.js";
import { resultsOf } from "./calculator-results.js";
import { WORDS } from "./calculator-words.js";
import { ConfigError, nearestClass, readConfig } from "./config-reader.js";
import { copyLink } from "./copy-link.js";
import { element, freshId, mountExplorer, pageLanguage } from "./dom.js";
import { leadsToHeading } from "./explorer-address.js";
import { jsonFault } from "./json-fault.js";
import { answers, searchable } from "./model-names.js";

const FIRST_MODEL = "llama-2-7b";
/** The dimensions that can be typed, by the group that a model must have for them to make sense. */
const SIZES = {
  "": ["n_layers", "d_model", "n_heads", "n_kv_heads", "head_dim", "d_ff", "vocab_size"],
  experts: ["experts.total", "experts.active", "experts.shared", "experts.d_ff", "experts.dense_layers"],
  mla: ["mla.kv_lora_rank", "mla.q_lora_rank", "mla.qk_nope_head_dim", "mla.qk_rope_head_dim", "mla.v_head_dim"],
  sliding_window: ["sliding_window", "global_every"],
  layers: ["layers"],
  windowed: ["windowed.n_heads", "windowed.n_kv_heads", "windowed.head_dim"],
  linear: ["linear.key_heads", "linear.value_heads", "linear.key_head_dim", "linear.value_head_dim", "linear.conv_width"],
  ssm: ["ssm.n_heads", "ssm.head_dim", "ssm.d_state", "ssm.n_groups", "ssm.conv_width"],
  short_conv: ["short_conv.width"],
  indexer: ["indexer.n_heads", "indexer.head_dim", "indexer.top_k", "indexer.layers"],
  per_layer: ["per_layer.vocab_size", "per_layer.width"],
  kv_sharing: ["kv_sharing.layers", "kv_sharing.d_ff"],
  altup_inputs: ["altup_inputs", "laurel_rank"],
};
/** Those that may be left empty. */
const OPTIONAL = ["d_ff", "experts.shared", "experts.dense_layers", "mla.q_lora_rank", "sliding_window", "global_every", "layers", ...SIZES.windowed, "linear.conv_width", "indexer.layers", "kv_sharing.d_ff", "altup_inputs", "laurel_rank"];
const SETTINGS = { runSettings: ["bits", "kvBits", "context", "batch", "usable"], trainSettings: ["tokens", "gpus", "stage", "card", "utilisation"] };

function labelled(text, control, hint = "") {
  control.id = freshId("calculator");
  const note = hint ? element("small", { id: freshId("hint") }, hint) : null;
  if (note) {
    control.setAttribute("aria-describedby", note.id);
  }
  return element("div", { class: "calculator__field" }, element("label", { for: control.id }, text), control, ...(note ? [note] : []));
}

function listOf(options) {
  return element("select", {}, ...options.map(([value, text]) => element("option", { value }, text)));
}

function button(text, onClick) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * A line for messages where they are caused. `say(text)` tells, `refuse(text)` tells what is wrong; only
 * one line of all in `lines` speaks at a time. `of(control)` makes a control point to the line.
 */
function messageLine(lines) {
  const root = element("p", { class: "calculator__notice", role: "status", id: freshId("notice") });
  const put = (kind, parts) => {
    lines.forEach((line) => line.root.replaceChildren());
    root.dataset.kind = kind;
    root.replaceChildren(...parts);
  };
  const line = {
    root,
    say: (...parts) => put("done", parts),
    refuse: (...parts) => put("error", parts),
    of(control) {
      control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), root.id].filter(Boolean).join(" "));
      return control;
    },
  };
  lines.push(line);
  return line;
}

function mark(control, isFine) {
  control.setAttribute("aria-invalid", String(!isFine));
}

/** The list of models and the field that narrows it down. */
function makeChooser(data, lang, words, onChoose, line) {
  const rows = data.models.map((model) => {
    const family = data.families[model.family];
    return { model, ...searchable([model.name, model.id], `${model.name} ${model.id} ${family.zh} ${family.en} ${family.words}`) };
  });
  const search = element("input", { type: "search", placeholder: words.hint, autocomplete: "off", spellcheck: "false", maxlength: 100 });
  const list = element("select");
  let current = { id: null, label: "" };

  const show = (found) => {
    const families = new Map();
    for (const { model } of found) {
      families.set(model.family, [...(families.get(model.family) ?? []), model]);
    }
    const groups = [...families].map(([family, models]) =>
      element("optgroup", { label: data.families[family][lang] }, ...models.map(({ id, name }) => element("option", { value: id }, name))),
    );
    const isListed = found.some(({ model }) => model.id === current.id);
    const first = search.value ? words.choose(found.length) : current.label;
    list.replaceChildren(...(isListed ? [] : [element("option", { value: "" }, first)]), ...groups);
    list.value = isListed ? current.id : "";
  };
  const found = () => {
    const fitting = answers(rows, search.value);
    return rows.filter((_, index) => fitting[index]);
  };
  search.addEventListener("input", () => {
    show(found());
    line.refuse(found().length ? "" : words.none(search.value.trim()));
  });
  search.addEventListener("keydown", (event) => {
    const [first] = found();
    if (event.key === "Enter" && first) {
      onChoose(first.model.id);
    }
  });
  list.addEventListener("change", () => list.value && onChoose(list.value));
  return {
    nodes: [labelled(words.search, line.of(search)), labelled(words.model, list)],
    show(state) {
      current = { id: state.model, label: words.ownOf(state.type) };
      show(found());
    },
    clear() {
      search.value = "";
    },
  };
}

/** The fields of the dimensions; `onChange` receives a path and its new value. */
function makeSizes(words, onChange, line) {
  const fields = Object.values(SIZES).flat().map((path) => {
    const input = element("input", { type: "text", inputmode: path === "layers" ? "text" : "numeric", autocomplete: "off", maxlength: path === "layers" ? 2000 : 12 });
    input.addEventListener("input", () => {
      const text = input.value.trim();
      const isEmptied = text === "" && OPTIONAL.includes(path);
      const isFine = isSize(text, path) || isEmptied;
      mark(input, isFine);
      if (isFine) {
        onChange(path, isEmptied ? undefined : path === "layers" ? text : Number(text));
      } else {
        line.refuse(path === "layers" ? words.invalidLayers : words.invalidSize(path));
      }
    });
    const root = labelled(path, input);
    line.of(input);
    return { path, input, root };
  });
  const tied = listOf([["1", words.yes], ["0", words.no]]);
  tied.addEventListener("change", () => onChange("tied_embeddings", tied.value === "1"));
  const root = element(
    "details",
    { class: "fold" },
    element("summary", {}, words.sizes),
    element("p", { class: "calculator__note" }, words.sizesHint),
    element("div", { class: "calculator__fields" }, ...fields.map((field) => field.root), labelled(words.tied, tied)),
    line.root,
  );
  const groupOf = (path) => Object.keys(SIZES).find((group) => SIZES[group].includes(path));
  return {
    root,
    show(arch, base) {
      for (const { path, input, root: field } of fields) {
        const group = groupOf(path);
        field.hidden = Boolean(group) && !arch[group] && !base[group];
        field.hidden ||= Boolean(arch.mla) && ["n_kv_heads", "head_dim"].includes(path);
        mark(input, true);
        const text = String(fieldOf(arch, path) ?? "");
        if (input !== document.activeElement) {
          input.value = text;
        }
      }
      tied.value = arch.tied_embeddings === undefined ? "" : String(Number(arch.tied_embeddings));
    },
  };
}

/** The settings of the two questions; `onChange` receives a key and its new value. */
function makeSettings(data, lang, words, onChange, lines) {
  const cards = data.gpus.filter((gpu) => gpu.flops).map(({ id, name }) => [id, name]);
  const lists = {
    bits: CHOICES.bits.map((bits) => [bits, bits]),
    kvBits: CHOICES.kvBits.map((bits) => [bits, bits]),
    stage: CHOICES.stage.map((stage) => [stage, words.stages[stage]]),
    card: cards,
  };
  const read = { tokens: readAmount, context: readContext };
  const write = { tokens: (value) => (value === null ? "" : amount(value, lang)) };
  const written = (key, value) => (write[key] ? write[key](value) : String(value));
  const controls = new Map();
  const make = (key, line) => {
    if (lists[key]) {
      const list = listOf(lists[key]);
      list.addEventListener("change", () => onChange(key, key === "card" ? list.value : Number(list.value)));
      return list;
    }
    const input = element("input", { type: "text", inputmode: read[key] ? "text" : "decimal", autocomplete: "off", maxlength: 30 });
    input.addEventListener("input", () => {
      const text = input.value.trim();
      const value = read[key] ? read[key](text) : text === "" ? NaN : Number(text.replace(/[,，]/g, ""));
      const isFine = value !== null && isAllowed(key, value);
      mark(input, isFine);
      if (isFine) {
        onChange(key, value);
      } else {
        const limits = RANGES[key].slice(0, 2).map((limit) => limit.toLocaleString("en-US"));
        const isNumber = value !== null && !Number.isNaN(value);
        line.refuse((isNumber ? words.invalid : words.noNumber)(words[key], ...limits, words[`${key}Hint`]));
      }
    });
    input.addEventListener("change", () => {
      const value = read[key]?.(input.value.trim());
      if (value && isAllowed(key, value)) {
        input.value = written(key, value); // what 128K was taken for
      }
    });
    return input;
  };
  const roots = Object.entries(SETTINGS).map(([legend, keys]) => {
    const line = messageLine(lines);
    const fields = keys.map((key) => {
      const control = make(key, line);
      controls.set(key, control);
      const field = labelled(words[key], control, words[`${key}Hint`]);
      line.of(control);
      return field;
    });
    return element("fieldset", { class: "calculator__settings" }, element("legend", {}, words[legend]), element("div", { class: "calculator__fields" }, ...fields), line.root);
  });
  return {
    roots,
    show(settings) {
      for (const [key, control] of controls) {
        mark(control, true);
        if (control !== document.activeElement) {
          control.value = written(key, settings[key]);
        }
      }
    },
  };
}

/** Where a configuration is pasted; `onRead` receives it, the line below the buttons says what is wrong with it. */
function makePaste(data, words, onRead, line) {
  const text = element("textarea", { rows: 6, spellcheck: "false", autocomplete: "off" });
  const file = element("input", { type: "file", accept: ".json,application/json" });
  const refuse = (reason, detail) => {
    mark(text, false);
    line.refuse(words[reason](detail));
    line.root.scrollIntoView({ block: "nearest" });
  };
  const read = () => {
    try {
      const found = readConfig(text.value, data.reader);
      if (!SIZES[""].some((name) => found.arch[name])) {
        refuse("empty");
        return;
      }
      mark(text, true);
      onRead(found);
    } catch (error) {
      if (!(error instanceof ConfigError)) {
        throw error;
      }
      refuse(error.reason, error.reason === "json" ? jsonFault(text.value) : error.detail);
    }
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (chosen && chosen.size > data.reader.max_bytes) {
      refuse("large", data.reader.max_bytes.toLocaleString("en-US"));
    } else if (chosen) {
      text.value = await chosen.text();
      read();
    }
    file.value = ""; // the same file can be opened again
  });
  return element(
    "details",
    { class: "fold" },
    element("summary", {}, words.paste),
    labelled(words.config, line.of(text)),
    element("div", { class: "table-tools" }, button(words.read, read), labelled(words.file, file)),
    line.root,
  );
}

/** Ways from a model to its entry with the sources, and to the explorer with its family chosen. */
function waysTo({ id, name, family }, data, lang, words) {
  const page = window.location.protocol === "file:" ? "index.html" : "";
  return [
    element("a", { href: `../${family}/${page}#${id}` }, words.entryOf(name)),
    " · ",
    element("a", { href: `../explorer/${page}#family=${family}` }, words.familyOf(data.families[family][lang])),
  ];
}

function build(data) {
  const lang = pageLanguage();
  const words = WORDS[lang];
  const models = new Map(data.models.map((model) => [model.id, model]));
  const cards = data.gpus.filter((gpu) => gpu.flops).map(({ id }) => id);
  const known = { models, cards, words: data.words, first: models.has(FIRST_MODEL) ? FIRST_MODEL : data.models[0].id };
  const lines = [];
  const [chosen, typed, pasted, used, outcome] = Array.from({ length: 5 }, () => messageLine(lines));
  const heading = element("p", { class: "calculator__heading" });
  const summary = element("p", { class: "calculator__summary", role: "status" });
  const ways = element("p", { class: "calculator__ways no-print" });
  const results = element("div", { class: "calculator__results" });
  let state = firstState(known);

  const hush = () => lines.forEach(({ root }) => root.replaceChildren());
  const baseOf = () => (state.model ? models.get(state.model) : null);
  const isOwn = () => !state.model || !isSame(state.arch, baseOf().arch);
  const settingsNow = () => ({ ...firstSettings(state.arch, baseOf()?.tokens, cards), ...state.settings });
  const nameNow = () => (!state.model ? words.ownOf(state.type) : isOwn() ? words.changed(baseOf().name) : baseOf().name);

  const address = addressWriter(() => formatState(state, known));
  const show = () => {
    const settings = settingsNow();
    const published = isOwn() ? null : baseOf().count;
    const shown = resultsOf({ arch: state.arch, name: nameNow(), published, settings, gpus: data.gpus, words });
    heading.textContent = shown.heading;
    summary.textContent = shown.summary;
    ways.replaceChildren(...(state.model ? waysTo(baseOf(), data, lang, words) : []));
    results.replaceChildren(...shown.nodes);
    chooser.show(state);
    sizes.show(state.arch, baseOf()?.arch ?? state.arch);
    controls.show(settings);
  };
  const change = (patch) => {
    Object.assign(state, patch);
    hush();
    show();
    address.later();
  };
  /** The heading stays at the window's edge by itself, so what follows it is brought into view. */
  const reveal = () => (outcome.root.textContent ? outcome.root : results).scrollIntoView();
  /** Tokens and context belong to a model, so another one brings its own. */
  const withoutOwn = ({ tokens, context, ...rest }) => rest;
  const choose = (id) => {
    const { arch } = models.get(id);
    change({ model: id, type: "", arch, settings: withoutOwn(state.settings) });
  };
  const openAddress = () => {
    const hash = window.location.hash;
    if (hash && leadsToHeading(hash)) {
      return false;
    }
    const { state: next, ignored, sizes: wrong } = parseState(hash, known);
    state = next;
    chooser.clear();
    show();
    const reasons = wrong.map((size) => ` ${words.sizeRange(size)}`);
    chosen.refuse(ignored.length ? words.ignored(ignored.join("; ")) : "", ...reasons);
    return hash !== "" && ignored.length === 0;
  };

  const chooser = makeChooser(data, lang, words, choose, chosen);
  const sizes = makeSizes(words, (path, value) => change({ arch: withField(state.arch, path, value) }), typed);
  const controls = makeSettings(data, lang, words, (key, value) => change({ settings: { ...state.settings, [key]: value } }), lines);
  const paste = makePaste(
    data,
    words,
    ({ arch, kind, known: isKnown, unread }) => {
      chooser.clear();
      const read = unread.length ? { ...arch, unread: keysAsText(unread) } : arch;
      change({ model: null, type: kind, arch: read, settings: withoutOwn(state.settings) });
      if (isKnown) {
        outcome.say(words.understood(kind));
      } else {
        outcome.refuse(words.unknownType(kind, nearestClass(kind, data.reader)));
      }
      reveal();
    },
    pasted,
  );
  const tools = element(
    "div",
    { class: "table-tools" },
    button(words.reset, () => {
      chooser.clear();
      change(firstState(known));
    }),
    button(words.copy, () => {
      address.now();
      copyLink(used.say, words);
    }),
  );
  show();
  if (window.location.hash && openAddress() && isFreshVisit()) {
    window.requestAnimationFrame(reveal); // not part of the page yet
  }
  window.addEventListener("hashchange", () => openAddress() && reveal());
  return [
    element(
      "div",
      { class: "calculator no-print", role: "group", "aria-label": words.tools },
      element("div", { class: "calculator__fields calculator__chooser" }, ...chooser.nodes),
      chosen.root,
      sizes.root,
      paste,
      ...controls.roots,
      tools,
      used.root,
    ),
    element("div", { class: "calculator__outcome" }, heading, summary),
    outcome.root,
    ways,
    results,
  ];
}

const holder = document.querySelector("script[data-calculator]");
if (holder) {
  const data = JSON.parse(holder.textContent);
  mountExplorer("calculator", () => build(data));
}

// What the calculators show for one state: each formula with the numbers put in, and the cards.

import { PARTS, TRAINING_BYTES, TRAINING_PASSES, activeParameters, gpuDays, gpusToHold, gpusToTrain, kvBytes, kvBytesPerToken, cacheGroups, missing, multipliedParameters, parts, stateBytes, stateGroups, totalParameters, trainingBytes, trainingFlops } from "./costs.js";
import { binary, decimal, grouped, power, short, significant } from "./calculator-numbers.js";
import { MOST_PARAMETERS, contradictions } from "./contradictions.js";
import { element } from "./dom.js";

/** Fields that a group cannot do without once it is there. */
const OF_GROUPS = {
  experts: ["total", "active"],
  mla: ["kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim"],
  linear: ["key_heads", "value_heads", "key_head_dim", "value_head_dim"],
  ssm: ["n_heads", "head_dim", "d_state", "n_groups", "conv_width"],
  short_conv: ["width"],
  indexer: ["n_heads", "head_dim", "top_k"],
  per_layer: ["vocab_size", "width"],
  kv_sharing: ["layers"],
};
const DAYS_OF_YEAR = 365.25;

/** The fields without which nothing can be counted, those of groups included. */
export function gapsOf(arch) {
  const inGroups = Object.entries(OF_GROUPS).flatMap(([group, names]) =>
    arch[group] ? names.filter((name) => !arch[group][name]).map((name) => `${group}.${name}`) : [],
  );
  return [...new Set([...missing(arch), ...inGroups])];
}

/** A title, the formula in words, the same with numbers, and what comes out. */
function line(title, words, numbers, result) {
  return element(
    "p",
    { class: "calculator__line" },
    element("span", { class: "calculator__title" }, title),
    element("span", { class: "calculator__words" }, words),
    element("span", { class: "calculator__numbers" }, `= ${numbers}`),
    element("strong", { class: "calculator__value" }, `= ${result}`),
  );
}

function note(text, kind = "note") {
  return element("p", { class: `calculator__${kind}` }, text);
}

function section(title, headline, ...nodes) {
  const figure = headline ? element("p", { class: "calculator__headline" }, headline) : "";
  return element("section", { class: "calculator__result" }, element("h3", {}, title), figure, ...nodes);
}

/** Bytes in both units: what programs report, and what cards are sold by. */
function inBoth(bytes) {
  return `${binary(bytes)} (${decimal(bytes)})`;
}

/** Whether all layers with a cache keep as much of a token, so that one formula says it. */
function isEven(groups) {
  return groups.every(({ elements, isIndexer }) => elements === groups[0].elements && !isIndexer);
}

/** What one token takes in the cache: the formula in words and with numbers. */
function cacheOfToken(arch, groups, bytes) {
  if (!groups.length || !isEven(groups) || arch.v_head_dim) {
    const sum = groups.map(({ count, elements }) => `${count} × ${grouped(elements)}`).join(" + ");
    return ["Σ n × e × b", `(${sum || 0}) × ${bytes} B`];
  }
  const layers = groups.reduce((total, { count }) => total + count, 0);
  if (arch.mla) {
    const { kv_lora_rank: rank, qk_rope_head_dim: rotated } = arch.mla;
    return ["L × (r + p) × b", `${layers} × (${rank} + ${rotated}) × ${bytes} B`];
  }
  const own = groups[0].window ? (arch.windowed ?? {}) : {};
  return ["2 × L × k × a × b", `2 × ${layers} × ${own.n_kv_heads || arch.n_kv_heads} × ${own.head_dim || arch.head_dim} × ${bytes} B`];
}

/** What one sequence takes in the cache, whose layers may keep no more than a window. */
function cacheOfSequence(groups, context, each, bytes, words) {
  if (!groups.some(({ window }) => window)) {
    return [`${words.perToken} × T`, `${grouped(each)} B × ${grouped(context)}`];
  }
  const kept = groups.map(({ count, elements, window }) => `${count} × ${grouped(elements)} × ${grouped(Math.min(context, window ?? context))}`);
  return ["Σ n × e × min(T, w) × b", `(${kept.join(" + ")}) × ${bytes} B`];
}

function stateLine(arch, words) {
  const sum = stateGroups(arch).map(({ count, bytes }) => `${count} × ${grouped(bytes)} B`).join(" + ");
  return line(words.state, words.stateWords, sum, binary(stateBytes(arch)));
}

/** What the symbols of the formulas are. */
function symbolsOf(arch, groups, words) {
  const isPlain = groups.length > 0 && isEven(groups) && !arch.v_head_dim;
  const hasWindow = groups.some(({ window }) => window);
  return [
    ...(isPlain ? [arch.mla ? words.symbolsMla : words.symbols] : []),
    ...(isPlain && !hasWindow ? [] : [words.symbolsGroups]),
    ...(groups.some(({ isIndexer }) => isIndexer) ? [words.symbolsIndexer] : []),
  ];
}

function cacheSection(arch, settings, words) {
  const { context, batch, kvBits } = settings;
  const bytes = kvBits / 8;
  const each = kvBytesPerToken(arch, bytes);
  const state = stateBytes(arch);
  if (each === null || state === null || Number.isNaN(each + state)) {
    return section(words.cache, "", note(words.cacheCannot, "missing"));
  }
  const groups = cacheGroups(arch);
  const one = kvBytes(arch, context, bytes);
  const both = state ? `(${grouped(one)} B + ${grouped(state)} B)` : `${grouped(one)} B`;
  const sum = state ? `(${words.perSequence} + ${words.state})` : words.perSequence;
  const nodes = [
    line(words.perToken, ...cacheOfToken(arch, groups, bytes), binary(each)),
    line(words.perSequence, ...cacheOfSequence(groups, context, each, bytes, words), binary(one)),
    ...(state ? [stateLine(arch, words)] : []),
    line(words.total, `${sum} × ${words.sequences}`, `${both} × ${grouped(batch)}`, inBoth((one + state) * batch)),
    ...symbolsOf(arch, groups, words).map((text) => note(text)),
  ];
  if (arch.kv_sharing) {
    nodes.push(note(words.sharing(arch.kv_sharing.layers)));
  }
  if (one < each * context) {
    nodes.push(note(words.keptWhole(binary((each * context + state) * batch))));
  }
  if (state) {
    nodes.push(note(words.stateNote));
  }
  if (arch.context && context > arch.context) {
    nodes.push(note(words.longer(grouped(arch.context))));
  }
  return section(words.cache, binary((one + state) * batch), ...nodes);
}

function runSection(arch, count, cache, settings, words) {
  const weights = (count * settings.bits) / 8;
  return section(
    words.run,
    binary(weights + cache),
    line(words.weights, `${words.parameters} × ${words.bitsOf} ÷ 8`, `${grouped(count)} × ${settings.bits} ÷ 8 B`, binary(weights)),
    line(words.total, `${words.weights} + ${words.cache}`, `${binary(weights)} + ${binary(cache)}`, inBoth(weights + cache)),
    ...(arch.experts ? [note(words.experts)] : []),
  );
}

function trainSection(count, { stage, gpus }, words) {
  const each = trainingBytes(count, gpus, stage);
  const { weights, gradients, states } = TRAINING_BYTES;
  const split = (bytes, first) => (stage >= first ? `${bytes} ÷ ${grouped(gpus)}` : String(bytes));
  const bytes = `(${split(weights, 3)} + ${split(gradients, 2)} + ${split(states, 1)})`;
  return section(
    words.train,
    words.aCard(binary(each)),
    line(words.perCard, `${words.parameters} × (${words.shares})`, `${grouped(count)} × ${bytes} B`, inBoth(each)),
    line(words.all, `${words.perCard} × ${words.gpus}`, `${grouped(each)} B × ${grouped(gpus)}`, inBoth(each * gpus)),
  );
}

function duration(days, words) {
  if (days < 2) {
    return words.hours(significant(days * 24));
  }
  return days < 2 * DAYS_OF_YEAR ? words.days(significant(days)) : words.years(significant(days / DAYS_OF_YEAR));
}

function computeSection(arch, settings, card, words) {
  const { tokens, utilisation, gpus } = settings;
  if (arch.n_encoder_layers) {
    return section(words.compute, "", note(words.encoder, "missing"));
  }
  if (arch.experts?.zero) {
    return section(words.compute, "", note(words.zeroExperts, "missing"));
  }
  if (tokens === null) {
    return section(words.compute, "", note(words.noTokens, "missing"));
  }
  const flops = trainingFlops(arch, tokens);
  const nodes = [
    line(words.flops, `${TRAINING_PASSES} × 2 × M × D`, `${TRAINING_PASSES} × 2 × ${grouped(multipliedParameters(arch))} × ${power(tokens)}`, power(flops)),
    note(words.matrices),
  ];
  if (card) {
    const used = `${power(card.flops)} × ${utilisation}%`;
    const days = gpuDays(flops, card.flops, utilisation / 100) / gpus;
    nodes.push(
      line(words.time(grouped(gpus), card.name), `${words.flops} ${words.timeOf}`, `${power(flops)} ÷ (${used} × 86,400 s × ${grouped(gpus)})`, duration(days, words)),
    );
  }
  return section(words.compute, `${power(flops)} FLOPs`, ...nodes);
}

function verdict(isFine, text) {
  return element("td", { class: isFine ? "calculator__yes" : "calculator__no" }, text);
}

function cardRow(gpu, running, count, settings, words) {
  const memory = (gpu.bytes * settings.usable) / 100;
  const toRun = gpusToHold(running, memory);
  const fitsTraining = trainingBytes(count, settings.gpus, settings.stage) <= memory;
  const toTrain = gpusToTrain(count, memory, settings.stage);
  const training = fitsTraining ? words.trains : toTrain === null ? words.never : words.trainsOn(grouped(toTrain));
  const size = `${significant(gpu.bytes / 1e9)} GB`;
  // A phone has no room for a column of sizes, which most names tell anyway.
  const beside = gpu.name.includes("GB") ? "" : element("small", { class: "calculator__size" }, ` ${size}`);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, element("span", {}, gpu.name), beside),
    element("td", {}, size),
    verdict(toRun === 1, toRun === 1 ? words.runs : words.runsOn(grouped(toRun))),
    verdict(fitsTraining, training),
  );
}

function cardsSection(gpus, running, count, settings, words) {
  const heads = [words.cardHead, words.memoryHead, words.runHead, words.trainHead(settings.stage, grouped(settings.gpus))];
  const table = element(
    "table",
    { class: "models calculator__cards" },
    element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...gpus.map((gpu) => cardRow(gpu, running, count, settings, words))),
  );
  const frame = element("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": words.fits }, table);
  return element("section", { class: "calculator__fits" }, element("h3", {}, words.fits), frame, note(words.fitsNote(settings.usable)));
}

function partsOf(arch, words) {
  const counted = parts(arch);
  const items = PARTS.filter((part) => counted[part]).map((part) =>
    element("li", {}, `${words.part[part]}: ${grouped(counted[part])} (${significant((100 * counted[part]) / totalParameters(arch))}%)`),
  );
  return element("details", { class: "fold calculator__parts" }, element("summary", {}, words.parts), element("ul", {}, ...items));
}

/** Why no figure may follow from an architecture, or nothing. */
export function refusalOf(arch, counted, words) {
  if (arch.unread) {
    return words.withheld(arch.unread.split(" ").join(", "));
  }
  const reasons = contradictions(arch).map(({ reason, field, value, other, otherValue }) => words[reason](field, value, other, otherValue));
  if (reasons.length) {
    return words.contradictory(reasons);
  }
  return counted > MOST_PARAMETERS ? words.tooMany(power(counted), power(MOST_PARAMETERS)) : "";
}

/**
 * What to show: a heading, a sentence that sums up, and nodes.
 * `published` is the count to reckon with where the data have one; otherwise the parameters are counted.
 */
export function resultsOf({ arch, name, published, settings, gpus, words }) {
  const gaps = gapsOf(arch);
  const counted = gaps.length ? null : totalParameters(arch);
  const refusal = refusalOf(arch, counted, words);
  if (refusal) {
    return { heading: name, summary: refusal, nodes: [note(refusal, "missing")] };
  }
  const count = published ?? counted;
  const cache = cacheSection(arch, settings, words);
  if (!count) {
    return { heading: name, summary: words.cannot(gaps.join(", ")), nodes: [note(words.cannot(gaps.join(", ")), "missing"), cache] };
  }
  const cached = ((kvBytes(arch, settings.context, settings.kvBits / 8) ?? 0) + (stateBytes(arch) ?? 0)) * settings.batch;
  const running = (count * settings.bits) / 8 + cached;
  const card = gpus.find(({ id }) => id === settings.card);
  const active = arch.experts ? activeParameters(arch) : null;
  const heading = [name, words.count(grouped(count), short(count)), ...(active === null ? [] : [words.active(short(active))])].join(" · ");
  return {
    heading,
    summary: words.summary(name, binary(running), binary(trainingBytes(count, settings.gpus, settings.stage))),
    nodes: [
      ...(counted === null ? [note(words.cannot(gaps.join(", ")), "missing")] : [partsOf(arch, words)]),
      runSection(arch, count, cached, settings, words),
      cache,
      trainSection(count, settings, words),
      counted === null ? section(words.compute, "", note(words.cannot(gaps.join(", ")), "missing")) : computeSection(arch, settings, card, words),
      cardsSection(gpus, running, count, settings, words),
    ],
  };
}

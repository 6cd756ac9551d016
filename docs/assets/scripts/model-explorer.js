// The model explorer: searches, narrows, sorts and compares the rows of one table, and exports what is shown.
// Without script the whole table is there. The view stands in the address, so that it can be linked.
// For pages with: data-table="models-explorer"

import { addressWriter, isFreshVisit } from "./address-writer.js";
import { element, freshId, pageLanguage } from "./dom.js";
import { copyLink } from "./copy-link.js";
import { csvText, download } from "./csv.js";
import { MOST_COMPARED, firstView, formatView, leadsToHeading, parseView } from "./explorer-address.js";
import { makeComparison } from "./model-comparison.js";
import { answers } from "./model-names.js";
import { facetSelects, labelledSelect, makeSortable, markSorted, orderOfKeys, searched, sortKey, toolsPlace } from "./table-tools.js";

const WORDS = {
  zh: {
    tools: "查找与筛选模型",
    search: "搜索",
    hint: "名称、开发者、架构……",
    count: (shown, total) => `显示 ${shown} / ${total} 个模型`,
    filters: (count) => (count ? `筛选（${count} 项）` : "筛选"),
    min: "参数量至少（B）",
    max: "参数量至多（B）",
    context: "上下文至少",
    columns: (shown, total) => `选择列（${shown} / ${total}）`,
    usual: "常用列",
    every: "全部列",
    reset: "重置",
    copy: "复制链接",
    copied: "链接已复制。",
    take: "请复制这个链接：",
    csv: "导出 CSV",
    file: "models.csv",
    choose: (name) => `对比 ${name}`,
    toComparison: (count) => `查看对比（${count}）`,
    full: `最多同时对比 ${MOST_COMPARED} 个模型，请先移除一个。`,
    ignored: (parts) => `地址里这些内容无法识别，已忽略：${parts}`,
    empty: "没有符合条件的模型。",
  },
  en: {
    tools: "Find and filter models",
    search: "Search",
    hint: "Name, developer, architecture …",
    count: (shown, total) => `${shown} of ${total} models`,
    filters: (count) => (count ? `Filters (${count})` : "Filters"),
    min: "Parameters from (B)",
    max: "Parameters to (B)",
    context: "Context at least",
    columns: (shown, total) => `Columns (${shown} of ${total})`,
    usual: "Usual columns",
    every: "All columns",
    reset: "Reset",
    copy: "Copy link",
    copied: "The link is copied.",
    take: "Copy this link:",
    csv: "Export CSV",
    file: "models.csv",
    choose: (name) => `Compare ${name}`,
    toComparison: (count) => `See the comparison (${count})`,
    full: `At most ${MOST_COMPARED} models are compared; remove one first.`,
    ignored: (parts) => `These parts of the address were not understood and are ignored: ${parts}`,
    empty: "No model matches.",
  },
};

/** Columns that a reader sees first. */
const USUAL = ["developer", "date", "parameters", "active", "context", "attention", "tokens", "weights16", "status"];
/** Smallest contexts to choose from, in tokens: 32,768 and 32,000 are both "32K". */
const CONTEXTS = new Map([2, 4, 8, 16, 32, 64, 128, 256].map((k) => [`${1000 * k}`, `${k}K`]).concat([["1000000", "1M"]]));
const NAME = "name";
/** How many rows are filled in at once, and how many at each later step. */
const ROWS_AT_ONCE = 40;
const ROWS_LATER = 20;
/** Widths in em: least and most of the names, and most of the others; longer texts wrap. */
const NAMES = [10, 13];
const WIDEST = 9;

function readColumns(table) {
  return [...table.tHead.rows[0].cells].map((header) => ({
    key: header.dataset.column,
    text: header.textContent.trim(),
    raw: header.dataset.raw ?? header.textContent.trim(),
    header,
  }));
}

function readRow(node, columns) {
  const cells = new Map([...node.cells].map((cell, index) => [columns[index].key, cell]));
  const keys = new Map([...cells].map(([key, cell]) => [key, sortKey(cell)]));
  const link = cells.get(NAME).querySelector("a");
  const name = link.textContent;
  const words = [...cells].filter(([key]) => typeof keys.get(key) === "string").map(([, cell]) => cell.textContent);
  const text = searched(name, words.join(" "), node);
  return { node, id: node.dataset.id, name, link, cells, keys, text, dataset: node.dataset, box: null };
}

function inRange(value, view) {
  const billions = value === null ? NaN : value / 1e9;
  return (view.min === "" || billions >= Number(view.min)) && (view.max === "" || billions <= Number(view.max));
}

/** The rows that a view shows, in their order. */
function rowsOf(view, rows, texts) {
  const answering = answers(texts, view.q);
  const facets = Object.entries(view.facets).filter(([, value]) => value);
  return rows.filter(
    (row, index) =>
      answering[index] &&
      facets.every(([facet, value]) => row.dataset[facet] === value) &&
      inRange(row.keys.get("parameters"), view) &&
      (view.context === "" || (row.keys.get("context") ?? 0) >= Number(view.context)),
  );
}

function button(text, onClick) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", onClick);
  return made;
}

function field(type, text, attributes, onInput) {
  const input = element("input", { type, id: freshId("explorer"), autocomplete: "off", ...attributes });
  input.addEventListener("input", () => onInput(input.value));
  return { input, root: element("label", { for: input.id }, text, input) };
}

function folded(...children) {
  const summary = element("summary");
  return { summary, root: element("details", { class: "fold" }, summary, ...children) };
}

/** The controls: their node, and what makes them show a view. */
function makeControls(rows, columns, usual, lang, change) {
  const words = WORDS[lang];
  const search = field("search", words.search, { placeholder: words.hint, spellcheck: "false" }, (q) => change({ q }));
  const setFacet = (facet, value) => change((view) => ({ facets: { ...view.facets, [facet]: value } }));
  const facets = facetSelects(rows, lang, setFacet);
  const sizes = ["min", "max"].map((key) => ({
    key,
    ...field("number", words[key], { min: 0, step: "any", inputmode: "decimal" }, (value) => change({ [key]: value })),
  }));
  const context = labelledSelect(words.context, CONTEXTS, lang, (value) => change({ context: value }));
  const roots = [...facets, ...sizes, context].map(({ root }) => root);
  const filters = folded(element("div", { class: "table-tools" }, ...roots));

  const boxes = columns.filter(({ key }) => key !== NAME).map(({ key, text }) => {
    const box = element("input", { type: "checkbox", value: key });
    return { key, box, root: element("label", { class: "check" }, box, text) };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ key }) => key);
  boxes.forEach(({ box }) => box.addEventListener("change", () => change({ columns: chosen() })));
  const choose = folded(
    element(
      "div",
      { class: "table-tools" },
      button(words.usual, () => change({ columns: usual }, true)),
      button(words.every, () => change({ columns: boxes.map(({ key }) => key) }, true)),
    ),
    element("div", { class: "model-explorer__columns" }, ...boxes.map(({ root }) => root)),
  );

  const put = (input, value) => {
    if (input.value !== value) {
      input.value = value;
    }
  };
  const summarise = (view) => {
    const given = [...Object.values(view.facets), view.min, view.max, view.context];
    filters.summary.textContent = words.filters(given.filter(Boolean).length);
    choose.summary.textContent = words.columns(view.columns.length, boxes.length);
  };
  const show = (view) => {
    put(search.input, view.q);
    facets.forEach(({ facet, select }) => put(select, view.facets[facet] ?? ""));
    sizes.forEach(({ key, input }) => put(input, view[key]));
    put(context.select, view.context);
    boxes.forEach(({ key, box }) => {
      box.checked = view.columns.includes(key);
    });
  };
  const known = {
    facets: new Map(facets.map(({ facet, options }) => [facet, options])),
    contexts: CONTEXTS,
    columns: new Set(boxes.map(({ key }) => key)),
    sortable: new Set(columns.map(({ key }) => key)),
    ids: new Set(rows.map(({ id }) => id)),
  };
  return { search, filters: filters.root, choose: choose.root, known, summarise, show };
}

/** Add to each row the box that chooses it for the comparison. */
function addBoxes(rows, body, lang, onChoose) {
  for (const row of rows) {
    row.box = element("input", { type: "checkbox", class: "choose no-print", "aria-label": WORDS[lang].choose(row.name) });
    row.link.before(row.box, " ");
  }
  const byBox = new Map(rows.map((row) => [row.box, row]));
  body.addEventListener("change", ({ target }) => byBox.has(target) && onChoose(byBox.get(target)));
}

/**
 * Give the columns the widths that the generator counted from all rows: nothing need be laid out to know
 * them, and columns do not jump while a reader types.
 */
function fixWidths(table, columns) {
  for (const column of columns) {
    const width = Number(column.header.dataset.width);
    column.width = column.key === NAME ? Math.min(Math.max(width, NAMES[0]), NAMES[1]) : Math.min(width, WIDEST);
    column.header.style.width = `${column.width}em`;
  }
  table.classList.add("models--fixed");
}

/**
 * Fill the table with rows: what a reader sees at once, the others a moment later and little by little,
 * so that a thousand rows do not hold up the keyboard.
 */
function makeFilling(body) {
  let rest = [];
  let waiting = 0;
  const more = (most) => {
    body.append(...rest.splice(0, most).map((row) => row.arranged()));
    waiting = rest.length ? window.setTimeout(more, 16, ROWS_LATER) : 0;
  };
  window.addEventListener("beforeprint", () => more(Infinity));
  return (rows) => {
    window.clearTimeout(waiting);
    rest = rows.slice(ROWS_AT_ONCE);
    body.replaceChildren(...rows.slice(0, ROWS_AT_ONCE).map((row) => row.arranged()));
    waiting = window.setTimeout(more, 200, ROWS_LATER);
  };
}

/** What puts the rows, columns and order of a view into the table; it returns the rows in that order. */
function makeTable(table, rows, columns, lang) {
  const fill = makeFilling(table.tBodies[0]);
  let shown = columns;
  let last = { columns: null, sort: null };
  let ordered = rows;
  for (const row of rows) {
    let arrangement = columns;
    row.arranged = () => {
      if (arrangement !== shown) {
        row.node.replaceChildren(...shown.map(({ key }) => row.cells.get(key)));
        arrangement = shown;
      }
      return row.node;
    };
  }
  const arrange = (view) => {
    shown = columns.filter(({ key }) => key === NAME || view.columns.includes(key));
    table.tHead.rows[0].replaceChildren(...shown.map(({ header }) => header));
    table.style.width = `max(100%, ${shown.reduce((sum, { width }) => sum + width, 0)}em)`;
  };
  const sort = ({ column, direction }) => {
    const order = orderOfKeys(direction, lang);
    return [...rows].sort((a, b) => order(a.keys.get(column), b.keys.get(column)));
  };
  return (view, matching) => {
    const now = { columns: view.columns.join(), sort: JSON.stringify(view.sort) };
    if (last.columns !== now.columns) {
      arrange(view);
    }
    if (last.sort !== now.sort) {
      ordered = view.sort ? sort(view.sort) : rows;
      const sorted = columns.find(({ key }) => key === view.sort?.column)?.header;
      markSorted(columns.map(({ header }) => header), sorted, view.sort?.direction);
    }
    last = now;
    const wanted = new Set(matching);
    const found = ordered.filter((row) => wanted.has(row));
    fill(found);
    return found;
  };
}

function csvOf(view, shown, columns) {
  const used = columns.filter(({ key }) => key === NAME || view.columns.includes(key));
  const cell = (row, key) => {
    const value = row.keys.get(key);
    return value === null ? "" : typeof value === "number" ? value : row.cells.get(key).textContent.trim();
  };
  const body = shown.map((row) => used.map(({ key }) => (key === NAME ? row.name : cell(row, key))));
  return csvText([used.map(({ raw }) => raw), ...body]);
}

function mount(table) {
  const lang = pageLanguage();
  const words = WORDS[lang];
  const columns = readColumns(table);
  const rows = [...table.tBodies[0].rows].map((node) => readRow(node, columns));
  const texts = rows.map(({ text }) => text);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const usual = columns.map(({ key }) => key).filter((key) => USUAL.includes(key));
  const count = element("p", { class: "table-tools__count", role: "status" });
  const notice = element("p", { class: "model-explorer__notice", role: "status" });
  const empty = element("p", { hidden: true }, words.empty);
  const fill = makeTable(table, rows, columns, lang);
  let view = firstView(usual);
  let shown = rows;
  const address = addressWriter(() => formatView(view, usual));
  const notify = (...parts) => notice.replaceChildren(...parts);
  const show = () => {
    shown = fill(view, rowsOf(view, rows, texts));
    count.textContent = words.count(shown.length, rows.length);
    empty.hidden = shown.length > 0;
    controls.summarise(view);
  };
  const showCompared = () => {
    rows.forEach((row) => {
      row.box.checked = view.compare.includes(row.id);
    });
    compare.show(view, view.compare.map((id) => byId.get(id)));
    toComparison.hidden = view.compare.length === 0;
    toComparison.textContent = words.toComparison(view.compare.length);
  };
  const open = (next) => {
    view = next;
    controls.show(view);
    show();
    showCompared();
  };
  const change = (patch, isByButton = false) => {
    const before = view;
    view = { ...view, ...(typeof patch === "function" ? patch(view) : patch) };
    notify();
    if (isByButton) {
      controls.show(view);
    }
    const changed = Object.keys(view).filter((key) => view[key] !== before[key]);
    if (changed.includes("compare") || changed.includes("only")) {
      showCompared();
    }
    if (changed.some((key) => key !== "compare" && key !== "only")) {
      show();
    }
    address.later();
  };
  /** What a link asked for comes before the eyes: the comparison, or the table with its count. */
  const reveal = () => (view.compare.length > 1 ? compare.root : counted).scrollIntoView();
  const openAddress = () => {
    const hash = window.location.hash;
    if (leadsToHeading(hash)) {
      return false;
    }
    const { view: next, ignored } = parseView(hash, controls.known, usual);
    next.columns = columns.map(({ key }) => key).filter((key) => next.columns.includes(key));
    open(next);
    notify(ignored.length ? words.ignored(ignored.join("; ")) : "");
    return hash.includes("=") && ignored.length === 0;
  };

  const controls = makeControls(rows, columns, usual, lang, change);
  const compare = makeComparison(columns.filter(({ key }) => key !== NAME), lang, change);
  const toComparison = button("", () => {
    compare.root.scrollIntoView();
    compare.heading.focus();
  });
  columns.forEach(({ key, header }) =>
    makeSortable(header, lang, (direction) => change({ sort: { column: key, direction } })),
  );
  addBoxes(rows, table.tBodies[0], lang, (row) => {
    const others = view.compare.filter((id) => id !== row.id);
    if (row.box.checked && others.length === MOST_COMPARED) {
      row.box.checked = false;
      notify(words.full);
    } else {
      change({ compare: row.box.checked ? [...others, row.id] : others });
    }
  });
  fixWidths(table, columns);
  const counted = element("div", { class: "table-tools model-explorer__counted" }, count, toComparison);
  const place = table.closest(".table-scroll");
  toolsPlace(place).replaceChildren(
    element(
      "div",
      { class: "model-explorer no-print", role: "group", "aria-label": words.tools },
      element(
        "div",
        { class: "table-tools" },
        controls.search.root,
        button(words.reset, () => {
          change(firstView(usual), true);
          controls.search.input.focus();
        }),
        button(words.copy, () => {
          address.now();
          copyLink(notify, words);
        }),
        button(words.csv, () => download(words.file, "text/csv;charset=utf-8", csvOf(view, shown, columns))),
      ),
      element("div", { class: "model-explorer__folds" }, controls.filters, controls.choose, counted),
      notice,
    ),
  );
  place.after(empty, compare.root);
  open(view);
  if (window.location.hash && openAddress() && isFreshVisit()) {
    reveal();
  }
  window.addEventListener("hashchange", () => openAddress() && reveal());
}

document.querySelectorAll("table[data-table=models-explorer]").forEach(mount);

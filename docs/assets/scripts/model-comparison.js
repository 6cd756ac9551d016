// Checkpoints side by side: the columns of the explorer's table become rows.

import { element } from "./dom.js";
import { makeDiagrams } from "./model-diagrams.js";

const WORDS = {
  zh: {
    title: (count) => `并排对比（${count} 个）`,
    more: "再勾选一个模型，就能并排对比。",
    only: "只看不同",
    field: "项目",
    remove: (name) => `移除 ${name}`,
    clear: "全部移除",
    differs: "不同",
    equal: "相同",
    partly: "有未知",
    none: "没有不同之处。",
    ways: "链接",
    weights: "权重",
    calculators: "算一算",
  },
  en: {
    title: (count) => `Side by side (${count})`,
    more: "Tick one more model to compare.",
    only: "Only differences",
    field: "Field",
    remove: (name) => `Remove ${name}`,
    clear: "Remove all",
    differs: "differs",
    equal: "same",
    partly: "some unknown",
    none: "No differences.",
    ways: "Links",
    weights: "weights",
    calculators: "calculate",
  },
};

/** How cells of one column agree: `equal`, `differs`, `partly` known, or `unknown` altogether. */
export function agreement(cells) {
  const known = cells.filter((cell) => cell.dataset.value !== "");
  if (known.length === 0) {
    return "unknown";
  }
  const texts = new Set(known.map((cell) => `${cell.dataset.value}\n${cell.textContent}`));
  return texts.size > 1 ? "differs" : known.length < cells.length ? "partly" : "equal";
}

/** Of models that differ nearly everywhere those fields are marked in which they agree: what is rare is news. */
export function markedKind(kinds) {
  const count = (wanted) => kinds.filter((kind) => kind === wanted).length;
  return count("differs") > count("equal") ? "equal" : "differs";
}

function line(column, rows, kind, marked, words) {
  const isNamed = kind === marked || kind === "partly";
  const mark = isNamed ? [element("span", { class: "comparison__mark" }, words[kind])] : [];
  const cells = rows.map((row) => {
    const cell = row.cells.get(column.key).cloneNode(true);
    cell.removeAttribute("title");
    return cell;
  });
  const head = element("th", { scope: "row" }, column.text, " ", ...mark);
  const classes = `comparison__row${kind === marked ? " comparison__row--marked" : ""}`;
  return { kind, node: element("tr", { class: classes }, head, ...cells) };
}

/** The calculators' address with a model chosen, from that of its entry: `index.html` stays where files are read from disk. */
export function calculatorsOf(id, entry) {
  return entry.replace(/[^/]+\/((?:index\.html)?)#.*$/, `calculators/$1#model=${id}`);
}

/** Where the maker publishes a model's weights, and the calculators with it chosen if it can be reckoned. */
function ways(rows, words) {
  const waysOf = ({ id, dataset, cells, link }) => {
    const { repository } = dataset;
    const calculators = calculatorsOf(id, link.href);
    const found = [
      ...(repository ? [element("a", { href: `https://huggingface.co/${repository}` }, words.weights)] : []),
      ...(cells.get("kv_per_token").dataset.value === "" ? [] : [element("a", { href: calculators }, words.calculators)]),
    ];
    return element("td", {}, ...found.flatMap((way, index) => (index ? [" · ", way] : [way])));
  };
  return element("tr", { class: "comparison__row" }, element("th", { scope: "row" }, words.ways), ...rows.map(waysOf));
}

function table(view, rows, columns, words, remove) {
  const heads = rows.map((row) => {
    const button = element("button", { type: "button", class: "comparison__remove", "aria-label": words.remove(row.name) }, "×");
    button.addEventListener("click", () => remove(row.id));
    return element("th", { scope: "col" }, element("a", { href: row.link.href }, row.name), " ", button);
  });
  const kinds = columns.map(({ key }) => agreement(rows.map((row) => row.cells.get(key))));
  const marked = view.only ? "" : markedKind(kinds);
  const lines = columns.map((column, index) => line(column, rows, kinds[index], marked, words));
  const shown = view.only ? lines.filter(({ kind }) => kind === "differs" || kind === "partly") : lines;
  if (shown.length === 0) {
    return element("p", {}, words.none);
  }
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": words.title(rows.length) },
    element(
      "table",
      { class: "models comparison__table" },
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, words.field), ...heads)),
      element("tbody", {}, ...shown.map(({ node }) => node), ways(rows, words)),
    ),
  );
}

/** The part of the page that compares: its node, and what shows the chosen `rows` of a view. */
export function makeComparison(columns, lang, change) {
  const words = WORDS[lang];
  const heading = element("h3", { tabindex: -1 });
  const only = element("input", { type: "checkbox" });
  const clear = element("button", { type: "button" }, words.clear);
  const body = element("div");
  const diagrams = makeDiagrams(lang);
  const tools = element("div", { class: "table-tools no-print" }, element("label", { class: "check" }, only, words.only), clear);
  const root = element("section", { class: "comparison", hidden: true }, heading, tools, diagrams.root, body);
  only.addEventListener("change", () => change({ only: only.checked }));
  clear.addEventListener("click", () => change({ compare: [] }));
  const show = (view, rows) => {
    const remove = (id) => {
      change({ compare: view.compare.filter((other) => other !== id) });
      heading.focus();
    };
    root.hidden = rows.length === 0;
    only.checked = view.only;
    heading.textContent = words.title(rows.length);
    diagrams.show(rows);
    body.replaceChildren(
      rows.length > 1 ? table(view, rows, columns, words, remove) : element("p", {}, rows[0]?.name ?? "", " – ", words.more),
    );
  };
  return { root, heading, show };
}

// Sorting and filtering of the generated tables of models. Without script the whole table is there.
// For pages with: data-table="(?!models-explorer")

import { addressWriter } from "./address-writer.js";
import { element, freshId, pageLanguage } from "./dom.js";
import { answers } from "./model-names.js";
import { facetSelects, makeSortable, markSorted, orderOfKeys, searched, sortKey, toolsPlace } from "./table-tools.js";

const WORDS = {
  zh: {
    search: "筛选",
    count: (shown, total) => `显示 ${shown} / ${total} 行`,
    reset: "清除",
    tools: "筛选表格",
  },
  en: {
    search: "Filter",
    count: (shown, total) => `${shown} of ${total} rows`,
    reset: "Clear",
    tools: "Filter the table",
  },
};

function sortBy(table, header, direction, lang) {
  markSorted(table.tHead.rows[0].cells, header, direction);
  const body = table.tBodies[0];
  const order = orderOfKeys(direction, lang);
  const rows = [...body.rows].map((row) => ({ row, key: sortKey(row.cells[header.cellIndex]) }));
  rows.sort((a, b) => order(a.key, b.key));
  body.append(...rows.map(({ row }) => row));
}

const LONGEST_SEARCH = 200;

/** The part of an address that stands for a table: the first of a page goes without a number. */
function prefix(number) {
  return number ? `${number + 1}.` : "";
}

/** The tools above a table; `onChange` is called when what they leave has changed. */
function addFilters(table, words, lang, onChange) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => searched(row.cells[0].textContent, row.textContent, row));
  const search = element("input", { type: "search", id: freshId("filter"), autocomplete: "off", maxlength: LONGEST_SEARCH });
  const count = element("p", { class: "table-tools__count", role: "status" });
  const apply = () => {
    const answering = answers(texts, search.value);
    rows.forEach((row, index) => {
      row.hidden =
        !answering[index] ||
        !facets.every(({ facet, select }) => !select.value || row.dataset[facet] === select.value);
    });
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = words.count(shown, rows.length);
  };
  const changed = () => {
    apply();
    onChange();
  };
  const facets = facetSelects(rows, lang, changed);
  const reset = element("button", { type: "button" }, words.reset);
  reset.addEventListener("click", () => {
    search.value = "";
    facets.forEach(({ select }) => {
      select.value = "";
    });
    changed();
    search.focus();
  });
  search.addEventListener("input", changed);
  apply();
  const root = element(
    "div",
    { class: "table-tools no-print", role: "group", "aria-label": words.tools },
    element("label", { for: search.id }, words.search, search),
    ...facets.map(({ root: list }) => list),
    reset,
    count,
  );
  return {
    root,
    write(put) {
      put("q", search.value.trim());
      facets.forEach(({ facet, select }) => put(facet, select.value));
    },
    read(take) {
      search.value = take("q").slice(0, LONGEST_SEARCH);
      facets.forEach(({ facet, select, options }) => {
        const value = take(facet);
        select.value = options.has(value) ? value : "";
      });
      apply();
    },
  };
}

/** Make a table sortable and filtered; what it returns writes its view into an address, and reads it. */
function mount(table, lang, onChange) {
  const headers = [...table.tHead.rows[0].cells];
  const sort = (header, direction) => sortBy(table, header, direction, lang);
  for (const header of headers) {
    makeSortable(header, lang, (direction) => {
      sort(header, direction);
      onChange();
    });
  }
  const filters = addFilters(table, WORDS[lang], lang, onChange);
  toolsPlace(table.closest(".table-scroll") ?? table).replaceChildren(filters.root);
  return {
    write(put) {
      filters.write(put);
      const sorted = headers.find((header) => header.hasAttribute("aria-sort"));
      const sign = sorted?.getAttribute("aria-sort") === "descending" ? "-" : "";
      put("sort", sorted?.dataset.column ? `${sign}${sorted.dataset.column}` : "");
    },
    read(take) {
      filters.read(take);
      const [, sign, column] = /^(-?)(.+)$/.exec(take("sort")) ?? [];
      const header = headers.find(({ dataset }) => column && dataset.column === column);
      if (header) {
        sort(header, sign ? "descending" : "ascending");
      }
    },
  };
}

const tables = [...document.querySelectorAll("table.models[data-table]:not([data-table=models-explorer])")].map((table) =>
  mount(table, pageLanguage(), () => address.later()),
);
const address = addressWriter(() => {
  const parts = new URLSearchParams();
  tables.forEach((table, number) => table.write((key, value) => value && parts.append(prefix(number) + key, value)));
  return parts.toString();
});
const readAddress = () => {
  const parts = new URLSearchParams(window.location.hash.includes("=") ? window.location.hash.slice(1) : "");
  tables.forEach((table, number) => table.read((key) => parts.get(prefix(number) + key) ?? ""));
};
if (window.location.hash.includes("=")) {
  readAddress();
}
window.addEventListener("hashchange", () => window.location.hash.includes("=") && readAddress());

// Sorting and filtering of the generated tables of models. Without script the whole table is there.
// For pages with: data-table="(?!models-explorer")

import { element, freshId, pageLanguage } from "./dom.js";
import { answers, facetSelects, makeSortable, markSorted, orderOfKeys, searched, sortKey, toolsPlace } from "./table-tools.js";

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

function addFilters(table, words, lang) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => searched(row.cells[0].textContent, row.textContent, row));
  const search = element("input", { type: "search", id: freshId("filter"), autocomplete: "off" });
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
  const facets = facetSelects(rows, lang, apply);
  const reset = element("button", { type: "button" }, words.reset);
  reset.addEventListener("click", () => {
    search.value = "";
    facets.forEach(({ select }) => {
      select.value = "";
    });
    apply();
    search.focus();
  });
  search.addEventListener("input", apply);
  apply();
  return element(
    "div",
    { class: "table-tools no-print", role: "group", "aria-label": words.tools },
    element("label", { for: search.id }, words.search, search),
    ...facets.map(({ root }) => root),
    reset,
    count,
  );
}

for (const table of document.querySelectorAll("table.models[data-table]:not([data-table=models-explorer])")) {
  const lang = pageLanguage();
  for (const header of table.tHead.rows[0].cells) {
    makeSortable(header, lang, (direction) => sortBy(table, header, direction, lang));
  }
  const place = table.closest(".table-scroll") ?? table;
  toolsPlace(place).replaceChildren(addFilters(table, WORDS[lang], lang));
}

// Sorting and filtering of the generated tables of models. Without script the whole table is there.

import { element, freshId, pageLanguage } from "./dom.js";

const WORDS = {
  zh: {
    search: "筛选",
    all: "全部",
    sort: (name) => `按“${name}”排序`,
    count: (shown, total) => `显示 ${shown} / ${total} 行`,
    reset: "清除",
    tools: "筛选表格",
    attributes: {
      family: "家族",
      licenceClass: "许可类别",
      attention: "注意力",
      position: "位置编码",
    },
  },
  en: {
    search: "Filter",
    all: "All",
    sort: (name) => `Sort by ${name}`,
    count: (shown, total) => `${shown} of ${total} rows`,
    reset: "Clear",
    tools: "Filter the table",
    attributes: {
      family: "Family",
      licenceClass: "Licence class",
      attention: "Attention",
      position: "Position",
    },
  },
};

/** What a cell is sorted by: its raw number where it has one, else its text; null where unknown. */
export function sortKey(cell) {
  const raw = cell.dataset.value;
  if (raw === undefined) {
    return cell.textContent.trim();
  }
  if (raw === "") {
    return null;
  }
  return Number.isNaN(Number(raw)) ? raw : Number(raw);
}

/** Order of two keys; unknown comes last in either direction. */
export function compareKeys(left, right, direction, lang) {
  if (left === null || right === null) {
    return (left === null) - (right === null);
  }
  const both = typeof left === "number" && typeof right === "number";
  const order = both ? left - right : String(left).localeCompare(String(right), lang);
  return direction === "descending" ? -order : order;
}

function sortBy(table, header, lang) {
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) {
    other.removeAttribute("aria-sort");
  }
  header.setAttribute("aria-sort", direction);
  const column = header.cellIndex;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, index) => ({ row, index, key: sortKey(row.cells[column]) }));
  rows.sort((a, b) => compareKeys(a.key, b.key, direction, lang) || a.index - b.index);
  body.append(...rows.map(({ row }) => row));
}

function addSorting(table, words, lang) {
  for (const header of table.tHead.rows[table.tHead.rows.length - 1].cells) {
    const name = header.textContent.trim();
    const button = element("button", { type: "button", class: "sort-button", title: words.sort(name) });
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sortBy(table, header, lang));
  }
}

function optionsOf(rows, attribute) {
  return [...new Set(rows.map((row) => row.dataset[attribute]).filter(Boolean))].sort();
}

function selectFor(rows, attribute, words, onInput) {
  const options = optionsOf(rows, attribute);
  if (options.length < 2) {
    return null;
  }
  const id = freshId("filter");
  const labels = Object.fromEntries(
    rows.map((row) => [row.dataset[attribute], row.dataset[`${attribute}Label`] ?? row.dataset[attribute]]),
  );
  const select = element(
    "select",
    { id },
    element("option", { value: "" }, words.all),
    ...options.map((value) => element("option", { value }, labels[value])),
  );
  select.addEventListener("change", onInput);
  return { attribute, select, root: element("label", { for: id }, words.attributes[attribute], select) };
}

/** Whether each of `texts` answers `query`: has it as a phrase or, where no text has, all its words. */
export function answers(texts, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const plain = texts.map((text) => text.toLowerCase().replace(/\s+/g, " "));
  const exact = plain.map((text) => text.includes(words.join(" ")));
  return exact.includes(true) ? exact : plain.map((text) => words.every((word) => text.includes(word)));
}

function addFilters(table, words) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => row.textContent);
  const search = element("input", { type: "search", id: freshId("filter"), autocomplete: "off" });
  const count = element("p", { class: "table-tools__count", role: "status" });
  const apply = () => {
    const answering = answers(texts, search.value);
    rows.forEach((row, index) => {
      row.hidden =
        !answering[index] ||
        !selects.every(({ attribute, select }) => !select.value || row.dataset[attribute] === select.value);
    });
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = words.count(shown, rows.length);
  };
  const selects = Object.keys(words.attributes)
    .map((attribute) => selectFor(rows, attribute, words, apply))
    .filter(Boolean);
  const reset = element("button", { type: "button" }, words.reset);
  reset.addEventListener("click", () => {
    search.value = "";
    selects.forEach(({ select }) => {
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
    ...selects.map(({ root }) => root),
    reset,
    count,
  );
}

for (const table of document.querySelectorAll("table.models[data-table]")) {
  const lang = pageLanguage();
  addSorting(table, WORDS[lang], lang);
  const place = table.closest(".table-scroll") ?? table;
  place.before(addFilters(table, WORDS[lang]));
}

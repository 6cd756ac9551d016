// What the generated tables of models share: reading, ordering and searching their rows.

import { element, freshId } from "./dom.js";
import { searchable } from "./model-names.js";

const WORDS = {
  zh: {
    all: "全部",
    sort: (name) => `按“${name}”排序`,
    facets: {
      family: "家族",
      developer: "开发者",
      licenceClass: "许可类别",
      attention: "注意力",
      position: "位置编码",
      structure: "稠密／混合专家",
    },
  },
  en: {
    all: "All",
    sort: (name) => `Sort by ${name}`,
    facets: {
      family: "Family",
      developer: "Developer",
      licenceClass: "Licence class",
      attention: "Attention",
      position: "Position",
      structure: "Dense or mixture",
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

/** A name with millions in billions, so that 560M comes before 1.1B. */
function inBillions(name) {
  return name.replace(/\b(\d+(?:\.\d+)?)M\b/g, (_, millions) => `${millions / 1000}B`);
}

/** A function that orders two keys in a direction; unknown comes last in either. */
export function orderOfKeys(direction, lang) {
  const { compare } = new Intl.Collator(lang, { numeric: true }); // 8B before 70B
  const sign = direction === "descending" ? -1 : 1;
  return (left, right) => {
    if (left === null || right === null) {
      return (left === null) - (right === null);
    }
    const both = typeof left === "number" && typeof right === "number";
    return sign * (both ? left - right : compare(inBillions(String(left)), inBillions(String(right))));
  };
}

/** Note at the heads which of them orders the rows, if any. */
export function markSorted(headers, sorted, direction) {
  for (const header of headers) {
    if (header === sorted) {
      header.setAttribute("aria-sort", direction);
    } else {
      header.removeAttribute("aria-sort");
    }
  }
}

/** Turn the text of a column's head into a button; `onSort` receives the direction asked for. */
export function makeSortable(header, lang, onSort) {
  const title = WORDS[lang].sort(header.textContent.trim());
  const button = element("button", { type: "button", class: "sort-button", title });
  button.append(...header.childNodes);
  header.append(button);
  button.addEventListener("click", () =>
    onSort(header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"),
  );
}

/** What is searched of a row: its name and id, and all its words with the names in the other language. */
export function searched(name, text, row) {
  return searchable([name, row.dataset.id], `${text} ${row.dataset.keywords ?? ""}`);
}

/** The values of a facet that occur in `rows`, each with its word. */
export function facetValues(rows, facet) {
  const given = rows.filter((row) => row.dataset[facet]);
  const words = new Map(given.map(({ dataset }) => [dataset[facet], dataset[`${facet}Label`] ?? dataset[facet]]));
  return new Map([...words].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** A list to choose from, with a label; `options` maps values to words, and "" stands for all. */
export function labelledSelect(text, options, lang, onInput) {
  const id = freshId("filter");
  const select = element(
    "select",
    { id },
    element("option", { value: "" }, WORDS[lang].all),
    ...[...options].map(([value, word]) => element("option", { value }, word)),
  );
  select.addEventListener("change", () => onInput(select.value));
  return { select, root: element("label", { for: id }, text, select) };
}

/** The facets by which rows can be narrowed down: those in which they differ, each with its list. */
export function facetSelects(rows, lang, onInput) {
  return Object.entries(WORDS[lang].facets)
    .map(([facet, text]) => ({ facet, text, options: facetValues(rows, facet) }))
    .filter(({ options }) => options.size > 1)
    .map(({ facet, text, options }) => {
      const made = labelledSelect(text, options, lang, (value) => onInput(facet, value));
      return { facet, options, ...made };
    });
}

/** Where the tools of a table stand: its height is reserved, so that nothing moves when they come. */
export function toolsPlace(scroller) {
  return scroller.previousElementSibling;
}

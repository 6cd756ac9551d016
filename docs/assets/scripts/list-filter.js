// A box above the glossary that leaves the terms in which the words typed occur.
// For pages with: data-filter-for=

import { pageLanguage } from "./dom.js";
import { fold } from "./search-terms.js";

const WORDS = {
  zh: (shown, total) => `显示 ${shown} / ${total} 条`,
  en: (shown, total) => `${shown} of ${total} terms`,
};

function plain(text) {
  return fold(text).toLowerCase();
}

/** Each term with its definition, its other names, and the list it stands in. */
function entriesOf(lists) {
  return lists.flatMap((list) =>
    [...list.querySelectorAll("dt")].map((term) => {
      const definition = term.nextElementSibling;
      const text = [term.textContent, term.dataset.keywords ?? "", definition.textContent].join(" ");
      return { list, parts: [term, definition], text: plain(text) };
    }),
  );
}

function mount(box) {
  const lists = [...document.querySelectorAll(box.dataset.filterFor)];
  const entries = entriesOf(lists);
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const apply = () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    const shown = entries.filter(({ text }) => wanted.every((word) => text.includes(word)));
    const kept = new Set(shown);
    entries.forEach((entry) => entry.parts.forEach((part) => (part.hidden = !kept.has(entry))));
    for (const list of lists) {
      list.hidden = !shown.some((entry) => entry.list === list);
      list.previousElementSibling.hidden = list.hidden;
    }
    status.textContent = wanted.length ? WORDS[pageLanguage()](shown.length, entries.length) : "";
  };
  input.addEventListener("input", apply);
  box.hidden = false;
}

document.querySelectorAll("[data-filter-for]").forEach(mount);

// A box above the glossary that leaves the terms in which the words typed occur; the address keeps them.
// For pages with: data-filter-for=

import { addressWriter } from "./address-writer.js";
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
  const address = addressWriter(() => (input.value ? new URLSearchParams({ q: input.value }).toString() : ""));
  const open = () => {
    input.value = new URLSearchParams(window.location.hash.slice(1)).get("q") ?? "";
    apply();
  };
  input.addEventListener("input", () => {
    apply();
    address.later();
  });
  window.addEventListener("hashchange", () => {
    open();
    document.getElementById(window.location.hash.slice(1))?.scrollIntoView(); // a term that was filtered out
  });
  open();
  box.hidden = false;
}

document.querySelectorAll("[data-filter-for]").forEach(mount);

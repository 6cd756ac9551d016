// The contents of the page within reach of a thumb: a button at the foot of a narrow window opens them.

import { element, pageLanguage } from "./dom.js";
import { sectionAtTop, wordsOf } from "./sections.js";

const WORDS = { zh: { open: "目录", close: "关闭" }, en: { open: "Contents", close: "Close" } };
const ENTRIES = ".md-sidebar--secondary .md-nav--secondary a.md-nav__link";
/** A page of fewer sections is looked over as it is. */
const FEWEST = 3;

function depthOf(link) {
  let depth = 0;
  for (let list = link.closest("ul"); list; list = list.parentElement.closest("ul")) {
    depth += 1;
  }
  return depth;
}

function makeSheet(entries, words) {
  const list = element("ul", {}, ...entries.map((entry) => {
    const link = element("a", { href: entry.hash, class: `contents-sheet__${depthOf(entry)}` }, wordsOf(entry));
    return element("li", {}, link);
  }));
  const close = element("button", { type: "button" }, words.close);
  const bar = element("div", { class: "contents-sheet__bar" }, element("strong", {}, words.open), close);
  const sheet = element("dialog", { class: "contents-sheet no-print", "aria-label": words.open }, bar, list);
  sheet.addEventListener("click", ({ target }) => {
    if (target === sheet || target === close || target.closest("a")) {
      sheet.close();
    }
  });
  document.body.append(sheet);
  return sheet;
}

/** Mark the section being read, and bring it into view in a long list. */
function markCurrent(sheet) {
  const section = sectionAtTop();
  for (const link of sheet.querySelectorAll("a")) {
    link.removeAttribute("aria-current");
    if (section && link.getAttribute("href") === `#${section}`) {
      link.setAttribute("aria-current", "location");
      link.scrollIntoView({ block: "center" });
    }
  }
}

const entries = [...document.querySelectorAll(ENTRIES)];
if (entries.length >= FEWEST) {
  const words = WORDS[pageLanguage()];
  const button = element("button", { type: "button", class: "contents-open no-print" }, words.open);
  let sheet = null;
  button.addEventListener("click", () => {
    sheet ??= makeSheet(entries, words);
    sheet.showModal();
    markCurrent(sheet);
  });
  document.body.append(button);
}

// Sections of a page: their links are copied by a click, and a report names the one being read.

import { copyLink } from "./copy-link.js";
import { element, pageLanguage } from "./dom.js";

const WORDS = {
  zh: { copied: "链接已复制", take: "请复制这个链接：" },
  en: { copied: "Link copied", take: "Copy this link:" },
};
const STAYS = 2500;

/** A line that says what happened beside the heading, and goes. */
function notifier(link) {
  return (text, ...more) => {
    const line = element("span", { class: "copied no-print", role: "status" }, text, ...more);
    link.after(line);
    setTimeout(() => line.remove(), more.length > 0 ? 10 * STAYS : STAYS);
  };
}

function copyOnClick() {
  const words = WORDS[pageLanguage()];
  for (const link of document.querySelectorAll("a.headerlink")) {
    link.addEventListener("click", () => {
      // The address changes after the click.
      setTimeout(() => copyLink(notifier(link), words));
    });
  }
}

/** The id of the last heading above the middle of the window. */
export function sectionBeingRead() {
  let found = "";
  for (const heading of document.querySelectorAll("article h2[id], article h3[id]")) {
    if (heading.getBoundingClientRect().top > window.innerHeight / 2) {
      break;
    }
    found = heading.id;
  }
  return found;
}

/** What was read last before the reader went down to the link. */
function nameSection() {
  const link = document.querySelector("a[data-report]");
  if (!link) {
    return;
  }
  let section = "";
  let planned = false;
  addEventListener("scroll", () => {
    if (!planned) {
      planned = true;
      requestAnimationFrame(() => {
        planned = false;
        if (link.getBoundingClientRect().top > window.innerHeight) {
          section = sectionBeingRead();
        }
      });
    }
  }, { passive: true });
  link.addEventListener("click", () => {
    const address = new URL(link.href);
    address.searchParams.set("section", window.location.hash.slice(1) || section);
    link.href = address.href;
  });
}

copyOnClick();
nameSection();

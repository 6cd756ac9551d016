// Sections of a page: their links are copied by a click; the address, the other language and a report follow
// the one being read.

import { isClaimed } from "./address-writer.js";
import { copyLink } from "./copy-link.js";
import { element, pageLanguage } from "./dom.js";

const WORDS = {
  zh: { copied: "链接已复制", take: "请复制这个链接：", link: (name) => `“${name}”的链接`, taken: "报告已复制，补上内容发给编者即可", report: (title, place) => `${title}\n${place}\n\n哪里不对：\n\n应该是：\n\n出处：\n` },
  en: { copied: "Link copied", take: "Copy this link:", link: (name) => `Link to “${name}”`, taken: "Report copied: complete it and send it to the editors", report: (title, place) => `${title}\n${place}\n\nWhat is wrong:\n\nWhat is right:\n\nSource:\n` },
};
const STAYS = 2500;
/** Who has scrolled less is still at the top of the page, in px. */
const TOP = 40;

/** A line that says what happened beside the heading, and goes. */
function notifier(link) {
  return (text, ...more) => {
    const line = element("span", { class: "copied no-print", role: "status" }, text, ...more);
    link.after(line);
    setTimeout(() => line.remove(), more.length > 0 ? 10 * STAYS : STAYS);
  };
}

/** What has an address of its own beside headings, each with what its link stands in. */
const PLACES = [["dt[id]", ""], ["figure[id]", "figcaption"], ["section.release[id]", "h3"]];

function addLinks() {
  for (const [places, inside] of PLACES) {
    for (const place of document.querySelectorAll(`article ${places}`)) {
      const holder = inside ? place.querySelector(inside) : place;
      holder?.append(element("a", { class: "headerlink", href: `#${place.id}` }, "¶"));
    }
  }
}

/** What a heading, a term or an entry says, without the sign of its link and the source of its formulas. */
export function wordsOf(holder) {
  const copy = holder.cloneNode(true);
  copy.querySelectorAll(".headerlink, annotation").forEach((part) => part.remove());
  return copy.textContent.trim();
}

/** A heading is read without the sign beside it, and the sign is read as what it does. */
function nameLinks() {
  const words = WORDS[pageLanguage()];
  for (const link of document.querySelectorAll("a.headerlink")) {
    const holder = link.parentElement;
    const name = wordsOf(holder);
    link.removeAttribute("title");
    link.setAttribute("aria-label", words.link(name));
    if (/^H\d$/.test(holder.tagName)) {
      holder.setAttribute("aria-label", name);
    }
  }
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
function sectionBeingRead() {
  let found = "";
  for (const heading of document.querySelectorAll("article h2[id], article h3[id]")) {
    if (heading.getBoundingClientRect().top > window.innerHeight / 2) {
      break;
    }
    found = heading.id;
  }
  return found;
}

/** Where a reader is, who has scrolled: the last heading above the upper third of the window. */
export function sectionAtTop() {
  if (window.scrollY < TOP) {
    return "";
  }
  let found = "";
  for (const heading of document.querySelectorAll("article :is(h2, h3, section.release)[id]")) {
    if (heading.getBoundingClientRect().top > window.innerHeight / 3) {
      break;
    }
    found = heading.getClientRects().length ? heading.id : found;
  }
  return found;
}

/** The address follows the section that is read, so that it can be handed on, and read on elsewhere. */
function followReading() {
  let waiting = 0;
  const write = () => {
    const section = sectionAtTop();
    if (!isClaimed() && window.location.hash !== (section ? `#${section}` : "")) {
      window.history.replaceState(null, "", section ? `#${section}` : window.location.href.split("#")[0]);
    }
  };
  addEventListener("scroll", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(write, 200);
  }, { passive: true });
}

/** Headings have the same ids in both languages, so the other one opens at the same place. */
function keepPlace() {
  for (const link of document.querySelectorAll("[data-switcher]")) {
    link.addEventListener("click", () => {
      link.hash = isClaimed() || window.scrollY === 0 ? window.location.hash : sectionAtTop();
    });
  }
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
  const sectionNow = () => section || (isClaimed() ? "" : window.location.hash.slice(1));
  link.addEventListener("click", () => {
    const address = new URL(link.href);
    address.searchParams.set("section", sectionNow());
    link.href = address.href;
  });
  offerReport(() => `${addressToTell()}${sectionNow() ? `#${sectionNow()}` : ""}`);
}

/** The page's address without section, for others: of a page read from a disk the one on the web. */
function addressToTell() {
  const onWeb = document.querySelector("link[rel=canonical]");
  return window.location.protocol === "file:" && onWeb ? onWeb.href : window.location.href.split("#")[0];
}

/** A report for those who use no GitHub: as an e-mail where there is an address, and as a text to send anyhow. */
function offerReport(place) {
  const words = WORDS[pageLanguage()];
  const report = () => words.report(document.title, place());
  document.querySelector("a[data-report-mail]")?.addEventListener("click", ({ currentTarget: mail }) => {
    mail.search = `subject=${encodeURIComponent(document.title)}&body=${encodeURIComponent(report())}`;
  });
  const button = document.querySelector("button[data-report-text]");
  button.addEventListener("click", async () => {
    const say = notifier(button);
    try {
      await navigator.clipboard.writeText(report());
      say(words.taken);
    } catch {
      say("", element("textarea", { readonly: true, rows: 6, "aria-label": button.textContent }, report()));
    }
  });
}

addLinks();
nameLinks();
copyOnClick();
followReading();
keepPlace();
nameSection();

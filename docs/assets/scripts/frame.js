// Mends the theme's frame for those who read by ear or by keyboard.

import { pageLanguage } from "./dom.js";

const SCROLLING = "figure[style]:not([tabindex]), .md-typeset__scrollwrap:not([tabindex]), .table-scroll:not([tabindex]), .formula:not([tabindex])";
const WORDS = { zh: "可以左右滚动", en: "Scrolls sideways" };

/** A section with a page of its own leaves the theme's label of its list without words. */
function nameLists() {
  for (const list of document.querySelectorAll("nav.md-nav[aria-labelledby]")) {
    const label = document.getElementById(list.getAttribute("aria-labelledby"));
    const title = list.querySelector(":scope > .md-nav__title");
    if (title && !label?.textContent.trim()) {
      list.removeAttribute("aria-labelledby");
      list.setAttribute("aria-label", title.textContent.trim());
    }
  }
}

/** What is wider than the page can be reached and scrolled by keyboard. */
function reachScrolling() {
  for (const area of document.querySelectorAll(SCROLLING)) {
    const scrolls = area.scrollWidth > area.clientWidth;
    if (scrolls) {
      area.tabIndex = 0;
      // A figure has a role of its own, and its caption for a name.
      if (area.localName !== "figure") {
        area.setAttribute("role", "group");
        area.setAttribute("aria-label", WORDS[pageLanguage()]);
      }
    }
  }
}

/** A button for copying beside each block of code is no place to navigate to. */
function unmarkButtons() {
  for (const buttons of document.querySelectorAll("nav.md-code__nav")) {
    buttons.setAttribute("role", "none");
  }
}

/** Opened from disk, an address of a folder shows the folder; its page must be named. */
function namePages() {
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += "index.html";
    }
  }
}

/** A link to a section that moved to another page goes on to that page. */
function followMoved() {
  const place = document.getElementById(window.location.hash.slice(1));
  if (place?.hasAttribute("data-moved")) {
    window.location.replace(place.querySelector("a").href);
  }
}

nameLists();
namePages();
followMoved();
window.addEventListener("hashchange", followMoved);
window.addEventListener("load", () => {
  reachScrolling();
  unmarkButtons();
});
window.addEventListener("resize", reachScrolling);

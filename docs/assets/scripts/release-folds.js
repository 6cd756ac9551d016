// The data of a family's older releases are folded, each under a line that says what it is; a link to one opens it.
// Without script, on paper and in the books all stand open.
// For pages with: data-older

import { element, pageLanguage } from "./dom.js";

const WORDS = { zh: "数据与来源", en: "Data and sources" };

/** Move all that stands below the gist of a release into a fold. */
function fold(section) {
  const gist = section.querySelector(".release__gist");
  const rest = [...section.children].slice([...section.children].indexOf(gist) + 1);
  const summary = element("summary", {}, WORDS[pageLanguage()]);
  gist.after(element("details", { class: "fold release__data" }, summary, ...rest));
  section.classList.add("release--folded");
}

/** Open what holds the place that an address names, and go there: it was hidden when the browser looked for it. */
function openAt(hash) {
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  const data = place?.closest(".release--folded")?.querySelector(".release__data");
  if (data && !data.open) {
    data.open = true;
    place.scrollIntoView();
  }
}

document.querySelectorAll(".release[data-older]").forEach(fold);
openAt(window.location.hash);
window.addEventListener("hashchange", () => openAt(window.location.hash));
// A link to where the address leads already changes nothing in it.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href*='#']");
  if (link && link.pathname === window.location.pathname && !link.classList.contains("headerlink")) {
    openAt(link.hash);
  }
});

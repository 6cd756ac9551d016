// The definition of a term beside the link to it: on hover, on focus, and on the first tap.

import { element, freshId, pageLanguage } from "./dom.js";

const WORDS = { zh: "术语表", en: "Glossary" };
const GAP = 8;

let shown = null;

function hide() {
  if (shown) {
    shown.link.removeAttribute("aria-describedby");
    shown.box.remove();
    shown = null;
  }
}

/** Below the link where there is room, above it elsewhere, always inside the window. */
function place(box, link) {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - GAP);
  const below = at.bottom + GAP + box.offsetHeight < window.innerHeight;
  const top = below ? at.bottom + 4 : at.top - box.offsetHeight - 4;
  box.style.left = `${Math.max(GAP, left) + window.scrollX}px`;
  box.style.top = `${top + window.scrollY}px`;
}

function show(link) {
  if (shown?.link === link) {
    return;
  }
  hide();
  const id = freshId("definition");
  const box = element(
    "div",
    { class: "definition no-print", role: "tooltip", id },
    element("p", {}, link.dataset.definition),
    element("a", { href: link.href, tabindex: -1 }, WORDS[pageLanguage()]),
  );
  document.body.append(box);
  link.setAttribute("aria-describedby", id);
  shown = { link, box };
  place(box, link);
}

function inside(target) {
  return shown !== null && (shown.link.contains(target) || shown.box.contains(target));
}

/** A finger has no hover: its first tap shows the definition, the second follows the link. */
function watchTaps(link) {
  let tapped = false;
  link.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType === "touch" && shown?.link !== link;
  });
  link.addEventListener("click", (event) => {
    if (tapped) {
      event.preventDefault();
      show(link);
    }
  });
}

/** A finger's first tap on a mark shows its source, in the box that hovering opens; the second goes to the list. */
function watchMarks() {
  let open = null;
  for (const mark of document.querySelectorAll("a.footnote-ref")) {
    let tapped = false;
    mark.addEventListener("pointerdown", (event) => {
      tapped = event.pointerType === "touch" && open !== mark;
    });
    mark.addEventListener("click", (event) => {
      if (tapped) {
        event.preventDefault();
        open = mark;
        mark.focus();
      }
    });
    mark.addEventListener("blur", () => {
      open = null;
    });
  }
}

watchMarks();
for (const link of document.querySelectorAll("a[data-definition]")) {
  link.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") {
      show(link);
    }
  });
  link.addEventListener("focus", () => {
    if (link.matches(":focus-visible")) {
      show(link);
    }
  });
  link.addEventListener("blur", hide);
  watchTaps(link);
}
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse" && !inside(event.target)) {
    hide();
  }
});
document.addEventListener("pointerdown", (event) => {
  if (!inside(event.target)) {
    hide();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    hide();
  }
});

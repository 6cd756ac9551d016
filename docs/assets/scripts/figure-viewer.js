// Figures open larger, in a dialog over the page, and can be saved as SVG files that stand by themselves.

import { element, pageLanguage } from "./dom.js";

const WORDS = {
  zh: { open: "放大图", save: "保存为 SVG", close: "关闭", stage: "图，可滚动" },
  en: { open: "Enlarge the figure", save: "Save as SVG", close: "Close", stage: "Figure, can be scrolled" },
};
const FIGURES = ".md-typeset figure svg.figure";
const FONTS = 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** The file of a drawing: its colours are the light ones that it falls back on, on white paper. */
function fileOf(svg) {
  const copy = svg.cloneNode(true);
  const [, , width, height] = copy.getAttribute("viewBox").split(/[\s,]+/).map(Number);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.setAttribute("style", `background: #ffffff; font-family: ${FONTS}`);
  copy.removeAttribute("class");
  return new XMLSerializer().serializeToString(copy);
}

function save(svg, name) {
  const href = URL.createObjectURL(new Blob([fileOf(svg)], { type: "image/svg+xml" }));
  element("a", { href, download: `${name}.svg` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Ids stay with the figure of the page: a drawing shown twice would have them twice. */
function withoutIds(svg) {
  const copy = svg.cloneNode(true);
  const names = new Map([...copy.querySelectorAll("[id]")].map(({ id }) => [id, `viewer-${id}`]));
  for (const node of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name, value } of [...node.attributes]) {
      const renamed = value.replace(/url\(#([^)]+)\)|^#(.+)$/g, (whole, inside, after) => {
        const id = names.get(inside ?? after);
        return id === undefined ? whole : inside ? `url(#${id})` : `#${id}`;
      });
      if (name === "id" || name === "aria-labelledby" || name === "aria-describedby") {
        node.setAttribute(name, value.split(" ").map((id) => names.get(id) ?? id).join(" "));
      } else if (renamed !== value) {
        node.setAttribute(name, renamed);
      }
    }
  }
  return copy;
}

function makeViewer(words) {
  const title = element("p");
  const saving = element("button", { type: "button" }, words.save);
  const closing = element("button", { type: "button" }, words.close);
  const stage = element("div", { class: "viewer__stage", tabindex: 0, role: "group", "aria-label": words.stage });
  const tools = element("div", { class: "viewer__tools" }, title, saving, closing);
  const dialog = element("dialog", { class: "viewer", "aria-label": words.open }, tools, stage);
  let shown = null;
  saving.addEventListener("click", () => save(shown.svg, shown.name));
  closing.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => stage.replaceChildren());
  document.body.append(dialog);
  return (svg, name, text) => {
    shown = { svg, name };
    title.textContent = text;
    stage.replaceChildren(withoutIds(svg));
    dialog.showModal();
    closing.focus();
  };
}

const words = WORDS[pageLanguage()];
let open = null;
// What interactive parts draw is no figure to take along: they come later, and are not found here.
document.querySelectorAll(FIGURES).forEach((svg, index) => {
  const figure = svg.closest("figure");
  const name = figure.id || `figure-${index + 1}`;
  const text = figure.querySelector("figcaption")?.textContent.trim() ?? "";
  const show = () => {
    open ??= makeViewer(words);
    open(svg, name, text);
  };
  const button = element(
    "button",
    { type: "button", class: "figure-open no-print", "aria-label": words.open, title: words.open },
    element("span", { "aria-hidden": "true" }, "⤢"),
  );
  button.addEventListener("click", show);
  svg.addEventListener("click", ({ target }) => target.closest("a") || show());
  svg.classList.add("figure--opens");
  figure.prepend(button);
});

// The drawings of a few models side by side, with what not all of them have marked in each.

import { element } from "./dom.js";
import { loadScript } from "./script-loader.js";

const WORDS = {
  zh: {
    title: "结构图",
    marked: "带下划线的，是与并排的其他模型不同的地方。",
    same: "画得出的部分，这几个模型完全相同。",
    none: "已知的数据不足以画图。",
    failed: "结构图没有取到，请检查网络。",
  },
  en: {
    title: "Diagrams",
    marked: "Underlined is what differs from another model shown here.",
    same: "In what a diagram shows these models are the same.",
    none: "Too little is known for a diagram.",
    failed: "The diagrams could not be fetched. Check the network.",
  },
};
/** Below this many px one drawing fills the window, so they wait until they are asked for. */
const WIDE = 600;
const loaded = new Map();

/** The drawing of a row's model, as text, or null where there is none. */
async function drawingOf({ id, link }) {
  const { href } = new URL("diagrams.js", link.href);
  loaded.set(href, loaded.get(href) ?? loadScript(href));
  await loaded.get(href).catch((error) => {
    loaded.delete(href);
    throw error;
  });
  return window.handbookDiagrams[id];
}

/** The texts that not every one of several lists has. */
export function apart(lists) {
  return new Set(lists.flat().filter((text) => !lists.every((list) => list.includes(text))));
}

function textsOf(figure) {
  return [...figure.querySelectorAll("text")];
}

/** Mark in each figure what another does not have; return whether anything is. */
function mark(figures) {
  const drawn = figures.filter((figure) => figure.querySelector("svg"));
  const differing = apart(drawn.map((figure) => textsOf(figure).map(({ textContent }) => textContent)));
  for (const text of drawn.flatMap(textsOf)) {
    text.classList.toggle("diagram__apart", differing.has(text.textContent));
  }
  return differing.size > 0;
}

function figureOf(row, drawing, words) {
  const figure = element("figure", {}, element("figcaption", {}, element("a", { href: row.link.href }, row.name)));
  if (drawing) {
    figure.insertAdjacentHTML("beforeend", drawing);
  } else {
    figure.append(element("p", {}, words.none));
  }
  return figure;
}

/** A fold of drawings: its node, and what shows those of `rows`. */
export function makeDiagrams(lang) {
  const words = WORDS[lang];
  const said = element("p", { role: "status" });
  const place = element("div", { class: "diagrams", tabindex: 0, role: "region", "aria-label": words.title });
  const root = element("details", { class: "fold", open: window.innerWidth >= WIDE }, element("summary", {}, words.title), said, place);
  let shown = "";
  const show = async (rows) => {
    const wanted = rows.length > 1 ? rows.map(({ id }) => id).join() : "";
    root.hidden = wanted === "";
    if (wanted === shown || !root.open) {
      return;
    }
    shown = wanted;
    try {
      const drawings = await Promise.all(rows.map(drawingOf));
      if (wanted === shown) {
        const figures = rows.map((row, index) => figureOf(row, drawings[index], words));
        said.textContent = mark(figures) ? words.marked : words.same;
        place.replaceChildren(...figures);
      }
    } catch {
      shown = "";
      said.textContent = words.failed;
      place.replaceChildren();
    }
  };
  let last = [];
  root.addEventListener("toggle", () => show(last));
  return {
    root,
    show(rows) {
      last = rows;
      show(rows);
    },
  };
}

// One figure or interactive part alone, for a frame on another page: `?embed=` with its name or id. And the
// markup of such a frame, ready to copy, beside each.

import { element, pageLanguage } from "./dom.js";
import { wordsOf } from "./sections.js";

const WORDS = {
  zh: { from: "出自《大模型常见问题》：", open: "嵌入", take: "嵌入到别的网页：复制下面的代码" },
  en: { from: "From LLM FAQ: ", open: "Embed", take: "To embed this elsewhere, copy this code" },
};
/** Room for the line that names the source, in px. */
const FOOT = 60;
const PARTS = "article [data-explorer]:not([data-explorer=calculator]), article figure[id]:has(svg.figure)";

function nameOf(part) {
  return part.dataset.explorer ?? part.id;
}

function title() {
  const heading = document.querySelector("article h1");
  return heading ? wordsOf(heading) : document.title;
}

/** Take away all that is not the part, up to the article that holds it. */
function leaveAlone(part) {
  const article = part.closest("article");
  for (let node = part; node !== article; node = node.parentElement) {
    for (const other of node.parentElement.children) {
      other.classList.toggle("embed-off", other !== node);
    }
  }
  const page = window.location.href.split(/[?#]/)[0];
  const link = element("a", { href: page, target: "_blank" }, title());
  article.append(element("p", { class: "embed-source" }, WORDS[pageLanguage()].from, link, " · CC BY 4.0"));
}

/** The markup of a frame that holds a part as it is now. */
function frameOf(part) {
  const address = new URL(window.location.href.split(/[?#]/)[0]);
  address.searchParams.set("embed", nameOf(part));
  const hash = window.location.hash.includes("=") ? window.location.hash : "";
  const attributes = {
    src: address.href + hash,
    title: title(),
    width: "100%",
    height: Math.ceil(part.offsetHeight) + FOOT,
    loading: "lazy",
    style: "border:0",
  };
  return element("iframe", attributes).outerHTML;
}

function offer(part) {
  const words = WORDS[pageLanguage()];
  const code = element("textarea", { readonly: true, rows: 4, "aria-label": words.take });
  const fold = element("details", { class: "embed no-print" }, element("summary", {}, words.open), element("p", {}, words.take), code);
  fold.addEventListener("toggle", () => {
    if (fold.open) {
      code.value = frameOf(part);
      code.focus();
      code.select();
    }
  });
  part.append(fold);
}

const asked = new URLSearchParams(window.location.search).get("embed");
const found = [...document.querySelectorAll(PARTS)];
if (asked === null) {
  // A figure inside an interactive part is that part's still picture.
  found.filter((part) => !part.parentElement.closest("[data-explorer]")).forEach(offer);
} else {
  const part = found.find((one) => nameOf(one) === asked);
  document.documentElement.classList.toggle("embedded", Boolean(part));
  if (part) {
    leaveAlone(part);
  }
}

// A question's page as a part of a handout: only what belongs on paper, ids that no other part has, answers as asked.

import { element, pageLanguage } from "./dom.js";

const FOR_SCREENS =
  "script, button, .no-print, .headerlink, .footnote-backref, .md-content__button, .page-review, .md-code__nav, details.embed";
/** Attributes that name ids of the same page. */
const REFERENCES = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];
const IN_STYLE = /url\(#/g;

const WORDS = {
  zh: { answer: "答案见末页" },
  en: { answer: "answer at the end" },
};

function withPrefix(node, prefix) {
  if (node.id) {
    node.id = prefix + node.id;
  }
  for (const name of REFERENCES) {
    const value = node.getAttribute(name);
    if (value) {
      node.setAttribute(name, value.split(/\s+/).map((id) => prefix + id).join(" "));
    }
  }
  for (const { name, value } of [...node.attributes]) {
    if (value.includes("url(#")) {
      node.setAttribute(name, value.replace(IN_STYLE, `url(#${prefix}`));
    }
  }
}

/** Links lead within the question, or to where they lead from its own page. */
function lead(node, prefix, address) {
  for (const name of ["href", "xlink:href", "src"]) {
    const value = node.getAttribute(name);
    if (value?.startsWith("#")) {
      node.setAttribute(name, `#${prefix}${value.slice(1)}`);
    } else if (value) {
      node.setAttribute(name, new URL(value, address).href);
    }
  }
}

/** The text of a page, sent by it, as the part `id` of a handout. */
export function partOf({ article, address }, id) {
  const sent = new DOMParser().parseFromString(article, "text/html").body;
  sent.querySelectorAll(FOR_SCREENS).forEach((node) => node.remove());
  sent.querySelectorAll("[data-explorer]").forEach((node) => node.removeAttribute("data-explorer"));
  const prefix = `${id}--`;
  for (const node of sent.querySelectorAll("*")) {
    withPrefix(node, prefix);
    lead(node, prefix, address);
  }
  return element("section", { class: "handout__part", id: `part-${id}` }, ...sent.childNodes);
}

/** The self-checks of a part, each with its answer. */
function checksOf(part) {
  return [...part.querySelectorAll("details.question")].map((details) => {
    const [question, ...answer] = details.childNodes;
    return { details, question: details.querySelector("summary") ?? question, answer: answer.filter((node) => node.nodeName !== "SUMMARY") };
  });
}

/**
 * Put the answers of the self-checks of a part, the `number`th, where they are wanted: "shown" below their
 * questions, "hidden" nowhere, "end" in the items that are returned.
 */
export function placeAnswers(part, number, where) {
  const items = [];
  checksOf(part).forEach(({ details, question, answer }, index) => {
    details.open = true;
    if (where === "shown") {
      return;
    }
    answer.forEach((node) => node.remove());
    if (where === "hidden") {
      details.append(element("p", { class: "handout__room" }));
      return;
    }
    const name = `${number}.${index + 1}`;
    const id = `${part.id}-answer-${index + 1}`;
    question.prepend(`${name} `);
    details.append(element("p", {}, element("a", { href: `#${id}` }, WORDS[pageLanguage()].answer)));
    items.push(element("div", { class: "handout__answer", id }, element("strong", {}, name), element("div", {}, ...answer)));
  });
  return items;
}

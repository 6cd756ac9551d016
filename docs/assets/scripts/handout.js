// Questions that a reader ticks, as one view to print. Each question's page is opened in a frame that is not seen and
// sends its text, which works from a disk too.
// For pages with: data-handout

import { addressWriter } from "./address-writer.js";
import { copyLink } from "./copy-link.js";
import { button, choice, element, pageLanguage } from "./dom.js";
import { askedIn, hashOf } from "./handout-address.js";
import { partOf, placeAnswers } from "./handout-article.js";
import { SOURCE } from "./handout-names.js";

/** How long a page may take after it has loaded, in ms. */
const PATIENCE = 3000;

const WORDS = {
  zh: {
    answers: "自测答案",
    places: { shown: "紧跟题后", end: "集中在末页", hidden: "不印，留出空白" },
    make: "做成讲义",
    print: "打印",
    link: "复制链接",
    clear: "全部取消",
    copied: "链接已复制。",
    take: "复制这个链接：",
    chosen: (n) => (n === 0 ? "还没有选问题。" : `选了 ${n} 个问题。`),
    reading: (i, n) => `正在取第 ${i} / ${n} 个问题……`,
    done: (n) => `讲义做好了，有 ${n} 个问题，在下面。`,
    failed: (title) => `取不到“${title}”，所以没有做成。请检查网络，再试一次。`,
    contents: "目录",
    end: "自测答案",
    from: (address) => `选自《大模型常见问题》，${address}；CC BY 4.0。`,
  },
  en: {
    answers: "Answers of the self-checks",
    places: { shown: "below each question", end: "on the last pages", hidden: "left out, with room to write" },
    make: "Make the handout",
    print: "Print",
    link: "Copy the link",
    clear: "Clear",
    copied: "The link is copied.",
    take: "Copy this link: ",
    chosen: (n) => (n === 0 ? "No question is chosen yet." : `${n} ${n === 1 ? "question" : "questions"} chosen.`),
    reading: (i, n) => `Fetching question ${i} of ${n} …`,
    done: (n) => `The handout, of ${n} ${n === 1 ? "question" : "questions"}, is ready below.`,
    failed: (title) => `“${title}” cannot be fetched, so there is no handout. Check the network and try again.`,
    contents: "Contents",
    end: "Answers of the self-checks",
    from: (address) => `From LLM FAQ, ${address}; CC BY 4.0.`,
  },
};

/** What the page at an address sends of itself. */
function sentBy(address) {
  return new Promise((resolve, reject) => {
    const frame = element("iframe", { name: SOURCE, src: address, class: "handout__frame", "aria-hidden": "true", tabindex: "-1" });
    const end = (settle, value) => {
      removeEventListener("message", hear);
      frame.remove();
      settle(value);
    };
    function hear({ source, origin, data }) {
      if (source === frame.contentWindow && origin === window.origin && typeof data?.article === "string") {
        end(resolve, data);
      }
    }
    addEventListener("message", hear);
    frame.addEventListener("load", () => setTimeout(() => end(reject, new Error(address)), PATIENCE));
    document.body.append(frame);
  });
}

/** The boxes of the chooser, in place of its links: by id, each with its address and title. */
function boxesOf(root, onChange) {
  const boxes = new Map();
  for (const link of root.querySelectorAll("a[data-question]")) {
    const input = element("input", { type: "checkbox", value: link.dataset.question });
    const title = link.textContent;
    input.addEventListener("change", () => onChange(input.value, input.checked));
    boxes.set(input.value, { input, title, address: link.href });
    link.parentElement.replaceChildren(element("label", {}, input, element("span", {}, title)));
  }
  return boxes;
}

function contentsOf(chosen, words) {
  const items = chosen.map(({ id, title }) => element("li", {}, element("a", { href: `#part-${id}` }, title)));
  const home = document.querySelector("link[rel=canonical]")?.href ?? window.location.href;
  return element(
    "section",
    { class: "handout__front" },
    element("h2", {}, words.contents),
    element("ol", {}, ...items),
    element("p", {}, words.from(home)),
  );
}

/** The parts of a handout; `tell` hears how far it is. Throws an error with the title of a page that cannot be had. */
async function made(chosen, answers, words, tell) {
  const parts = [];
  const ends = [];
  for (const [index, { id, title, address }] of chosen.entries()) {
    tell(words.reading(index + 1, chosen.length));
    const sent = await sentBy(address).catch(() => Promise.reject(new Error(title)));
    const part = partOf(sent, id);
    const items = placeAnswers(part, index + 1, answers);
    parts.push(part);
    if (items.length > 0) {
      ends.push(element("h3", {}, title), ...items);
    }
  }
  const last = ends.length > 0 ? [element("section", { class: "handout__part" }, element("h2", {}, words.end), ...ends)] : [];
  return [contentsOf(chosen, words), ...parts, ...last];
}

function mount(root) {
  const words = WORDS[pageLanguage()];
  const pages = element("div", { class: "handout__pages" });
  const status = element("p", { class: "handout__status", role: "status" });
  const tell = (...content) => status.replaceChildren(...content);
  const boxes = boxesOf(root, (id, checked) => set({ ids: [...state.ids.filter((one) => one !== id), ...(checked ? [id] : [])] }));
  const asked = () => askedIn(window.location.hash, [...boxes.keys()]);
  let state = asked();
  const address = addressWriter(() => hashOf(state));
  const places = element("div");
  const make = button(words.make, compose);
  const print = button(words.print, () => window.print());

  function show() {
    boxes.forEach(({ input }, id) => (input.checked = state.ids.includes(id)));
    make.disabled = state.ids.length === 0;
    showPages([]);
    tell(words.chosen(state.ids.length));
  }
  function showPages(parts) {
    pages.classList.remove("handout__pages--awaited");
    pages.replaceChildren(...parts);
    print.hidden = parts.length === 0;
    document.body.classList.toggle("handout-made", parts.length > 0);
  }
  function set(change) {
    state = { ...state, ...change };
    address.now();
    show();
  }
  async function compose() {
    const now = state;
    const ifStill = (act) => now === state && act();
    pages.classList.add("handout__pages--awaited");
    const chosen = now.ids.map((id) => ({ id, ...boxes.get(id) }));
    try {
      const parts = await made(chosen, now.answers, words, (text) => ifStill(() => tell(text)));
      ifStill(() => showPages(parts));
      ifStill(() => tell(words.done(chosen.length)));
      ifStill(() => status.scrollIntoView({ block: "start" }));
    } catch (error) {
      ifStill(() => tell(words.failed(error.message)));
    }
  }
  function open() {
    state = asked();
    const value = state.answers;
    places.replaceChildren(choice({ legend: words.answers, options: words.places, value, onInput: (answers) => set({ answers }) }));
    show();
    if (state.ids.length > 0) {
      compose();
    }
  }

  for (const path of root.querySelectorAll("button[data-questions]")) {
    path.addEventListener("click", () => set({ ids: path.dataset.questions.split(",").filter((id) => boxes.has(id)) }));
  }
  root.querySelector(".handout__paths").hidden = false;
  root.querySelector("[data-without-script]").remove();
  const link = button(words.link, () => copyLink(tell, words));
  const clear = button(words.clear, () => set({ ids: [] }));
  root.append(places, element("p", { class: "handout__actions" }, make, print, link, clear), status);
  root.after(pages);
  addEventListener("hashchange", () => {
    // A link within the handout keeps what was made.
    if (window.location.hash.includes("=") && hashOf(asked()) !== hashOf(state)) {
      open();
    }
  });
  open();
}

document.querySelectorAll("[data-handout]").forEach(mount);

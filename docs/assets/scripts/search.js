// The search dialog. What it searches is fetched when a reader first reaches for it, by script tags,
// so that it also works on pages opened from disk: first the names of pages and sections, which answer
// at once, then the texts. What comes from index or query goes in as text.

import { element, pageLanguage } from "./dom.js";
import { loadScript } from "./script-loader.js";

const WORDS = {
  zh: {
    open: "搜索",
    label: "搜索手册",
    placeholder: "问题、术语或模型名",
    close: "关闭",
    results: "搜索结果",
    start: "中英文都可以搜；缩写、繁体字与小的拼写错误都认得。",
    loading: "正在载入索引……",
    failed: "索引没有载入。请检查网络后再试。",
    none: (query) => `没有找到“${query}”。试试更短的词，或换成英文名。`,
    nearest: (query) => `没有找到“${query}”。名字最接近的是：`,
    found: (count) => `找到 ${count} 项`,
    kinds: { question: "问题", model: "模型", term: "术语", source: "文献", page: "页面" },
  },
  en: {
    open: "Search",
    label: "Search the handbook",
    placeholder: "A question, term or model",
    close: "Close",
    results: "Results",
    start: "In English or Chinese; abbreviations and small typing errors are understood.",
    loading: "Loading the index…",
    failed: "The index could not be loaded. Check the connection and try again.",
    none: (query) => `Nothing found for “${query}”. Try a shorter word.`,
    nearest: (query) => `Nothing found for “${query}”. Nearest by name:`,
    found: (count) => (count === 1 ? "1 result" : `${count} results`),
    kinds: { question: "Question", model: "Model", term: "Term", source: "Source", page: "Page" },
  },
};

// The code of a key that an input method takes.
const COMPOSING = 229;
const OPENING_KEYS = new Set(["/", "s"]);

async function loadNames(base, lang) {
  await Promise.all([
    loadScript(`${base}/assets/parts/search-ranking.js`),
    loadScript(`${base}/search/index.${lang}.js`),
  ]);
  const { Handbook } = window.handbookModules.module_search_ranking;
  return new Handbook(window.handbookSearch);
}

async function loadTexts(handbook, base, lang) {
  await loadScript(`${base}/search/texts.${lang}.js`);
  await handbook.add(window.handbookSearchTexts);
  // The handbook keeps them in a shorter form.
  window.handbookSearchTexts = undefined;
}

/** Let keys that are already waiting come first: only what they end up with is searched. */
function afterKeys() {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Opened from disk, an address of a folder shows the folder; its page must be named. */
function addressOf(root, url, anchor) {
  const [path, own] = url.split("#");
  const file = window.location.protocol === "file:" ? "index.html" : "";
  const fragment = own ?? anchor;
  return `${root}${path}${file}${fragment ? `#${encodeURIComponent(fragment)}` : ""}`;
}

function marked(pieces) {
  return pieces.map((piece) => (piece.marked ? element("mark", {}, piece.text) : piece.text));
}

/** For a moment a dialog that was closed keeps the keys; then nobody types in it. */
function isTyping(target) {
  const field = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  return Boolean(field) && !field.closest("dialog:not([open])");
}

class SearchDialog {
  constructor(dialog) {
    this.lang = pageLanguage();
    this.words = WORDS[this.lang];
    this.dialog = dialog;
    this.base = dialog.dataset.base;
    this.root = `${this.base}/${this.lang === "en" ? "en/" : ""}`;
    this.input = dialog.querySelector("input");
    this.status = dialog.querySelector("[role=status]");
    this.list = dialog.querySelector("[role=listbox]");
    this.options = [];
    this.chosen = -1;
    this.hasMoved = false;
    this.isEntered = false;
    this.isComposing = false;
    this.names = null;
    this.texts = null;
    this.opener = null;
    this.label();
    this.listen();
  }

  /** The page of a missing address is built in one language and shown in two. */
  label() {
    const { label, placeholder, close, results } = this.words;
    this.input.placeholder = placeholder;
    this.input.setAttribute("aria-label", label);
    this.dialog.setAttribute("aria-label", label);
    this.dialog.querySelector("[data-search-close]").setAttribute("aria-label", close);
    this.list.setAttribute("aria-label", results);
  }

  listen() {
    this.input.addEventListener("input", ({ isComposing }) => this.onText(isComposing));
    this.input.addEventListener("compositionend", () => this.onText(false));
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.addEventListener("submit", (event) => event.preventDefault());
    this.dialog.addEventListener("close", () => this.onClose());
    this.dialog.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("focusin", ({ target }) => this.choose(this.options.indexOf(target)));
  }

  open(query = "", opener = null) {
    if (!this.dialog.open) {
      const { activeElement } = document;
      this.opener = activeElement && activeElement !== document.body ? activeElement : opener;
      this.dialog.showModal();
      document.documentElement.classList.add("search-open");
    }
    if (query) {
      this.input.value = query.slice(0, this.input.maxLength);
    }
    this.input.focus();
    this.input.select();
    this.update();
  }

  /** What is searched, loaded once; after a failure it is tried again. */
  async ready() {
    this.names ??= loadNames(this.base, this.lang);
    try {
      const handbook = await this.names;
      this.texts ??= this.addTexts(handbook);
      return handbook;
    } catch (error) {
      this.names = null;
      throw error;
    }
  }

  /** Names alone are searched until the texts are there; then the query is asked again. */
  async addTexts(handbook) {
    try {
      await loadTexts(handbook, this.base, this.lang);
      await this.update();
    } catch {
      this.texts = null;
    }
  }

  onText(isComposing) {
    this.isEntered = false;
    this.isComposing = isComposing;
    return this.update();
  }

  /** Answer what stands in the box; not the letters of which an input method still makes characters. */
  async update() {
    if (this.isComposing) {
      return;
    }
    const query = this.input.value.trim();
    try {
      const waiting = this.ready();
      if (!query) {
        this.show([], this.words.start);
        delete this.dialog.dataset.asked;
        await waiting;
        return;
      }
      if (!this.options.length) {
        this.show([], this.words.loading);
      }
      const handbook = await waiting;
      await afterKeys();
      if (query === this.input.value.trim() && !this.isComposing) {
        this.answer(handbook, query);
      }
    } catch {
      this.show([], this.words.failed);
    }
  }

  answer(handbook, query) {
    const { found, nearest, none, loading } = this.words;
    const isWhole = handbook.hasTexts || !this.texts;
    const results = handbook.search(query);
    const near = isWhole && !results.length ? handbook.nearest(query) : [];
    const nothing = isWhole ? (near.length ? nearest : none)(query) : loading;
    this.show([...results, ...near], results.length ? found(results.length) : nothing, query);
    // For benchmark and tests: what the list answers, from what, and whether these are answers.
    this.dialog.dataset.found = results.length;
    this.dialog.dataset.searched = handbook.hasTexts ? "all" : "names";
    this.dialog.dataset.asked = query;
    if (this.isEntered) {
      this.enter();
    }
  }

  /** Show results; those of the same query leave the choice of a reader who has moved in them. */
  show(results, message, query = "") {
    const kept = this.hasMoved && query === this.shown ? this.options[this.chosen]?.href : undefined;
    this.shown = query;
    this.options = [];
    this.list.replaceChildren(...results.map((result, place) => this.group(result, place)));
    this.list.hidden = results.length === 0;
    this.list.scrollTop = 0;
    this.status.textContent = message;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    const place = this.options.findIndex((option) => option.href === kept);
    this.hasMoved = place >= 0;
    this.choose(place >= 0 ? place : this.firstChoice(results));
  }

  /** The page that fits best, or its section if the query stands in the section's heading. */
  firstChoice([best]) {
    if (!best) {
      return -1;
    }
    return best.opensSection ? 1 : 0;
  }

  group(result, place) {
    const id = `search-result-${place}`;
    const kind = result.chapter || this.words.kinds[result.kind];
    const [first, ...others] = result.sections;
    const title = this.option(result.url, first?.anchor === "" ? "" : undefined, "search__page", [
      element("span", { class: "search__kind" }, kind),
      element("span", { class: "search__title", id }, ...marked(result.title)),
    ]);
    const sections = [first, ...others]
      .filter((section) => section && section.title.length + section.excerpt.length > 0)
      .map((section) => this.section(result.url, section));
    return element("div", { role: "group", "aria-labelledby": id, class: "search__group" }, title, ...sections);
  }

  section(url, { anchor, title, excerpt }) {
    const heading = title.length ? [element("span", { class: "search__section-title" }, ...marked(title))] : [];
    const text = excerpt.length ? [element("span", { class: "search__excerpt" }, ...marked(excerpt))] : [];
    return this.option(url, anchor, "search__section", [...heading, ...text]);
  }

  option(url, anchor, className, children) {
    const id = `search-option-${this.options.length}`;
    const href = addressOf(this.root, url, anchor);
    const attributes = { role: "option", id, href, class: className, tabindex: -1, "aria-selected": "false" };
    const link = element("a", attributes, ...children);
    this.options.push(link);
    return link;
  }

  /** One option is chosen, and is the one that the Tab key reaches. */
  choose(place) {
    const before = this.options[this.chosen];
    before?.setAttribute("aria-selected", "false");
    before?.setAttribute("tabindex", "-1");
    this.chosen = place;
    const option = this.options[place];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.setAttribute("tabindex", "0");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Move the choice, and the focus with it once it is in the list. */
  move(place) {
    this.hasMoved = true;
    const hasFocus = this.list.contains(document.activeElement);
    this.choose(place);
    if (hasFocus) {
      this.options[place].focus();
    }
  }

  /**
   * Open what is chosen. While the list still answers what stood there before the last keys, or
   * has nothing yet, this waits for the answer.
   */
  enter() {
    const isAnswered = this.options.length > 0 && this.shown === this.input.value.trim();
    this.isEntered = !isAnswered;
    if (isAnswered) {
      this.options[this.chosen].click();
    }
  }

  onKey(event) {
    // Some browsers end the composition before they tell the key that ended it.
    if (event.isComposing || event.keyCode === COMPOSING) {
      return;
    }
    if (event.key === "Enter" && event.target === this.input) {
      event.preventDefault();
      this.enter();
    }
    if (!this.options.length) {
      return;
    }
    const last = this.options.length - 1;
    const moves = {
      ArrowDown: this.chosen === last ? 0 : this.chosen + 1,
      ArrowUp: this.chosen <= 0 ? last : this.chosen - 1,
    };
    if (event.key in moves) {
      event.preventDefault();
      this.move(moves[event.key]);
    }
  }

  /** The event comes late: by then a reader may have opened the dialog again. */
  onClose() {
    if (!this.dialog.open) {
      this.isEntered = false;
      this.isComposing = false;
      document.documentElement.classList.remove("search-open");
      this.input.blur();
      const hasFocus = document.activeElement && document.activeElement !== document.body;
      if (this.opener && !hasFocus) {
        this.opener.focus({ preventScroll: true });
      }
    }
  }

  onClick(event) {
    const isBackdrop = event.target === this.dialog;
    const link = event.target.closest("a");
    if (link) {
      // A section of this very page is where the reader goes on from.
      this.opener = null;
    }
    if (isBackdrop || link || event.target.closest("[data-search-close]")) {
      this.dialog.close();
    }
  }
}

function listenForOpening(search) {
  const buttons = [...document.querySelectorAll("[data-search-open]")];
  for (const button of buttons) {
    button.hidden = false;
    button.setAttribute("aria-label", search.words.label);
    button.querySelector("[data-search-label]").textContent = search.words.open;
    button.addEventListener("click", () => search.open("", button));
  }
  document.addEventListener("keydown", (event) => {
    const isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && OPENING_KEYS.has(event.key);
    if (event.isComposing || !(isShortcut || (isPlain && !isTyping(event.target)))) {
      return;
    }
    event.preventDefault();
    search.open("", buttons[0]);
  });
  const query = new URLSearchParams(window.location.search).get("q");
  if (query) {
    search.open(query, buttons[0]);
  }
}

const dialog = document.querySelector("dialog.search");
if (dialog) {
  listenForOpening(new SearchDialog(dialog));
}

// What pages are called, and which of them a query calls by name.

import { folded, isRepository, longestWithin, namesIn } from "./repository-names.js";
import { bare, fold, stem } from "./search-terms.js";

const HAN = /\p{Script=Han}/u;
const AND = / and | 与 /;
// How surely a query means a page: the whole title before a part of it before a keyword. A release or
// checkpoint has one section, a keyword may name several pages.
const TITLE = { question: 8, model: 7, page: 7, term: 3, source: 1 };
const IN_TITLE = 6;
// Only with another ending: "tokenizer" in "Why Chinese costs more tokens".
const NEARLY_IN_TITLE = 3.5;
const RELEASE = 5;
const KEYWORD = { question: 4, term: 3, model: 2, page: 1 };
// The keywords that come first in a list say best what a page is about.
const KEYWORD_REACH = 12;
const LEAST_HAN = 2;
const LEAST_LETTERS = 3;
// Letters of which there are few may stand within another word by chance.
const SURE_LETTERS = 4;

function isLongEnough(name) {
  return name.length >= (HAN.test(name) ? LEAST_HAN : LEAST_LETTERS);
}

/** A text with what is asked of it often: its bare form and its words. */
class Name {
  constructor(text, simplified) {
    this.bare = bare(text, simplified);
    const words = fold(text, simplified).toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
    this.words = new Set(words.map(stem));
    this.plain = words.join("");
  }

  /** Whether a bare name stands in it. */
  holds(name) {
    const isSure = name.length >= SURE_LETTERS || HAN.test(name);
    return isSure ? this.bare.includes(name) : this.words.has(name);
  }
}

function count(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Releases and checkpoints, which have a number, by the folded form of their name. */
function modelsOf(pages) {
  const headings = pages.flatMap(({ kind, sections }) => (kind === "model" ? sections : []));
  return new Map(headings.map(([, title]) => [folded(title), title]).filter(([name]) => /\d/.test(name)));
}

export class Names {
  constructor(pages, simplified) {
    this.pages = pages;
    this.simplified = simplified;
    this.titles = pages.map((page) => new Name(page.title, simplified));
    this.headings = pages.map((page) => page.sections.map(([, title]) => new Name(title, simplified)));
    // By bare name: the pages of that name, { page, rank, share }.
    this.exact = new Map();
    this.ofFamilies = new Map();
    this.models = modelsOf(pages);
    pages.forEach((page, place) => this.learn(page, place));
    this.learnReleases();
    this.learnFamilies();
  }

  /** A title as it is asked for; reading one takes a moment, taking it in does not. */
  read(title) {
    return new Name(title, this.simplified);
  }

  /** Take in the title of an entry of the bibliography, as it was read. */
  addSource(name) {
    const page = this.titles.length;
    this.titles.push(name);
    this.headings.push([this.read("")]);
    this.put(name.bare, page, TITLE.source);
  }

  put(name, page, rank, share = 1) {
    const found = this.exact.get(name) ?? [];
    found.push({ page, rank, share });
    this.exact.set(name, found);
  }

  learn(page, place) {
    const parts = page.kind === "model" ? page.title.split(AND) : [];
    for (const title of [page.title, ...parts]) {
      this.put(bare(title, this.simplified), place, TITLE[page.kind]);
    }
    page.keywords.forEach((keyword, order) => {
      const share = page.kind === "term" ? 1 : 1 / (1 + order / KEYWORD_REACH);
      this.put(bare(keyword, this.simplified), place, KEYWORD[page.kind], share);
    });
  }

  /** Headings that no other page has name releases and checkpoints; "Lineage" names nothing. */
  learnReleases() {
    const counts = new Map();
    for (const headings of this.headings) {
      new Set(headings.map((heading) => heading.bare)).forEach((name) => count(counts, name));
    }
    this.pages.forEach((page, place) => {
      const own = page.kind === "model" ? this.headings[place] : [];
      own
        .filter((heading) => heading.bare && counts.get(heading.bare) === 1)
        .forEach((heading) => this.put(heading.bare, place, RELEASE));
    });
  }

  /** Names that one family has and no other: "Baichuan2", but not "MoE". */
  learnFamilies() {
    const families = new Map();
    this.pages.forEach((page, place) => {
      const names = page.kind === "model" ? [...page.title.split(AND), ...page.keywords] : [];
      for (const name of new Set(names.map((text) => bare(text, this.simplified)))) {
        families.set(name, families.has(name) ? null : place);
      }
    });
    for (const [name, place] of families) {
      if (place !== null && isLongEnough(name)) {
        this.ofFamilies.set(name, place);
      }
    }
  }

  /** The release or checkpoint that a query means which is written as a repository's name; else undefined. */
  ofRepository(query) {
    const forms = namesIn(query).map(folded);
    const form = forms.find((name) => this.models.has(name));
    const within = isRepository(query) ? longestWithin(forms.at(-1), [...this.models.keys()]) : "";
    return this.models.get(form ?? within);
  }

  /** The pages that the query calls by name: page to { rank, share }. */
  named(queries) {
    const found = new Map();
    const put = ({ page, rank, share }) => {
      if (!found.has(page) || found.get(page).rank < rank) {
        found.set(page, { rank, share });
      }
    };
    for (const { bare: name, plain } of queries.map((query) => new Name(query, this.simplified))) {
      (this.exact.get(name) ?? []).forEach(put);
      this.titles.forEach((title, page) => {
        if (this.pages[page].kind === "question" && name.length > 1 && title.holds(name)) {
          put({ page, rank: title.plain.includes(plain) ? IN_TITLE : NEARLY_IN_TITLE, share: 1 });
        }
      });
    }
    return found;
  }

  /** The families of which a name stands in the query, beside other words. */
  familiesIn(query) {
    const asked = new Name(query, this.simplified);
    const found = new Set();
    for (const [name, page] of this.ofFamilies) {
      if (asked.holds(name)) {
        found.add(page);
      }
    }
    return found;
  }
}

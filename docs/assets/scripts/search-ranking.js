// Ranks pages by MiniSearch and finds the sections and the words that match.
// A page is one document, so that words of a query may stand in different sections of it.

import { bare, stem, termsOfQuery, termsOfText, tokens, transposed } from "./search-terms.js";

const FIELDS = ["title", "keywords", "headings", "text"];
const FIELD_BOOSTS = { title: 8, keywords: 8, headings: 2.5, text: 1 };
// A question is what the handbook is asked for; an entry of a list only helps where nothing else does.
const KIND_BOOSTS = { question: 4, model: 1.5, page: 0.6, term: 0.9, source: 0.15 };
// What the query calls by its name comes first: of these kinds, the last before the others.
const NAMED = ["model", "term", "question"];
// A word and its stem share the weight of a word: "LLMs" is found in "LLM" nearly as well.
const STEM_WEIGHT = 0.6;
const N_RESULTS = 12;
const N_SECTIONS = 3;
// A page that fits far worse than the first one is noise.
const LEAST_SHARE = 0.01;
const BREAK = /[\s，。；：、,.;:]/;
// What an excerpt does not begin with.
const NO_BEGINNING = /^[\s，。；：、！？）》”’…,.;:!?)\]]*/;
const EXCERPT_LENGTH = { zh: 70, en: 150 };

function documentOf(page, id) {
  return {
    id,
    title: page.title,
    keywords: page.keywords.join("\n"),
    headings: page.sections.map((section) => section.title).join("\n"),
    text: page.sections.map((section) => section.text).join("\n"),
  };
}

/** How many letters of a word that occurs nowhere may be wrong. */
function mistakes(term) {
  if (!/^[a-z]{4,}$/.test(term)) {
    return 0;
  }
  return term.length < 6 ? 1 : 2;
}

/**
 * What to look up for a query: terms with their weight and how freely each may match.
 * Only a word that occurs nowhere is taken for a typing mistake.
 */
function lookups(query, simplified, known) {
  const { terms, joined } = termsOfQuery(query, simplified);
  const found = new Map();
  const add = (term, weight, options = {}) => {
    if (!found.has(term)) {
      found.set(term, { term, weight, ...options });
    }
  };
  terms.forEach((term, index) => {
    const isLast = index === terms.length - 1;
    const isKnown = known.has(term);
    const isWord = /^[a-z]{3,}$/.test(term);
    const isInflected = stem(term) !== term;
    add(term, isKnown && isInflected ? 1 - STEM_WEIGHT : 1, {
      prefix: isWord && (isLast || !isKnown),
      mistakes: isKnown ? 0 : mistakes(term),
    });
    if (isInflected) {
      add(stem(term), STEM_WEIGHT);
    }
    if (!isKnown) {
      transposed(term, known).forEach((other) => add(other, 0.9));
    }
  });
  joined.filter((term) => known.has(term)).forEach((term) => add(term, 1));
  const isLost = ![...found.values()].some(({ term, prefix }) => prefix || known.has(term));
  if (isLost) {
    // A pair of Han characters that occurs nowhere: its characters may.
    [...terms.join("")].forEach((character) => add(character, 0.3));
  }
  return [...found.values()];
}

/** Where to begin an excerpt so that it holds most marks, and where to end it: between words. */
function windowOf(text, marks, length) {
  const densest = marks
    .map(([start]) => [start, marks.filter(([s, e]) => s >= start && e <= start + length).length])
    .reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
  const near = densest < length / 2 ? 0 : densest - Math.round(length / 4);
  const gap = near === 0 ? -1 : text.slice(near, densest).search(BREAK);
  const begin = near + gap + 1;
  const skipped = begin > 0 ? NO_BEGINNING.exec(text.slice(begin, densest))[0].length : 0;
  const from = begin + skipped;
  const end = Math.min(text.length, from + length);
  const rest = end < text.length ? /^[\w-]{0,20}/.exec(text.slice(end))[0].length : 0;
  return [from, end + rest];
}

/** The part of `text` around its densest marks: pieces { text, marked }. */
function excerptOf(text, marks, length) {
  const [from, until] = windowOf(text, marks, length);
  const pieces = from > 0 ? [{ text: "…", marked: false }] : [];
  let at = from;
  for (const [start, end] of marks.filter(([s, e]) => s >= from && e <= until)) {
    pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  pieces.push({ text: text.slice(at, until) + (until < text.length ? "…" : ""), marked: false });
  return pieces.filter((piece) => piece.text);
}

function merged(ranges) {
  const found = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = found[found.length - 1];
    if (last && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      found.push([start, end]);
    }
  }
  return found;
}

/** Where terms stand in a text, and how many different ones. */
function hits(text, wanted, simplified) {
  const ranges = [];
  const seen = new Set();
  for (const token of tokens(text, simplified)) {
    const term = [token.term, token.stem].find((form) => wanted.has(form));
    if (term !== undefined) {
      ranges.push([token.start, token.end]);
      seen.add(term);
    }
  }
  return { marks: merged(ranges), n_terms: seen.size };
}

function hasText({ section }) {
  return section.text !== "";
}

function sectionsOf(page, wanted, simplified, length) {
  const scored = page.sections.map((section, index) => {
    const inTitle = hits(section.title, wanted, simplified);
    const inText = hits(section.text, wanted, simplified);
    // Of equal sections the first with text is shown: a page begins with its answer.
    const isStart = index <= 1 ? 1 : 0;
    const found = 3 * inTitle.n_terms + inText.n_terms + Math.min(inText.marks.length, 9) / 10;
    const score = found + (found > 0 ? isStart : 0);
    return { section, index, score, inTitle, inText };
  });
  const best = scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const shown = best.length ? best.slice(0, N_SECTIONS) : scored.filter(hasText).slice(0, 1);
  return shown.map(({ section, inTitle, inText }) => ({
    anchor: section.anchor,
    title: excerptOf(section.title, inTitle.marks, 200),
    excerpt: excerptOf(section.text, inText.marks, length),
  }));
}

/** Build the index of one language; `data` is what scripts/site/search_index.py wrote. */
export async function searcher(MiniSearch, data) {
  const { pages, simplified, lang } = data;
  const known = new Set();
  const titles = pages.map((page) => bare(page.title, simplified));
  const names = pages.map((page) => new Set(page.keywords.map((word) => bare(word, simplified))));
  const index = new MiniSearch({
    fields: FIELDS,
    tokenize: (text, field) => {
      const found = termsOfText(text, simplified, { names: field !== "text" && field !== "id" });
      found.forEach((term) => known.add(term));
      return found;
    },
    processTerm: (term) => term,
  });
  await index.addAllAsync(pages.map(documentOf), { chunkSize: 8 });

  /** The pages that fit the query, the best first, each with the sections that fit. */
  return function search(query) {
    const wanted = lookups(query, simplified, known);
    const results = index.search(query, {
      tokenize: () => wanted.map(({ term }) => term),
      processTerm: (term) => term,
      prefix: (term, place) => Boolean(wanted[place].prefix),
      fuzzy: (term, place) => wanted[place].mistakes || false,
      boostTerm: (term, place) => wanted[place].weight,
      boost: FIELD_BOOSTS,
      boostDocument: (id) => KIND_BOOSTS[pages[id].kind],
      bm25: { k: 1.2, b: 0.3, d: 0.5 },
    });
    const least = results.length ? results[0].score * LEAST_SHARE : 0;
    const name = bare(query, simplified);
    const isNamed = (id) =>
      names[id].has(name) ||
      titles[id] === name ||
      (pages[id].kind === "question" && name.length > 1 && titles[id].includes(name));
    const rank = ({ id }) => (isNamed(id) ? NAMED.indexOf(pages[id].kind) : -1);
    return results
      .filter(({ score }) => score >= least)
      .sort((a, b) => rank(b) - rank(a) || b.score - a.score)
      .slice(0, N_RESULTS)
      .map(({ id, terms }) => {
        const marked = new Set(terms);
        const page = pages[id];
        return {
          url: page.url,
          kind: page.kind,
          chapter: page.chapter,
          title: excerptOf(page.title, hits(page.title, marked, simplified).marks, 200),
          sections: sectionsOf(page, marked, simplified, EXCERPT_LENGTH[lang]),
        };
      });
  };
}

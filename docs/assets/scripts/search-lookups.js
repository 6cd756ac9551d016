// From what a query asks for to the pieces of text that answer it, each with a weight from 0 to 1.

import { mistakesBetween, stem, termsOfQuery, transposed } from "./search-terms.js";

// A word and its stem share the weight of a word: "LLMs" is found in "LLM" nearly as well.
const STEM_WEIGHT = 0.6;
const PREFIX_WEIGHT = 0.375;
const MISTAKE_WEIGHT = 0.45;
const TRANSPOSED_WEIGHT = 0.9;
// Parts of a name help where the name itself is nowhere: "qwen9" is looked up as "qwen".
const PART_WEIGHT = { known: 0.15, unknown: 0.7 };
const CHARACTER_WEIGHT = 0.3;
const SINGLE = /^[a-z0-9]$/;

/** How many letters of a word that occurs nowhere may be wrong. */
function mistakesIn(term) {
  if (!/^[a-z]{4,}$/.test(term)) {
    return 0;
  }
  return term.length < 6 ? 1 : 2;
}

/** What one thing asked for is looked up as: pieces, each alone or followed by another. */
class Lookup {
  constructor({ kind, term }, weight) {
    this.kind = kind;
    this.term = term;
    this.weight = weight;
    // By piece: { weight, next }, where next are the pieces of which one must follow, if any.
    this.matchers = new Map();
  }

  add(pieces, weight, next = null, isLoose = false) {
    for (const piece of pieces) {
      const found = this.matchers.get(piece) ?? [];
      const same = found.find((matcher) => matcher.next === next);
      if (same) {
        same.weight = Math.min(1, same.weight + weight);
      } else {
        found.push({ weight, next, isLoose });
      }
      this.matchers.set(piece, found);
    }
    return this;
  }

  addPair(words, [left, right], isLoose = false) {
    return this.add(words.of(left), 1, new Set(words.of(right)), isLoose);
  }
}

function addInflections(lookup, words) {
  const root = stem(lookup.term);
  if (root === lookup.term) {
    lookup.add(words.of(lookup.term), 1);
  } else {
    lookup.add(words.of(lookup.term), 1 - STEM_WEIGHT);
    lookup.add(words.of(root), STEM_WEIGHT);
  }
}

function addBeginnings(lookup, words) {
  const { term } = lookup;
  for (const [longer, pieces] of words.byTerm) {
    if (longer.length > term.length && longer.startsWith(term)) {
      const extra = longer.length - term.length;
      const fresh = pieces.filter((piece) => !lookup.matchers.has(piece));
      lookup.add(fresh, (PREFIX_WEIGHT * longer.length) / (longer.length + 0.3 * extra));
    }
  }
}

function addMistakes(lookup, words) {
  const { term } = lookup;
  const most = mistakesIn(term);
  for (const other of transposed(term, words)) {
    lookup.add(words.of(other), TRANSPOSED_WEIGHT);
  }
  for (const [known, pieces] of most ? words.byTerm : []) {
    const wrong = mistakesBetween(term, known, most);
    if (wrong <= most) {
      const fresh = pieces.filter((piece) => !lookup.matchers.has(piece));
      lookup.add(fresh, (MISTAKE_WEIGHT * known.length) / (known.length + wrong));
    }
  }
}

/** A word; only one that occurs nowhere is taken for a typing mistake. */
function wordLookup(wanted, words, compounds, isLast) {
  const lookup = new Lookup(wanted, SINGLE.test(wanted.term) ? CHARACTER_WEIGHT : 1);
  const isKnown = words.has(wanted.term) || compounds.has(wanted.term);
  addInflections(lookup, words);
  for (const [left, right] of compounds.get(wanted.term) ?? []) {
    lookup.add([left], 1, new Set([right]), true);
  }
  if (/^[a-z]{3,}$/.test(wanted.term) && (isLast || !isKnown)) {
    addBeginnings(lookup, words);
  }
  if (!isKnown) {
    addMistakes(lookup, words);
  }
  return lookup;
}

function rootLookup(wanted, words) {
  return new Lookup(wanted, 1)
    .add([...words.of("√"), ...words.of("sqrt")], 1)
    .addPair(words, ["根", "号"])
    .addPair(words, ["square", "root"]);
}

/**
 * The lookups of a query. `words` is what occurs, `compounds` the neighbouring words of names by
 * what they are if written as one, as pairs of pieces.
 */
export function lookupsOf(query, words, compounds) {
  const all = termsOfQuery(query, words.simplified);
  const whole = all.filter(({ kind }) => kind === "word");
  const last = whole[whole.length - 1];
  let isKnown = true;
  const found = [];
  for (const wanted of all) {
    const { kind, term } = wanted;
    if (kind === "word") {
      isKnown = words.has(term) || compounds.has(term);
      found.push(wordLookup(wanted, words, compounds, wanted === last));
    } else if (kind === "part") {
      const weight = isKnown ? PART_WEIGHT.known : PART_WEIGHT.unknown;
      found.push(new Lookup(wanted, weight).add(words.of(term), 1));
    } else if (kind === "joined") {
      if (words.has(term) || compounds.has(term)) {
        found.push(wordLookup(wanted, words, compounds, false));
      }
    } else if (kind === "root") {
      found.push(rootLookup(wanted, words));
    } else if (kind === "pair") {
      found.push(new Lookup(wanted, 1).addPair(words, [...term]));
    } else {
      found.push(new Lookup(wanted, 1).add(words.of(term), 1));
    }
  }
  return found;
}

/** The characters of a query one by one, for one whose pairs of characters occur nowhere. */
export function charactersOf(query, words) {
  const terms = termsOfQuery(query, words.simplified).filter(({ kind }) => kind === "pair");
  const characters = new Set(terms.flatMap(({ term }) => [...term]));
  return [...characters].map((term) =>
    new Lookup({ kind: "character", term }, CHARACTER_WEIGHT).add(words.of(term), 1),
  );
}

/**
 * Whether a lookup is not marked and not looked for in texts: a single letter or digit, which stands
 * everywhere, unless it is all there is; and a part of a name that is known as a whole.
 */
export function isEverywhere(lookup, lookups) {
  const isPart = lookup.kind === "part" && lookup.weight === PART_WEIGHT.known;
  return isPart || (SINGLE.test(lookup.term) && lookups.length > 1);
}

// Ranks pages, and within them the sections. A page is one document, so that words of a query may
// stand in different sections of it. Terms weigh by BM25+ (Lv and Zhai 2011), in each field by itself.
// Loaded when asked for.

import { excerptOf, merged } from "./search-excerpts.js";
import { charactersOf, isEverywhere, lookupsOf } from "./search-lookups.js";
import { Names } from "./search-names.js";
import { soundsOf } from "./search-pinyin.js";
import { bare, fold, subjectOf } from "./search-terms.js";
import { arrayFor, reader, Texts, Words } from "./search-words.js";

const FIELD_BOOSTS = { titles: 8, keywords: 8, headings: 2.5, texts: 1 };
// A question is what the handbook is asked for; an entry of a list only helps where nothing else does.
const KIND_BOOSTS = { question: 4, model: 1.5, page: 0.6, term: 0.9, source: 0.15 };
// A family that the query names beside other words.
const FAMILY_BOOST = 3;
const [SATURATION, LENGTH_SHARE, LEAST_GAIN] = [1.2, 0.3, 0.5];
const N_RESULTS = 12;
// Of a query of which no page holds this share, only the best few pages are listed.
const LEAST_HELD = 0.4;
const N_RESULTS_OF_WEAK = 3;
const N_SECTIONS = 3;
// A page that fits far worse than the first one is noise.
const LEAST_SHARE = 0.04;
const EXCERPT_LENGTH = { zh: 70, en: 150 };
const TITLE_LENGTH = 200;
// For how long texts are read before the browser may do something else, in milliseconds.
const SLICE = 12;
// What makes a section the best of a page, the strongest first.
const [IS_HEADING, IN_HEADING, NAMED_IN_QUERY, ALL_IN_HEADING, ALL_IN_SECTION] = [1000, 500, 300, 200, 50];

/** A function that lets the browser do something else, if it has waited for long. */
function resting() {
  let started = performance.now();
  return async () => {
    if (performance.now() - started > SLICE) {
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      started = performance.now();
    }
  };
}

/** What lookups are met by, for one pass over a field. */
class Pattern {
  constructor(lookups, size) {
    this.lookups = lookups;
    this.isWanted = new Uint8Array(size);
    this.byPiece = new Map();
    lookups.forEach((lookup, place) => {
      for (const [piece, matchers] of lookup.matchers) {
        this.isWanted[piece] = 1;
        const found = this.byPiece.get(piece) ?? [];
        found.push(...matchers.map((matcher) => ({ ...matcher, place })));
        this.byPiece.set(piece, found);
      }
    });
  }

  /** Call `found(place of the lookup, weight, first piece, last piece)` for each match in numbers. */
  each(numbers, from, until, joining, found) {
    const { isWanted, byPiece } = this;
    for (let at = from; at < until; at += 1) {
      if (isWanted[numbers[at]]) {
        for (const { place, weight, next, isLoose } of byPiece.get(numbers[at])) {
          const gap = isLoose && joining.has(numbers[at + 1]) ? 2 : 1;
          if (!next || next.has(numbers[at + gap])) {
            found(place, weight, at, next ? at + gap : at);
          }
        }
      }
    }
  }
}

/** One kind of text of all pages: where each page's part is, and how long pages are in it. */
class Field {
  constructor(texts, firstUnits) {
    this.texts = texts;
    this.firstUnits = firstUnits;
    const n_pages = firstUnits.length - 1;
    this.mean = Math.max(1, texts.numbers.length / n_pages);
  }

  /** This field with more pages of one part each. */
  and(units, words) {
    const last = this.firstUnits[this.firstUnits.length - 1];
    const added = units.map((_, place) => last + place + 1);
    return new Field(this.texts.and(units, words), Uint32Array.from([...this.firstUnits, ...added]));
  }

  range(page) {
    const { starts } = this.texts;
    return [starts[this.firstUnits[page]], starts[this.firstUnits[page + 1]]];
  }

  /** How often each lookup is met in each page: page * n_lookups + lookup. */
  count(pattern, joining) {
    const n_pages = this.firstUnits.length - 1;
    const n_lookups = pattern.lookups.length;
    const counts = new Float32Array(n_pages * n_lookups);
    for (let page = 0; page < n_pages; page += 1) {
      const [from, until] = this.range(page);
      const row = page * n_lookups;
      pattern.each(this.texts.numbers, from, until, joining, (place, weight) => {
        counts[row + place] += weight;
      });
    }
    return counts;
  }

  gain(times, page) {
    const [from, until] = this.range(page);
    const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * (until - from)) / this.mean;
    return LEAST_GAIN + (times * (SATURATION + 1)) / (times + SATURATION * length);
  }
}

function rarity(n_with, n_all) {
  return Math.log(1 + (Math.max(0, n_all - n_with) + 0.5) / (n_with + 0.5));
}

/** Add neighbouring words of names, by what they are if written as one, as pairs of pieces. */
function addCompounds(found, fields, words) {
  for (const { numbers } of fields) {
    for (let at = 0; at + 1 < numbers.length; at += 1) {
      const [left, next] = [numbers[at], numbers[at + 1]];
      const right = words.joining.has(next) ? numbers[at + 2] : next;
      if (words.isLatin(left) && right !== undefined && words.isLatin(right)) {
        const name = words.bare(left) + words.bare(right);
        const pairs = found.get(name);
        if (!pairs) {
          found.set(name, [[left, right]]);
        } else if (!pairs.some(([l, r]) => l === left && r === right)) {
          pairs.push([left, right]);
        }
      }
    }
  }
}

function firstUnitsOf(pages, n_units) {
  const found = new Uint32Array(pages.length + 1);
  pages.forEach((page, place) => {
    found[place + 1] = found[place] + n_units(page);
  });
  return found;
}

/** The index of one language; `data` is what scripts/site/search_index.py wrote of names. */
export class Handbook {
  constructor(data) {
    this.lang = data.lang;
    this.pages = data.pages.map((page) => ({ keywords: [], chapter: "", sections: [], ...page }));
    const [before, after] = data.simplified.map((characters) => [...characters]);
    this.simplified = new Map(before.map((character, place) => [character, after[place]]));
    this.words = new Words(this.simplified);
    this.names = new Names(this.pages, this.simplified);
    this.fields = this.fieldsOfNames();
    this.compounds = new Map();
    addCompounds(this.compounds, Object.values(this.fields).map(({ texts }) => texts), this.words);
    // Without the entries of the bibliography, which come with the texts.
    this.n_named = this.pages.length;
    this.inNames = new Set(this.words.byTerm.keys());
    this.written = soundsOf(this.pages.flatMap((page) => [page.title, ...page.keywords]), data.pinyin);
  }

  field(texts, n_units) {
    const cut = texts.map((text) => this.words.cut(text));
    return new Field(Texts.of(cut, this.words), firstUnitsOf(this.pages, n_units));
  }

  fieldsOfNames() {
    const { pages } = this;
    const headings = pages.flatMap((page) => page.sections.map(([, title]) => title));
    return {
      titles: this.field(pages.map((page) => page.title), () => 1),
      keywords: this.field(pages.map((page) => page.keywords.join("\n")), () => 1),
      headings: this.field(headings, (page) => page.sections.length),
    };
  }

  /** Take in the texts, a little at a time; until then names alone are searched. */
  async add({ pieces, texts, code, sources }) {
    const rest = resting();
    const numbers = [];
    for (const piece of pieces.split("\n")) {
      numbers.push(this.words.number(piece));
      await (numbers.length % 256 === 0 ? rest() : undefined);
    }
    const all = [...texts.flat(), ...sources.map(([, , text]) => text)];
    const readInto = reader(code, numbers);
    const array = arrayFor(this.words, all.reduce((sum, written) => sum + written.length + 1, 0));
    const starts = new Uint32Array(all.length + 1);
    for (const [place, written] of all.entries()) {
      const end = readInto(array, starts[place], written);
      array[end] = this.words.end;
      starts[place + 1] = end + 1;
      await (place % 64 === 0 ? rest() : undefined);
    }
    const entries = [];
    for (const [url, title] of sources) {
      const cut = new Array(title.length);
      cut.length = readInto(cut, 0, title);
      entries.push({ url, cut, name: this.names.read(this.words.read(cut).text) });
      await rest();
    }
    this.addSources(entries);
    const found = new Texts(array.slice(0, starts[all.length]), starts);
    this.fields = { ...this.fields, texts: new Field(found, this.fields.headings.firstUnits) };
  }

  /** Take in the entries of the bibliography, { url, cut, name }: cut and name are of the title. */
  addSources(entries) {
    const { titles, keywords, headings } = this.fields;
    const nothing = entries.map(() => []);
    const titlesCut = entries.map(({ cut }) => cut);
    this.fields = {
      titles: titles.and(titlesCut, this.words),
      keywords: keywords.and(nothing, this.words),
      headings: headings.and(nothing, this.words),
    };
    for (const { url, cut, name } of entries) {
      const sections = [["", ""]];
      this.pages.push({ kind: "source", url, keywords: [], chapter: "", sections });
      this.names.addSource(name);
      cut.forEach((number) => this.inNames.add(this.words.bare(number)));
    }
    addCompounds(this.compounds, [Texts.of(titlesCut, this.words)], this.words);
  }

  get hasTexts() {
    return Boolean(this.fields.texts);
  }

  /** What was pasted as the name of a repository or typed by sound, as it is written here. */
  read(typed) {
    const query = this.names.ofRepository(typed.trim()) ?? typed;
    const words = query.trim().split(/\s+/).filter(Boolean);
    if (words.every((word) => this.inNames.has(fold(word).toLowerCase()))) {
      return query;
    }
    const whole = this.written(query)[0];
    if (whole) {
      return whole;
    }
    const isStrange = (word) => !this.words.has(fold(word).toLowerCase());
    return words.map((word) => (isStrange(word) && this.written(word)[0]) || word).join(" ");
  }

  /** The pages that fit the query, the best first, each with the sections that fit. */
  search(typed) {
    const query = this.read(typed);
    const found = this.rank(query, lookupsOf(query, this.words, this.compounds));
    const results = found.length
      ? found
      : this.rank(query, charactersOf(query, this.words)).slice(0, N_RESULTS_OF_WEAK);
    return results.map((result) => this.shown(result, query));
  }

  rank(query, lookups) {
    const pattern = new Pattern(lookups, this.words.pieces.length);
    const everywhere = lookups.map((lookup) => isEverywhere(lookup, lookups));
    const weighed = this.weighed(pattern, everywhere);
    const named = this.names.named([query, subjectOf(query, this.simplified)]);
    const families = this.names.familiesIn(query);
    const found = [];
    this.pages.forEach((page, place) => {
      const { score, covered, held } = weighed(place);
      if (score > 0) {
        const { rank, share } = named.get(place) ?? { rank: 0, share: 1 };
        const family = families.has(place) ? FAMILY_BOOST : 1;
        const weight = covered * share * family * KIND_BOOSTS[page.kind];
        found.push({ place, rank, held, score: score * weight });
      }
    });
    found.sort((a, b) => b.rank - a.rank || b.score - a.score || a.place - b.place);
    const least = Math.max(0, ...found.map(({ score }) => score)) * LEAST_SHARE;
    const isWeak = !found.some(({ held, rank }) => held >= LEAST_HELD || rank > 1);
    return found
      .filter(({ score, rank }) => score >= least || rank > 1)
      .slice(0, isWeak ? N_RESULTS_OF_WEAK : N_RESULTS)
      .map((result) => ({ ...result, pattern, everywhere, rarities: weighed.rarities }));
  }

  /**
   * A function from a page to its score and the share of the query that it holds: `covered` of what
   * occurs anywhere, `held` of all.
   */
  weighed(pattern, everywhere) {
    const { lookups } = pattern;
    const n_lookups = lookups.length;
    const fields = Object.entries(this.fields).map(([name, field]) => ({
      field,
      boost: FIELD_BOOSTS[name],
      isText: name === "texts",
      counts: field.count(pattern, this.words.joining),
    }));
    const n_with = { names: new Uint32Array(n_lookups), texts: new Uint32Array(n_lookups) };
    this.pages.forEach((page, place) => {
      for (let lookup = 0; lookup < n_lookups; lookup += 1) {
        const at = place * n_lookups + lookup;
        const isNamed = fields.some(({ counts, isText }) => !isText && counts[at] > 0);
        n_with.names[lookup] += page.kind !== "source" && isNamed ? 1 : 0;
        n_with.texts[lookup] += fields.some(({ counts }) => counts[at] > 0) ? 1 : 0;
      }
    });
    const rarities = {
      names: [...n_with.names].map((n) => rarity(n, this.n_named)),
      texts: [...n_with.texts].map((n) => rarity(n, this.pages.length)),
    };
    // Parts and words written as one say again what the words say.
    const shares = lookups.map(({ kind, weight }, place) =>
      kind === "part" || kind === "joined" ? 0 : weight * rarities.texts[place],
    );
    const all = shares.reduce((sum, share) => sum + share, 0);
    const whole = shares.reduce((sum, share, place) => sum + (n_with.texts[place] ? share : 0), 0);
    const score = (place) => {
      let sum = 0;
      let covered = 0;
      for (let lookup = 0; lookup < n_lookups; lookup += 1) {
        let isMet = false;
        for (const { field, boost, isText, counts } of fields) {
          const times = counts[place * n_lookups + lookup];
          if (times > 0 && !(isText && everywhere[lookup])) {
            const rare = isText ? rarities.texts[lookup] : rarities.names[lookup];
            sum += lookups[lookup].weight * boost * rare * field.gain(times, place) * Math.min(1, times);
            isMet = true;
          }
        }
        covered += isMet ? shares[lookup] : 0;
      }
      return {
        score: sum,
        covered: whole > 0 ? covered / whole : 1,
        held: all > 0 ? covered / all : 1,
      };
    };
    return Object.assign(score, { rarities: rarities.texts });
  }

  /** The lookups that are met in a unit of a field, each with its weight, and how often any is. */
  met(field, unit, pattern, everywhere) {
    const { numbers, starts } = field.texts;
    const weights = new Map();
    let n_times = 0;
    pattern.each(numbers, starts[unit], starts[unit + 1], this.words.joining, (place, weight) => {
      if (!everywhere[place]) {
        weights.set(place, Math.max(weight, weights.get(place) ?? 0));
        n_times += 1;
      }
    });
    return { weights, n_times };
  }

  /** The part of a unit's text that is shown, with what was found marked. */
  excerpt(field, unit, pattern, everywhere, length) {
    const numbers = field.texts.unit(unit);
    const { text, starts } = this.words.read(numbers);
    const end = (at) => starts[at] + this.words.pieces[numbers[at]].length;
    const marks = [];
    pattern.each(numbers, 0, numbers.length, this.words.joining, (place, weight, first, last) => {
      if (!everywhere[place]) {
        marks.push([starts[first], end(last)]);
      }
    });
    return excerptOf(text, merged(marks), length);
  }

  shown({ place, pattern, everywhere, rarities }, query) {
    const page = this.pages[place];
    const asked = bare(query, this.simplified);
    const sections = this.sections(place, pattern, everywhere, rarities, asked);
    const isTitle = this.names.titles[place].holds(asked);
    return {
      url: page.url,
      kind: page.kind,
      chapter: page.chapter,
      title: this.excerpt(this.fields.titles, place, pattern, everywhere, TITLE_LENGTH),
      sections,
      // Whether Enter opens the first section: the query stands in its heading, not in the title.
      opensSection: !isTitle && sections.length > 0 && sections[0].isNamed,
    };
  }

  sections(place, pattern, everywhere, rarities, asked) {
    const { headings, texts } = this.fields;
    const length = EXCERPT_LENGTH[this.lang];
    const first = headings.firstUnits[place];
    const scored = this.pages[place].sections.map((section, order) =>
      this.section(place, order, { pattern, everywhere, rarities, asked }),
    );
    const best = scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.order - b.order);
    const hasText = ({ order }) => texts && texts.texts.unit(first + order).length > 0;
    const chosen = best.length ? best.slice(0, N_SECTIONS) : scored.filter(hasText).slice(0, 1);
    return chosen.map(({ order, isNamed }) => ({
      anchor: this.pages[place].sections[order][0],
      title: this.excerpt(headings, first + order, pattern, everywhere, TITLE_LENGTH),
      excerpt: texts ? this.excerpt(texts, first + order, pattern, everywhere, length) : [],
      isNamed,
    }));
  }

  /** How well a section fits, and whether the query stands in its heading. */
  section(place, order, { pattern, everywhere, rarities, asked }) {
    const unit = this.fields.headings.firstUnits[place] + order;
    const heading = this.names.headings[place][order];
    const inTitle = this.met(this.fields.headings, unit, pattern, everywhere);
    const inText = this.fields.texts
      ? this.met(this.fields.texts, unit, pattern, everywhere)
      : { weights: new Map(), n_times: 0 };
    const weight = ({ weights }) =>
      [...weights].reduce((sum, [at, share]) => sum + share * rarities[at], 0);
    const isWhole = (weights) =>
      pattern.lookups.every(
        ({ kind }, at) => kind === "part" || kind === "joined" || everywhere[at] || weights.has(at),
      );
    const isNamed = heading.bare !== "" && asked.length > 1 && heading.holds(asked);
    let score = 3 * weight(inTitle) + weight(inText) + Math.min(inText.n_times, 9) / 10;
    if (score === 0) {
      return { order, score, isNamed: false };
    }
    // Of equal sections the first with text is shown: a page begins with its answer.
    score += order <= 1 ? 1 : 0;
    if (isNamed) {
      score += heading.bare === asked ? IS_HEADING : IN_HEADING;
    } else if (heading.bare.length > 2 && asked.includes(heading.bare)) {
      score += (NAMED_IN_QUERY * heading.bare.length) / asked.length;
    } else if (inTitle.weights.size && isWhole(inTitle.weights)) {
      score += ALL_IN_HEADING;
    }
    if (isWhole(new Map([...inTitle.weights, ...inText.weights]))) {
      score += ALL_IN_SECTION;
    }
    return { order, score, isNamed };
  }
}

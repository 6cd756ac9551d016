// Ranks pages, and within them the sections. A page is one document, so that words of a query may
// stand in different sections of it.
// Loaded when asked for.

import { excerptOf, merged } from "./search-excerpts.js";
import { plain } from "./repository-names.js";
import { BitReader } from "./search-bits.js";
import { compoundsOf, Field, firstUnitsOf, Pattern } from "./search-fields.js";
import { charactersOf, isEverywhere, lookupsOf } from "./search-lookups.js";
import { Model } from "./search-model.js";
import { Names } from "./search-names.js";
import { nearestOf } from "./search-nearest.js";
import { pagesOf } from "./search-pages.js";
import { soundsOf } from "./search-pinyin.js";
import { bare, fold, subjectOf } from "./search-terms.js";
import { arrayFor, Texts, Words } from "./search-words.js";

const FIELD_BOOSTS = { titles: 8, keywords: 8, headings: 2.5, texts: 1 };
// A question is what the handbook is asked for; an entry of a list only helps where nothing else does.
const KIND_BOOSTS = { question: 4, model: 1.5, page: 0.6, term: 0.9, source: 0.15 };
// A family that the query names beside other words.
const FAMILY_BOOST = 3;
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
// How many pieces are read before the clock is looked at.
const N_AT_ONCE = 128;
// What makes a section the best of a page, the strongest first.
const [IS_HEADING, IN_HEADING, NAMED_IN_QUERY, ALL_IN_HEADING, ALL_IN_SECTION] = [1000, 500, 300, 200, 50];
// Of headings that are the same but for their signs: "Command R+" is not "Command R".
const IS_SPELT = 5;

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

function rarity(n_with, n_all) {
  return Math.log(1 + (Math.max(0, n_all - n_with) + 0.5) / (n_with + 0.5));
}

/** The index of one language; `data` is what scripts/site/search_index.py wrote of names. */
export class Handbook {
  constructor(data) {
    this.lang = data.lang;
    this.pages = pagesOf(data.pages);
    const [before, after] = data.simplified.map((characters) => [...characters]);
    this.simplified = new Map(before.map((character, place) => [character, after[place]]));
    this.words = new Words(this.simplified);
    this.names = new Names(this.pages, this.simplified);
    this.fields = this.fieldsOfNames();
    this.compounds = compoundsOf(Object.values(this.fields).map(({ texts }) => texts), this.words);
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
  async add({ pieces, lengths, size, text, sources }) {
    const rest = resting();
    const numbers = pieces.split("\t").map((piece) => this.words.number(piece));
    const n_sections = this.fields.headings.texts.starts.length - 1;
    const n_texts = n_sections + sources.length;
    const array = arrayFor(this.words, size);
    const starts = new Uint32Array(n_texts + sources.length + 1);
    const model = new Model(lengths, size);
    const bits = new BitReader(text);
    let unit = 0;
    for (let at = 0; at < size; at += 1) {
      array[at] = numbers[model.next(bits)];
      if (array[at] === this.words.end) {
        unit += 1;
        starts[unit] = at + 1;
      }
      if (at % N_AT_ONCE === 0) {
        await rest();
      }
    }
    const entries = [];
    for (const [place, url] of sources.entries()) {
      const cut = array.subarray(starts[n_texts + place], starts[n_texts + place + 1] - 1);
      entries.push({ url, cut, name: this.names.read(this.words.read(cut).text) });
      await rest();
    }
    this.addSources(entries);
    const found = new Texts(array.slice(0, starts[n_texts]), starts.slice(0, n_texts + 1));
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
    compoundsOf([Texts.of(titlesCut, this.words)], this.words, this.compounds);
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

  /** For a query that nothing answers: what is called nearly so, in the form of results. */
  nearest(query) {
    const named = this.pages.slice(0, this.n_named);
    return nearestOf(query, named, this.simplified).map(({ page, section }) => {
      const { url, kind, chapter, title, sections } = this.pages[page];
      const unmarked = (text) => [{ text, marked: false }];
      const parts = sections.filter((_, order) => order === section);
      return {
        url,
        kind,
        chapter,
        title: unmarked(title),
        sections: parts.map(([anchor, name]) => ({ anchor, title: unmarked(name), excerpt: [] })),
        opensSection: parts.length > 0,
      };
    });
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
    const sections = this.sections(place, { pattern, everywhere, rarities, asked, spelt: plain(query) });
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

  sections(place, query) {
    const { headings, texts } = this.fields;
    const length = EXCERPT_LENGTH[this.lang];
    const first = headings.firstUnits[place];
    const { pattern, everywhere } = query;
    const scored = this.pages[place].sections.map((section, order) => this.section(place, order, query));
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
  section(place, order, { pattern, everywhere, rarities, asked, spelt }) {
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
      score += plain(this.pages[place].sections[order][1]) === spelt ? IS_SPELT : 0;
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

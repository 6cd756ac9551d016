// What is searched of pages, kind by kind, and what a query meets in it. Terms weigh by BM25+ (Lv and
// Zhai 2011), in each field by itself.

const [SATURATION, LENGTH_SHARE, LEAST_GAIN] = [1.2, 0.3, 0.5];

/** What lookups are met by, for one pass over a field. */
export class Pattern {
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
export class Field {
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

/** Neighbouring words of names, by what they are if written as one, as pairs of pieces; added to those `found`. */
export function compoundsOf(fields, words, found = new Map()) {
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
  return found;
}

/** Where the parts of each page begin among those of all. */
export function firstUnitsOf(pages, n_units) {
  const found = new Uint32Array(pages.length + 1);
  pages.forEach((page, place) => {
    found[place + 1] = found[place] + n_units(page);
  });
  return found;
}

// Texts as numbers of words, as scripts/site/search_words.py writes them: small in memory, looked
// through without cutting or comparing strings, and read back for excerpts.

import { fold, termsOfPiece } from "./search-terms.js";

const HAN = "々〇\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PIECE = new RegExp(
  `[${HAN}]|(?:(?![${HAN}])[\\p{L}\\p{N}])+(?:_(?:(?![${HAN}])[\\p{L}\\p{N}])+)*|√|[^\\p{L}\\p{N}_√]+|[^]`,
  "gu",
);
const IS_HAN = new RegExp(`^[${HAN}]`, "u");
const IS_WORD = /^[\p{L}\p{N}]/u;
const [SIGN, WORD, HAN_CHARACTER] = [0, 1, 2];
// What may stand between two words that make one name: KV-cache, pre/post.
const JOINING = ["-", "/", "_"];

/** Every piece of text that occurs, by number, and the pieces in which a term is found. */
export class Words {
  constructor(simplified) {
    this.simplified = simplified;
    this.pieces = [];
    this.kinds = [];
    this.numbers = new Map();
    this.byTerm = new Map();
    this.end = this.number("\n");
    this.nothing = this.number("");
    this.joining = new Set(JOINING.map((piece) => this.number(piece)));
  }

  /** The number of a piece, which is learnt if it is new. */
  number(piece) {
    const known = this.numbers.get(piece);
    return known ?? this.learn(piece);
  }

  learn(piece) {
    const number = this.pieces.length;
    this.pieces.push(piece);
    this.kinds.push(IS_HAN.test(piece) ? HAN_CHARACTER : IS_WORD.test(piece) ? WORD : SIGN);
    this.numbers.set(piece, number);
    if (this.kinds[number] === SIGN && piece !== "√") {
      return number;
    }
    for (const term of termsOfPiece(piece, this.simplified)) {
      const found = this.byTerm.get(term);
      if (found) {
        found.push(number);
      } else {
        this.byTerm.set(term, [number]);
      }
    }
    return number;
  }

  has(term) {
    return this.byTerm.has(term);
  }

  /** The pieces in which a term is found. */
  of(term) {
    return this.byTerm.get(term) ?? [];
  }

  impliesSpace(left, right) {
    const [before, after] = [this.kinds[left], this.kinds[right]];
    return before > SIGN && after > SIGN && !(before === HAN_CHARACTER && after === HAN_CHARACTER);
  }

  isLatin(number) {
    return this.kinds[number] === WORD;
  }

  /** A piece without case and what is written on letters. */
  bare(number) {
    return fold(this.pieces[number], this.simplified).toLowerCase();
  }

  /** The numbers of the pieces of a text. */
  cut(text) {
    const all = (text.match(PIECE) ?? []).map((piece) => this.number(piece));
    const space = this.numbers.get(" ");
    const found = [];
    all.forEach((number, place) => {
      const last = all[place - 1];
      if (number === space && place > 0 && place < all.length - 1 && this.impliesSpace(last, all[place + 1])) {
        return;
      }
      if (place > 0 && this.impliesSpace(last, number)) {
        found.push(this.nothing);
      }
      found.push(number);
    });
    return found;
  }

  /** The text of numbers, and where in it each of them begins. */
  read(numbers) {
    let text = "";
    const starts = [];
    for (let place = 0; place < numbers.length; place += 1) {
      if (place > 0 && this.impliesSpace(numbers[place - 1], numbers[place])) {
        text += " ";
      }
      starts.push(text.length);
      text += this.pieces[numbers[place]];
    }
    return { text, starts };
  }
}

/** An array for numbers of pieces. */
export function arrayFor(words, length) {
  return words.pieces.length < 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

/** One after the other in one array: unit `n` reaches from starts[n] to starts[n + 1], its end included. */
export class Texts {
  constructor(numbers, starts) {
    this.numbers = numbers;
    this.starts = starts;
  }

  static of(units, words) {
    const starts = new Uint32Array(units.length + 1);
    units.forEach((unit, place) => {
      starts[place + 1] = starts[place] + unit.length + 1;
    });
    const numbers = arrayFor(words, starts[units.length]);
    units.forEach((unit, place) => {
      numbers.set(unit, starts[place]);
      numbers[starts[place + 1] - 1] = words.end;
    });
    return new Texts(numbers, starts);
  }

  /** These, and `units` after them. */
  and(units, words) {
    const more = Texts.of(units, words);
    const length = this.numbers.length;
    const numbers = arrayFor(words, length + more.numbers.length);
    numbers.set(this.numbers);
    numbers.set(more.numbers, length);
    const starts = new Uint32Array(this.starts.length + units.length);
    starts.set(this.starts);
    starts.set(more.starts.map((start) => start + length), this.starts.length - 1);
    return new Texts(numbers, starts);
  }

  /** The numbers of a unit, without the end that keeps it apart from the next. */
  unit(place) {
    return this.numbers.subarray(this.starts[place], this.starts[place + 1] - 1);
  }
}

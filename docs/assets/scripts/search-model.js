// What comes next in the texts of the search: a model that learns from all that came before, in the
// browser as it did at build, by mixing what several contexts have seen (after Mahoney's lpaq). What it
// expects takes little room: a quarter less than general compression leaves. It computes with sums,
// products and roundings alone, which are the same on every machine.

import { Codes } from "./search-bits.js";

// By which of the pieces before it a piece is told: the last (1), the last but one (2), the one before (4),
// some of them, or none.
const CONTEXTS = [0, 1, 2, 3, 6];
const N_INPUTS = CONTEXTS.length + 2;
const TABLE_BITS = 22;
const MATCH_BITS = 16;
const LONGEST_MATCH = 31;
// How many bits of a piece's code are looked up near each other.
const GROUP = 6;
// Shares are of 4096. An entry of a table holds one, and in its last four bits how often it was met.
const HALF = 2048;
const MOST_MET = 15;
const RATES = Float64Array.from({ length: MOST_MET + 1 }, (_, met) => 1 / (met + 1.6));
const FIRST_TRUST = 3072;
const FIRST_WEIGHT = 0.3;
const WEIGHT_RATE = 2e-9;
const LONGEST_CODE = 32;

// 4096 / (1 + exp(-x / 256)) for x from -2048 in steps of 128.
const LOGISTIC = [
  1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901, 3975,
  4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
];
const SQUASHED = Int32Array.from({ length: 4096 }, (_, place) => {
  const [at, rest] = [place >> 7, place & 127];
  return (LOGISTIC[at] * (128 - rest) + LOGISTIC[at + 1] * rest + 64) >> 7;
});

/** The inverse of SQUASHED. */
function stretches() {
  const found = new Int32Array(4096).fill(2047);
  let share = 0;
  SQUASHED.forEach((most, place) => {
    for (; share <= most; share += 1) {
      found[share] = place - 2048;
    }
  });
  return found;
}
const STRETCHED = stretches();

function hash(value, part) {
  const mixed = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) + part;
  return Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39);
}

export class Model {
  /** `size` is how many pieces there will be. */
  constructor(lengths, size) {
    this.codes = new Codes(lengths);
    // Three pieces that are none, which the first ones are told by.
    this.pieces = new Int32Array(size + 3).fill(-1);
    this.end = 3;
    this.tables = CONTEXTS.map(() => new Uint16Array(1 << TABLE_BITS).fill(HALF << 4));
    this.contexts = new Int32Array(CONTEXTS.length);
    this.bases = new Int32Array(CONTEXTS.length);
    this.slots = new Int32Array(CONTEXTS.length);
    this.inputs = new Float64Array(N_INPUTS);
    this.weights = new Float64Array(4 * LONGEST_CODE * N_INPUTS).fill(FIRST_WEIGHT);
    this.trust = new Float64Array(LONGEST_MATCH + 1).fill(FIRST_TRUST);
    // By hash of two pieces, where they last stood; and the repetition that goes on.
    this.last = new Int32Array(1 << MATCH_BITS);
    this.matched = 0;
    this.at = 0;
  }

  /** Follow the repetition that goes on, or find one, and return the code that it expects. */
  expected() {
    const { pieces, end, last } = this;
    const key = hash(hash(pieces[end - 1], pieces[end - 2]), 1) >>> (32 - MATCH_BITS);
    if (this.matched > 0 && pieces[this.at] === pieces[end - 1]) {
      this.at += 1;
      this.matched = Math.min(this.matched + 1, LONGEST_MATCH);
    } else {
      this.at = last[key];
      this.matched = 0;
      while (this.matched < Math.min(LONGEST_MATCH, this.at) && pieces[this.at - 1 - this.matched] === pieces[end - 1 - this.matched]) {
        this.matched += 1;
      }
    }
    last[key] = end;
    return this.matched > 0 ? this.codes.of(pieces[this.at]) : { code: 0, length: 0 };
  }

  /** Where in the tables the next bits are told, after the first `length` bits of a code. */
  turn(code, length) {
    for (let context = 0; context < CONTEXTS.length; context += 1) {
      this.bases[context] = hash(this.contexts[context], code + (1 << length)) >>> (32 - TABLE_BITS);
    }
  }

  /** The number of the next piece. `bits.bit(share)` tells each bit, which is 1 with that share. */
  next(bits) {
    const { pieces, end, codes, contexts } = this;
    const [last, second, third] = [pieces[end - 1], pieces[end - 2], pieces[end - 3]];
    for (let context = 0; context < CONTEXTS.length; context += 1) {
      const parts = CONTEXTS[context];
      const near = hash(hash(context, parts & 1 ? last : 0), parts & 2 ? second : 0);
      contexts[context] = hash(near, parts & 4 ? third : 0);
    }
    const expected = this.expected();
    let [code, length, node, piece] = [0, 0, 1, -1];
    while (piece < 0) {
      if (length % GROUP === 0) {
        this.turn(code, length);
        node = 1;
      }
      const left = expected.length - length;
      const isExpected = left > 0 && expected.code >> left === code;
      const said = isExpected ? (expected.code >> (left - 1)) & 1 : -1;
      const bit = this.bit(bits, node, length, said);
      code = code * 2 + bit;
      node = node * 2 + bit;
      length += 1;
      piece = codes.piece(code, length);
    }
    pieces[end] = piece;
    this.end += 1;
    return piece;
  }

  /** The next bit; `said` is the one that the repetition expects, or -1. */
  bit(bits, node, length, said) {
    const { tables, bases, slots, inputs, weights, trust, matched } = this;
    for (let context = 0; context < CONTEXTS.length; context += 1) {
      const slot = bases[context] ^ node;
      slots[context] = slot;
      inputs[context] = STRETCHED[tables[context][slot] >> 4];
    }
    const trusted = said < 0 ? 0 : STRETCHED[Math.round(trust[matched])];
    inputs[N_INPUTS - 2] = said === 0 ? -trusted : trusted;
    inputs[N_INPUTS - 1] = 256;
    const degree = said < 0 ? 0 : 1 + Number(matched > 2) + Number(matched > 15);
    const row = (degree * LONGEST_CODE + length) * N_INPUTS;
    let sum = 0;
    for (let input = 0; input < N_INPUTS; input += 1) {
      sum += inputs[input] * weights[row + input];
    }
    const share = SQUASHED[Math.max(0, Math.min(4095, Math.round(sum) + 2048))];
    const bit = bits.bit(share);
    const error = ((bit << 12) - share) * WEIGHT_RATE;
    for (let input = 0; input < N_INPUTS; input += 1) {
      weights[row + input] += inputs[input] * error;
    }
    for (let context = 0; context < CONTEXTS.length; context += 1) {
      const table = tables[context];
      const entry = table[slots[context]];
      const [was, met] = [entry >> 4, entry & MOST_MET];
      const now = was + Math.trunc(((bit ? 4095 : 0) - was) * RATES[met]);
      table[slots[context]] = (now << 4) | Math.min(met + 1, MOST_MET);
    }
    if (said >= 0) {
      trust[matched] += ((said === bit ? 4095 : 0) - trust[matched]) / 64;
    }
    return bit;
  }
}

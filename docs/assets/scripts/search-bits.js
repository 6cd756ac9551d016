// Pieces of text as bits, and bits as signs: how scripts/site/search_encoder.js writes them.

/** The codes of Huffman in order: `lengths` says how many pieces have one of 1, 2, ... bits. */
export class Codes {
  constructor(lengths) {
    this.counts = lengths;
    this.firstCodes = [];
    this.firstNumbers = [];
    let [code, number] = [0, 0];
    for (const count of lengths) {
      code *= 2;
      this.firstCodes.push(code);
      this.firstNumbers.push(number);
      code += count;
      number += count;
    }
  }

  /** The bits of a piece as a number, and how many they are. */
  of(number) {
    let place = 0;
    while (number >= this.firstNumbers[place] + this.counts[place]) {
      place += 1;
    }
    return { code: this.firstCodes[place] + number - this.firstNumbers[place], length: place + 1 };
  }

  /** The number of the piece that has these bits, or -1 if more are to come. */
  piece(code, length) {
    const order = code - this.firstCodes[length - 1];
    return order < this.counts[length - 1] ? this.firstNumbers[length - 1] + order : -1;
  }
}

/** The signs that coded bits are written with, of six bits each. */
export const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Reads bits that were written by the share that was expected of them (arithmetic coding). */
export class BitReader {
  constructor(text) {
    this.text = text;
    this.values = new Uint8Array(0x80);
    [...SIGNS].forEach((sign, value) => {
      this.values[sign.charCodeAt(0)] = value;
    });
    this.place = 0;
    [this.low, this.high, this.value] = [0, 0x3fffffff, 0];
    for (let sign = 0; sign < 5; sign += 1) {
      this.value = (this.value << 6) | this.sign();
    }
  }

  sign() {
    const value = this.place < this.text.length ? this.values[this.text.charCodeAt(this.place)] : 0;
    this.place += 1;
    return value;
  }

  bit(share) {
    const middle = this.low + Math.floor(((this.high - this.low) * share) / 4096);
    const bit = this.value <= middle ? 1 : 0;
    if (bit) {
      this.high = middle;
    } else {
      this.low = middle + 1;
    }
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.low = (this.low & 0xffffff) << 6;
      this.high = ((this.high & 0xffffff) << 6) | 63;
      this.value = ((this.value & 0xffffff) << 6) | this.sign();
    }
    return bit;
  }
}

// Writes pieces as bits, for search-bits.js and search-model.js of the pages' scripts to read. Run at
// build, after these two.

/** Writes bits by the share that was expected of them, as BitReader reads them. */
class BitWriter {
  constructor() {
    this.signs = [];
    [this.low, this.high] = [0, 0x3fffffff];
    this.code = 0;
    this.left = 0;
  }

  /** What is to be written next: the last `length` bits of a number. */
  put({ code, length }) {
    this.code = code;
    this.left = length;
  }

  bit(share) {
    this.left -= 1;
    const bit = (this.code >> this.left) & 1;
    const middle = this.low + Math.floor(((this.high - this.low) * share) / 4096);
    if (bit) {
      this.high = middle;
    } else {
      this.low = middle + 1;
    }
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.signs.push(SIGNS[this.low >>> 24]);
      this.low = (this.low & 0xffffff) << 6;
      this.high = ((this.high & 0xffffff) << 6) | 63;
    }
    return bit;
  }

  end() {
    for (let shift = 24; shift >= 0; shift -= 6) {
      this.signs.push(SIGNS[(this.high >>> shift) & 63]);
    }
    return this.signs.join("");
  }
}

/** The numbers of pieces as text; `lengths` says how many pieces have a code of 1, 2, ... bits. */
function encode(lengths, numbers) {
  const model = new Model(lengths, numbers.length);
  const writer = new BitWriter();
  for (const number of numbers) {
    writer.put(model.codes.of(number));
    model.next(writer);
  }
  return writer.end();
}

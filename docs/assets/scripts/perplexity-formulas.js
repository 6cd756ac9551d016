// The price of a text: twin of scripts/reference/perplexity.py, which a test holds to it.

const READ =
  " cats drink milk. cats drink water. dogs drink water. dogs chase cats. cats chase mice. mice eat cheese. dogs eat meat. mice like cheese. cats like milk.";

/** The bits of each character of `text`, given the one before it; `guessing` is the share (0 to 1) of mere guessing. */
export function characterBits(text, guessing) {
  const alphabet = [...new Set(READ)];
  return [...text].map((character, i) => {
    const before = i === 0 ? " " : text[i - 1];
    const count = (next) =>
      [...READ].filter((seen, place) => place > 0 && READ[place - 1] === before && seen === next).length + 0.1;
    const total = alphabet.reduce((sum, next) => sum + count(next), 0);
    return -Math.log2(((1 - guessing) * count(character)) / total + guessing / alphabet.length);
  });
}

/** The bits of the tokens of a cut: those of their characters added up. */
export function joinedBits(bits, cut) {
  let start = 0;
  return cut.map((token) => {
    const sum = bits.slice(start, start + token.length).reduce((all, each) => all + each, 0);
    start += token.length;
    return sum;
  });
}

/** Perplexity from the bits of the tokens. */
export function perplexityOf(bits) {
  return 2 ** (bits.reduce((sum, each) => sum + each, 0) / bits.length);
}

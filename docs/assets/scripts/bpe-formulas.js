// Byte-pair encoding learned from a text and applied to it; as in scripts/reference/tokenization.py.

/** The words between spaces, each with how often it occurs. */
export function wordCounts(text) {
  const counts = new Map();
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** The symbols with every occurrence of the pair made one, from the left. */
export function joined(symbols, [first, second]) {
  const out = [];
  for (const symbol of symbols) {
    if (out.length && out[out.length - 1] === first && symbol === second) {
      out[out.length - 1] += symbol;
    } else {
      out.push(symbol);
    }
  }
  return out;
}

function pairCounts(counts, cut) {
  const found = new Map();
  for (const [word, count] of counts) {
    const symbols = cut.get(word);
    for (let i = 1; i < symbols.length; i += 1) {
      const key = `${symbols[i - 1]} ${symbols[i]}`;
      found.set(key, (found.get(key) ?? 0) + count);
    }
  }
  return found;
}

/** The merges in the order learned, each with the pair's count; of equal pairs the first by its characters. */
export function trainBpe(counts, most) {
  let cut = new Map([...counts.keys()].map((word) => [word, [...word]]));
  const merges = [];
  while (merges.length < most) {
    let best = null;
    for (const [key, count] of pairCounts(counts, cut)) {
      if (best === null || count > best.count || (count === best.count && comesBefore(key.split(" "), best.pair))) {
        best = { pair: key.split(" "), count };
      }
    }
    if (best === null) {
      return merges;
    }
    merges.push(best);
    cut = new Map([...cut].map(([word, symbols]) => [word, joined(symbols, best.pair)]));
  }
  return merges;
}

function comesBefore([a, b], [c, d]) {
  return a < c || (a === c && b < d);
}

/** The tokens of a word: merges are done in the order in which they were learned. */
export function encodeBpe(word, pairs) {
  return pairs.reduce(joined, [...word]);
}

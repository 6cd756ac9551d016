// The smallest language models: twin of scripts/reference/next_token.py, which a test holds to it.

const NINE_SENTENCES = [
  [1, 4, 8], [1, 4, 9], [2, 4, 9], [2, 5, 1], [1, 5, 3], [3, 6, 10], [2, 6, 11], [3, 7, 10], [1, 7, 8],
];

/** The tokens of the text; token 0 is the full stop. */
export function nextTokenText() {
  return [0, ...NINE_SENTENCES.flatMap((sentence) => [...sentence, 0])];
}

/** The shares of what followed `context` in the text, or null where it never occurred. */
export function countedShares(text, nVocab, context) {
  const row = Array(nVocab).fill(0);
  for (let i = context.length; i < text.length; i += 1) {
    if (context.every((token, place) => text[i - context.length + place] === token)) {
      row[text[i]] += 1;
    }
  }
  const total = row.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : row.map((count) => count / total);
}

/** The probabilities of the next token: each token of the context votes with its row of scores. */
export function layerShares(weights, context) {
  const scores = weights[0][0].map((_, token) =>
    context.reduce((sum, seen, place) => sum + weights[place][seen][token], 0),
  );
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The tables of scores, [width][nVocab][nVocab], after `steps` steps of gradient descent from zeros. */
export function trainedLayer(text, nVocab, width, steps) {
  const rate = 4;
  const zeros = () => Array.from({ length: nVocab }, () => Array(nVocab).fill(0));
  const weights = Array.from({ length: width }, zeros);
  const count = text.length - width;
  for (let step = 0; step < steps; step += 1) {
    const shares = Array.from({ length: count }, (_, i) => layerShares(weights, text.slice(i, i + width)));
    shares.forEach((row, i) => {
      for (let place = 0; place < width; place += 1) {
        const scores = weights[place][text[i + place]];
        row.forEach((share, token) => {
          scores[token] -= (rate * (share - (token === text[i + width] ? 1 : 0))) / count;
        });
      }
    });
  }
  return weights;
}

/** The token on whose stretch u (0 to 1) falls, when the probabilities are laid end to end. */
export function drawnToken(shares, u) {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let end = 0;
  for (let token = 0; token < shares.length; token += 1) {
    end += shares[token];
    if (u * total < end) {
      return token;
    }
  }
  return shares.length - 1;
}

/** The tokens of what somebody typed: the longest name that fits, blanks skipped; null where none fits. */
export function tokensOf(typed, names) {
  const tokens = [];
  let rest = typed.trim().toLowerCase();
  while (rest !== "") {
    const fits = names.map((name, token) => ({ name, token })).filter(({ name }) => rest.startsWith(name));
    if (fits.length === 0) {
      return null;
    }
    const longest = fits.reduce((best, one) => (one.name.length > best.name.length ? one : best));
    tokens.push(longest.token);
    rest = rest.slice(longest.name.length).trim();
  }
  return tokens;
}

// The induction circuit: twin of scripts/reference/induction.py, which a test holds to it.

function softmaxOf(scores) {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Causal attention: a row for each position, zeros behind it. */
function causalRows(n, score) {
  return Array.from({ length: n }, (_, i) => {
    const seen = softmaxOf(Array.from({ length: i + 1 }, (_unused, j) => score(i, j)));
    return [...seen, ...Array(n - 1 - i).fill(0)];
  });
}

/** Weights of both heads and the probabilities of the next token; token 0 begins the text. */
export function inductionRun(tokens, nVocab, withPrevious) {
  const n = tokens.length;
  const sharpness = 24;
  const previous = causalRows(n, (i, j) => (j === i - 1 ? sharpness : 0));
  const note = (j, token) =>
    withPrevious ? previous[j].reduce((sum, weight, l) => sum + (tokens[l] === token ? weight : 0), 0) : 0;
  const induction = causalRows(n, (i, j) => sharpness * (note(j, tokens[i]) + (tokens[j] === 0 ? 0.5 : 0)));
  const probabilities = induction.map((row) => {
    const scores = Array(nVocab).fill(0);
    row.forEach((weight, j) => {
      scores[tokens[j]] += 10 * weight;
    });
    return [0, ...softmaxOf(scores.slice(1))];
  });
  return { previous, induction, probabilities };
}

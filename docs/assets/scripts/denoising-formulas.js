// Training examples of five objectives. Twins of scripts/reference/denoising.py; a unit test holds them together.

/** The mark of gap k in print: <X>, <Y>, <Z>, then <S3>, ... */
export function sentinel(k) {
  return k < 3 ? `<${"XYZ"[k]}>` : `<S${k}>`;
}

/** T5's example: each span [start, end) becomes one mark, then is written back. */
export function corruptSpans(tokens, spans) {
  const inputs = [];
  const targets = [];
  let at = 0;
  spans.forEach(([start, end], k) => {
    inputs.push(...tokens.slice(at, start), sentinel(k));
    targets.push(sentinel(k), ...tokens.slice(start, end));
    at = end;
  });
  return { inputs: [...inputs, ...tokens.slice(at)], targets: [...targets, sentinel(spans.length)] };
}

/** A document with its middle [start, end) at the end; order "psm" or "spm". */
export function fillInMiddle(tokens, start, end, order) {
  const prefix = tokens.slice(0, start);
  const middle = tokens.slice(start, end);
  const suffix = tokens.slice(end);
  return order === "psm"
    ? ["<PRE>", ...prefix, "<SUF>", ...suffix, "<MID>", ...middle, "<EOT>"]
    : ["<PRE>", "<SUF>", ...suffix, "<MID>", ...prefix, ...middle, "<EOT>"];
}

/**
 * What a model reads and writes when the tokens [start, end) are chosen: `sequences` of [token, isScored], and
 * how many tokens of the text the loss asks for. Under "causal" nothing is chosen, under "prefix" the end is n.
 */
export function exampleOf(objective, tokens, start, end) {
  const given = (list) => list.map((token) => [token, false]);
  const scored = (list) => list.map((token) => [token, true]);
  const n = tokens.length;
  if (objective === "causal") {
    return { asked: n - 1, sequences: [[...given(tokens.slice(0, 1)), ...scored(tokens.slice(1))]] };
  }
  if (objective === "mlm") {
    const inputs = tokens.map((token, i) => (i >= start && i < end ? "[MASK]" : token));
    return { asked: end - start, sequences: [given(inputs), scored(tokens.slice(start, end))] };
  }
  if (objective === "span") {
    const { inputs, targets } = corruptSpans(tokens, [[start, end]]);
    return { asked: end - start, sequences: [given(inputs), scored(targets)] };
  }
  if (objective === "prefix") {
    return { asked: n - start, sequences: [[...given(tokens.slice(0, start)), ...scored(tokens.slice(start))]] };
  }
  const moved = fillInMiddle(tokens, start, end, objective);
  return { asked: n, sequences: [[...given(moved.slice(0, 1)), ...scored(moved.slice(1))]] };
}

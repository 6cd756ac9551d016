// What a number becomes in each format; twins of scripts/reference/number_formats.py, held together by a test.

/** Sign, exponent and fraction bits; `top` tells what the highest bit patterns stand for. */
export const FORMATS = {
  FP32: { exponentBits: 8, fractionBits: 23, top: "ieee" },
  FP16: { exponentBits: 5, fractionBits: 10, top: "ieee" },
  BF16: { exponentBits: 8, fractionBits: 7, top: "ieee" },
  "FP8 E4M3": { exponentBits: 4, fractionBits: 3, top: "one-nan" },
  "FP8 E5M2": { exponentBits: 5, fractionBits: 2, top: "ieee" },
  "FP4 E2M1": { exponentBits: 2, fractionBits: 1, top: "numbers" },
};

function bias(form) {
  return 2 ** (form.exponentBits - 1) - 1;
}

/** The largest finite number of a format. */
export function largest(form) {
  const field = 2 ** form.exponentBits - (form.top === "ieee" ? 2 : 1);
  const step = 2 ** -form.fractionBits;
  return (2 - step - (form.top === "one-nan" ? step : 0)) * 2 ** (field - bias(form));
}

/** The exponent of a number above zero: 2 to it is at most the number. */
function exponentOf(x) {
  let exponent = Math.floor(Math.log2(x));
  if (2 ** exponent > x) {
    exponent -= 1;
  } else if (2 ** (exponent + 1) <= x) {
    exponent += 1;
  }
  return exponent;
}

/** The gap between neighbours of a format where a number lies. */
export function spacing(x, form) {
  const lowest = 1 - bias(form);
  const exponent = x === 0 ? lowest : Math.max(exponentOf(Math.abs(x)), lowest);
  return 2 ** (exponent - form.fractionBits);
}

/** The nearest whole number, at a tie the even one. */
export function roundHalfEven(x) {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest !== 0.5) {
    return rest < 0.5 ? below : below + 1;
  }
  return below % 2 === 0 ? below : below + 1;
}

/** What a number becomes in a format. */
export function rounded(x, form) {
  if (!Number.isFinite(x)) {
    return x;
  }
  const gap = spacing(x, form);
  const nearest = roundHalfEven(Math.abs(x) / gap) * gap;
  const top = largest(form);
  const beyond = { ieee: Infinity, "one-nan": NaN, numbers: top }[form.top];
  const size = nearest <= top ? nearest : beyond;
  return x < 0 || Object.is(x, -0) ? -size : size;
}

/** Sign, exponent and fraction bits of a number that the format holds, null for one that is not finite. */
export function fields(stored, form) {
  if (!Number.isFinite(stored)) {
    return null;
  }
  const gap = spacing(stored, form);
  const steps = Math.round(Math.abs(stored) / gap);
  const hidden = 2 ** form.fractionBits;
  const normal = steps >= hidden;
  const exponent = normal ? Math.round(Math.log2(gap)) + form.fractionBits + bias(form) : 0;
  const binary = (number, width) => (width ? number.toString(2).padStart(width, "0") : "");
  return [
    stored < 0 || Object.is(stored, -0) ? "1" : "0",
    binary(exponent, form.exponentBits),
    binary(normal ? steps - hidden : steps, form.fractionBits),
  ];
}

/** What a number becomes in MXFP4, in a block whose largest magnitude is given. */
export function mxfp4(x, blockLargest) {
  if (blockLargest === 0) {
    return 0;
  }
  const scale = 2 ** (exponentOf(blockLargest) - 2);
  return rounded(x / scale, FORMATS["FP4 E2M1"]) * scale;
}

/** What a number becomes in NVFP4, by the largest magnitudes of its block and of its tensor. */
export function nvfp4(x, blockLargest, tensorLargest) {
  const tensorScale = rounded(tensorLargest / (6 * 448), FORMATS.FP32);
  const scale = rounded(blockLargest / 6 / tensorScale, FORMATS["FP8 E4M3"]) * tensorScale;
  return scale ? rounded(x / scale, FORMATS["FP4 E2M1"]) * scale : 0;
}

// Numbers as the calculators write and read them.

const UNITS = [
  ["万亿", 1e12],
  ["亿", 1e8],
  ["万", 1e4],
  ["T", 1e12],
  ["B", 1e9],
  ["M", 1e6],
  ["K", 1e3],
];
const BINARY = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const DECIMAL = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

/** With commas between thousands. */
export function grouped(value) {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** To three significant digits, without an exponent where that is readable. */
export function significant(value) {
  return value >= 1e15 ? power(value) : value >= 100 ? grouped(value) : String(Number(value.toPrecision(3)));
}

/** As models are named: 6.74B. */
export function short(value) {
  const [unit, size] = UNITS.slice(3).find(([, least]) => value >= 0.9995 * least) ?? ["", 1]; // 999.9M is 1B
  return `${significant(value / size)}${unit}`;
}

/** A large number with its power of ten. */
export function power(value) {
  const [mantissa, exponent] = value.toExponential(2).split("e");
  const raised = exponent.replace("+", "").replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
  return `${mantissa} × 10${raised}`;
}

function inUnit(bytes, units, step) {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes * 1.0005) / Math.log(step)));
  return `${significant(bytes / step ** power)} ${units[power]}`;
}

/** Bytes in the binary unit that suits them: 12.6 GiB. */
export function binary(bytes) {
  return inUnit(bytes, BINARY, 1024);
}

/** Bytes in the decimal unit that suits them, as cards are sold: 13.5 GB. */
export function decimal(bytes) {
  return inUnit(bytes, DECIMAL, 1000);
}

/** A count of tokens that a reader typed, such as 2T, 15e12 or 1.4 万亿; null where it is none. */
export function readAmount(text) {
  const found = /^(\d{1,25}(?:\.\d{1,12})?(?:e\+?\d{1,2})?)(万亿|亿|万|[kmbt])?$/i.exec(text.replace(/[,，\s]/g, ""));
  if (!found) {
    return null;
  }
  const [, size] = UNITS.find(([unit]) => unit === found[2]?.toUpperCase()) ?? ["", 1];
  return Math.round(Number(found[1]) * size);
}

/** A length of context: a count, or as models are named by it, where K is 1,024: 128K is 131,072. */
export function readContext(text) {
  const found = /^(\d{1,9}(?:\.\d{1,3})?)([km])?i?$/i.exec(text.replace(/[,，\s]/g, ""));
  const size = { k: 1024, m: 1024 ** 2 }[found?.[2]?.toLowerCase()];
  return found ? Math.round(Number(found[1]) * (size ?? 1)) : readAmount(text);
}

/** A count of tokens in a unit of the language where that loses nothing, so that it can be read back. */
export function amount(value, lang) {
  for (const [unit, size] of lang === "zh" ? UNITS.slice(0, 3) : UNITS.slice(3)) {
    const text = `${Number((value / size).toPrecision(12))}${lang === "zh" ? " " : ""}${unit}`;
    if (value >= size && text.length < 10 && readAmount(text) === value) {
      return text;
    }
  }
  return String(value);
}

// From text to the terms that are indexed and looked up: the same for pages and for queries.

// A name with its index is one word: d_k, n_layers. The sign of a root is a word of its own.
const WORD = /\p{Script=Han}+|[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*|√/gu;
const HAN = /^\p{Script=Han}/u;
const MARK = /\p{M}/gu;
const PLAIN = /^[a-z]+$/;
const ASCII = /^[\x00-\x7f]*$/;
// Where a written-together name has its parts: RMSNorm, KVCache, GPT4, fp16.
const PART = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{L}+|\p{N}+/gu;

const STOP_WORDS = new Set(
  (
    "a an and are as at be by can do does for from how i in is it its many me much of on or " +
    "should so that the their there these they this to vs versus was what when where " +
    "which who why will with you your"
  ).split(" "),
);
// What a Chinese question is phrased with, longest first; it says nothing of the subject.
const STOP_PHRASES =
  /是什么意思|有什么区别|有什么不同|为什么|是什么|什么是|有哪些|怎么样|怎样|怎么|如何|哪些|哪个|什么|多少|请问|区别|吗|呢/gu;
const STOP_CHARACTERS = new Set("的了是和与或及在有");
// How the sign of a root is said; it is looked up as the sign and as it was said.
const ROOT = /根号|平方根|\bsqrt\b|\bsquare[ -]roots?(?: of)?\b/giu;

// The longest ending is taken off, where at least four letters are left (three before an s: GPUs).
const ENDINGS = new Set(
  (
    "izational izations ization izers izer izing ized izes ize ational ations ation ences ence ents " +
    "ent encies ency ances ance ants ant ings ing edly ed ers er ors or ities ity ness ments ment ly " +
    "als al ives ive es s e"
  ).split(" "),
);
const LONGEST_ENDING = Math.max(...[...ENDINGS].map((ending) => ending.length));
const BRITISH = [
  [/is(e|ed|es|er|ers|ing|ation|ations|ational)$/, "iz$1"],
  [/yse(d|r|s)?$/, "yze$1"],
  [/our(s|ed|ing|al)?$/, "or$1"],
  [/^licence/, "license"],
  [/^centre/, "center"],
  [/^programme/, "program"],
];

/** The word without its ending, in American spelling: emergence and emergent are both "emerg". */
export function stem(word) {
  let found = word;
  for (const [pattern, replacement] of BRITISH) {
    found = found.replace(pattern, replacement);
  }
  for (let length = Math.min(LONGEST_ENDING, found.length - 3); length > 0; length -= 1) {
    const ending = found.slice(-length);
    if (ENDINGS.has(ending) && found.length - length >= (ending === "s" ? 3 : 4)) {
      found = found.slice(0, -length);
      break;
    }
  }
  return found.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

/** Text with full-width forms, accents and traditional characters folded away. */
export function fold(text, simplified = new Map()) {
  const plain = ASCII.test(text)
    ? text
    : [...text].map((character) => simplified.get(character) ?? character).join("");
  return ASCII.test(plain) ? plain : plain.normalize("NFKD").replace(MARK, "");
}

/** The parts of a written-together name: RMS and Norm, d and model; none of a single sign. */
function partsOf(word) {
  const parts = (word.match(PART) ?? []).map((part) => part.toLowerCase());
  return parts.length > 1 ? parts.filter((part) => part.length > 1) : [];
}

/** The terms under which a word or a Han character is found: itself, its parts, and their stems. */
export function termsOfPiece(piece, simplified) {
  if (PLAIN.test(piece)) {
    return [...new Set([piece, stem(piece)])];
  }
  const found = new Set();
  for (const [word] of fold(piece, simplified).matchAll(WORD)) {
    const whole = word.toLowerCase();
    const terms = [whole, ...(whole.includes("_") ? [whole.replaceAll("_", "")] : []), ...partsOf(word)];
    terms.forEach((term) => found.add(term).add(stem(term)));
  }
  return [...found];
}

/**
 * A name without spaces, hyphens, case and endings: "KV cache" and "kv-caches" are the same name, as
 * are "tokenizer" and "tokeniser".
 */
export function bare(text, simplified) {
  const words = fold(text, simplified).toLowerCase().match(WORD) ?? [];
  return words.map((word) => (HAN.test(word) ? word : stem(word))).join("");
}

/** Neighbouring words written as one, for "kvcache" to meet "KV cache" and "preln" "Pre-LN". */
function joined(folded) {
  const words = [...folded.matchAll(WORD)];
  const found = [];
  for (let index = 1; index < words.length; index += 1) {
    const [left, right] = [words[index - 1], words[index]];
    const gap = folded.slice(left.index + left[0].length, right.index);
    if (/^[ \-_/]?$/.test(gap) && !HAN.test(left[0]) && !HAN.test(right[0])) {
      found.push((left[0] + right[0]).toLowerCase());
    }
  }
  return found;
}

function saysSomething(word) {
  return !STOP_WORDS.has(word.toLowerCase()) && !STOP_CHARACTERS.has(word);
}

/** The words and runs of Han characters, without what every question has. */
function subject(folded) {
  const words = folded.replace(STOP_PHRASES, " ").match(WORD) ?? [];
  const kept = words.filter(saysSomething);
  return kept.length ? kept : (folded.match(WORD) ?? []);
}

/** A query without what every question has: "what is RoPE?" asks for "RoPE". */
export function subjectOf(query, simplified) {
  return subject(fold(query, simplified)).join(" ");
}

function pairs(run) {
  return run.length === 1
    ? [{ kind: "character", term: run }]
    : [...run].slice(1).map((character, index) => ({ kind: "pair", term: run[index] + character }));
}

function wordAndParts(word) {
  const whole = { kind: "word", term: word.toLowerCase() };
  return [whole, ...partsOf(word).map((term) => ({ kind: "part", term }))];
}

/**
 * What a query asks for: { kind, term }, where kind is `word`, `part` (of the word before),
 * `pair` of Han characters, `character`, `root` (a sign that has several names) or `joined`
 * (neighbouring words written as one).
 */
export function termsOfQuery(query, simplified) {
  const folded = fold(query, simplified);
  const read = folded.replace(ROOT, " √ ");
  const terms = subject(read).flatMap((word) => {
    if (word === "√") {
      return [{ kind: "root", term: word }];
    }
    return HAN.test(word) ? pairs(word) : wordAndParts(word);
  });
  const all = [...terms, ...joined(read).map((term) => ({ kind: "joined", term }))];
  return [...new Map(all.reverse().map((wanted) => [wanted.term, wanted])).values()].reverse();
}

/** Words that differ from `word` by two neighbouring letters changing places, if they are known. */
export function transposed(word, known) {
  const found = [];
  for (let index = 1; index < word.length; index += 1) {
    const swapped =
      word.slice(0, index - 1) + word[index] + word[index - 1] + word.slice(index + 1);
    if (swapped !== word && known.has(swapped)) {
      found.push(swapped);
    }
  }
  return found;
}

/**
 * How many letters to change, add or drop to get from one word to the other (Levenshtein), or
 * Infinity if more than `most`.
 */
export function mistakesBetween(left, right, most) {
  if (Math.abs(left.length - right.length) > most) {
    return Infinity;
  }
  const row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (let line = 1; line <= left.length; line += 1) {
    let diagonal = row[0];
    let least = line;
    row[0] = line;
    for (let column = 1; column <= right.length; column += 1) {
      const swap = diagonal + (left[line - 1] === right[column - 1] ? 0 : 1);
      diagonal = row[column];
      row[column] = Math.min(swap, diagonal + 1, row[column - 1] + 1);
      least = Math.min(least, row[column]);
    }
    if (least > most) {
      return Infinity;
    }
  }
  return row[right.length] <= most ? row[right.length] : Infinity;
}

// From text to the terms that are indexed and looked up: the same for pages and for queries.

const WORD = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const HAN = /^\p{Script=Han}/u;
const MARK = /\p{M}/gu;
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

// The longest ending is taken off, where at least four letters are left (three before an s: GPUs).
const ENDINGS = (
  "izational izations ization izers izer izing ized izes ize ational ations ation ences ence ents " +
  "ent encies ency ances ance ants ant ings ing edly ed ers er ors or ities ity ness ments ment ly " +
  "als al ives ive es s e"
)
  .split(" ")
  .sort((left, right) => right.length - left.length);
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
  const ending = ENDINGS.find(
    (end) => found.endsWith(end) && found.length - end.length >= (end === "s" ? 3 : 4),
  );
  if (ending) {
    found = found.slice(0, -ending.length);
  }
  return found.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

/**
 * Text with full-width forms, accents and traditional characters folded away, and for each of its
 * characters (UTF-16 units) the place in the original.
 */
export function fold(text, simplified = {}) {
  let folded = "";
  const places = [];
  let place = 0;
  for (const character of text) {
    const plain = (simplified[character] ?? character).normalize("NFKD").replace(MARK, "");
    folded += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      places.push(place);
    }
    place += character.length;
  }
  places.push(place);
  return { folded, places };
}

function* hanTokens(run, start) {
  for (let index = 0; index < run.length; index += 1) {
    yield { term: run[index], start: start + index, end: start + index + 1 };
    if (index + 1 < run.length) {
      yield { term: run.slice(index, index + 2), start: start + index, end: start + index + 2 };
    }
  }
}

function* latinTokens(word, start) {
  const whole = { term: word.toLowerCase(), start, end: start + word.length };
  yield whole;
  const parts = [...word.matchAll(PART)];
  if (parts.length > 1) {
    for (const part of parts) {
      const from = start + part.index;
      yield { term: part[0].toLowerCase(), start: from, end: from + part[0].length };
    }
  }
}

/** Every word and character pair of `text` with its place in it: { term, start, end }. */
export function* tokens(text, simplified) {
  const { folded, places } = fold(text, simplified);
  for (const match of folded.matchAll(WORD)) {
    const found = HAN.test(match[0])
      ? hanTokens(match[0], match.index)
      : latinTokens(match[0], match.index);
    for (const { term, start, end } of found) {
      yield { term, start: places[start], end: places[end - 1] + 1, stem: stem(term) };
    }
  }
}

/** A name without spaces, hyphens and case: "KV cache" and "kv-cache" are the same name. */
export function bare(text, simplified) {
  return [...fold(text, simplified).folded.matchAll(WORD)].map((match) => match[0].toLowerCase()).join("");
}

function latinWords(folded) {
  return [...folded.matchAll(WORD)].filter((match) => !HAN.test(match[0]));
}

/** Neighbouring words written as one, for "kvcache" to meet "KV cache" and "preln" "Pre-LN". */
export function joined(text, simplified) {
  const { folded } = fold(text, simplified);
  const words = latinWords(folded);
  const found = [];
  for (let index = 1; index < words.length; index += 1) {
    const [left, right] = [words[index - 1], words[index]];
    const gap = folded.slice(left.index + left[0].length, right.index);
    if (/^[ \-_/]?$/.test(gap)) {
      found.push((left[0] + right[0]).toLowerCase());
    }
  }
  return found;
}

/** The terms under which a text is indexed; names also under their parts written as one. */
export function termsOfText(text, simplified, { names = false } = {}) {
  const found = [];
  for (const token of tokens(text, simplified)) {
    found.push(token.term);
    if (token.stem !== token.term) {
      found.push(token.stem);
    }
  }
  return names ? [...found, ...joined(text, simplified)] : found;
}

function saysSomething(word) {
  return !STOP_WORDS.has(word.toLowerCase()) && !STOP_CHARACTERS.has(word);
}

/** The text as words and runs of Han characters, without what every question has. */
function subject(text, simplified) {
  const { folded } = fold(text, simplified);
  const bare = folded.replace(STOP_PHRASES, " ");
  const words = [...bare.matchAll(WORD)].map((match) => match[0]);
  const kept = words.filter(saysSomething);
  return kept.length ? kept : [...folded.matchAll(WORD)].map((match) => match[0]);
}

function hanTerms(run) {
  return run.length === 1
    ? [run]
    : [...run].slice(1).map((character, index) => run[index] + character);
}

/**
 * The terms that a query looks up: `terms` as typed (Han characters by pairs), `joined` the
 * neighbouring words written as one.
 */
export function termsOfQuery(query, simplified) {
  const words = subject(query, simplified);
  const terms = words.flatMap((word) =>
    HAN.test(word) ? hanTerms(word) : [...latinTokens(word, 0)].map((token) => token.term),
  );
  return { terms: [...new Set(terms)], joined: joined(query, simplified) };
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

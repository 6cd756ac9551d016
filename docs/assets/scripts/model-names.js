// Which rows of models answer what a reader types: "Llama-3.1-8B", "llama3.1 8b", "apache 32k".

import { folded, holdsWhole, longestWithin, namesIn, plain } from "./repository-names.js";

/** Letters that stand beside others by chance are looked for as a word first: MIT, Yi, MoE. */
const SHORT = /^[a-z]{1,3}$/;

function withoutPoints(name) {
  return name.replaceAll(".", "");
}

/** A row to be searched: its names (with its id) and all its words. */
export function searchable(names, text) {
  return { names: names.filter(Boolean).map(folded), text: plain(text) };
}

/** The ways to read a query as a name, the surest first. */
function* readings(query) {
  for (const form of namesIn(query).map(folded)) {
    yield ({ names }) => names.some((known) => holdsWhole(known, form));
    yield ({ names }) => names.some((known) => known.includes(form));
    yield ({ names }) => names.some((known) => holdsWhole(withoutPoints(known), withoutPoints(form)));
  }
}

/** The longest names that stand within what was asked, such as a whole id with more behind it. */
function within(rows, form) {
  const lengths = rows.map(({ names }) => longestWithin(form, names).length);
  const longest = Math.max(0, ...lengths);
  return lengths.map((length) => length > 0 && length === longest);
}

/**
 * Whether each row answers `query`. What has more than one part, or a digit, is looked for in names first,
 * because a family may be called after all its releases; then in all the text; then its words apart.
 */
export function answers(rows, query) {
  const asked = plain(query);
  const words = asked.split(" ").filter(Boolean);
  if (/[\p{L}\d][\s\/_.-]+[\p{L}\d]|[\p{L}]\d/u.test(asked)) {
    for (const reading of readings(asked)) {
      const found = rows.map(reading);
      if (found.includes(true)) {
        return found;
      }
    }
  }
  if (SHORT.test(asked)) {
    const whole = new RegExp(`\\b${asked}\\b`);
    const found = rows.map(({ text }) => whole.test(text));
    if (found.includes(true)) {
      return found;
    }
  }
  const inTexts = rows.map(({ text }) => text.includes(asked));
  const found = inTexts.includes(true) ? inTexts : rows.map(({ names, text }) => words.every((word) => text.includes(word) || names.some((name) => name.includes(folded(word)))));
  return found.includes(true) || words.length !== 1 ? found : within(rows, folded(asked));
}

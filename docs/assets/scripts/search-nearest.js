// What is called nearly as a query that nothing answers: names that share most pairs of signs with it.

import { fold } from "./search-terms.js";

const N_NEAREST = 3;
// Of names that share fewer pairs (Dice's coefficient), none is what was meant.
const LEAST_ALIKE = 0.4;

/** How often each pair of neighbouring signs stands in a name, case and spaces aside. */
function pairsOf(name, simplified) {
  const signs = [...` ${fold(name, simplified).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")} `];
  const found = new Map();
  signs.slice(1).forEach((sign, place) => {
    const pair = signs[place] + sign;
    found.set(pair, (found.get(pair) ?? 0) + 1);
  });
  return { counts: found, total: signs.length - 1 };
}

function alike(left, right) {
  let shared = 0;
  for (const [pair, count] of left.counts) {
    shared += Math.min(count, right.counts.get(pair) ?? 0);
  }
  return (2 * shared) / (left.total + right.total);
}

/** What a page is called, each with the section of that name; -1 is the page itself. */
function namesOf({ kind, title, keywords, sections }) {
  const own = [title, ...keywords].map((name) => ({ name, section: -1 }));
  const parts = kind === "model" ? sections.map(([, name], section) => ({ name, section })) : [];
  return [...own, ...parts].filter(({ name }) => name);
}

/** The pages of which a name is nearest to the query, the nearest first: { page, section }. */
export function nearestOf(query, pages, simplified) {
  const asked = pairsOf(query, simplified);
  const found = pages.map((each, page) => {
    const names = namesOf(each).map(({ name, section }) => ({ page, section, share: alike(asked, pairsOf(name, simplified)) }));
    return names.reduce((best, name) => (name.share > best.share ? name : best), { page, section: -1, share: 0 });
  });
  return found
    .filter(({ share }) => share >= LEAST_ALIKE)
    .sort((a, b) => b.share - a.share || a.page - b.page)
    .slice(0, N_NEAREST);
}

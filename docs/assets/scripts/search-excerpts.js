// What is shown of a text: the part around what was found, in pieces { text, marked }.

const BREAK = /[\s，。；：、,.;:]/;
// What an excerpt does not begin with.
const NO_BEGINNING = /^[\s，。；：、！？）》”’…,.;:!?)\]·—]*/;

/** Where the window of `length` characters begins that holds most marks. */
function densest(marks, length) {
  let best = { start: 0, count: 0 };
  let last = 0;
  marks.forEach(([start], first) => {
    last = Math.max(last, first);
    while (last < marks.length && marks[last][1] <= start + length) {
      last += 1;
    }
    if (last - first > best.count) {
      best = { start, count: last - first };
    }
  });
  return best.start;
}

/** Where to begin an excerpt and where to end it: between words, a whole text where it fits. */
function windowOf(text, marks, length) {
  const wanted = densest(marks, length);
  const near = wanted < length / 2 ? 0 : wanted - Math.round(length / 4);
  const gap = near === 0 ? -1 : text.slice(near, wanted).search(BREAK);
  const begin = near + gap + 1;
  const skipped = begin > 0 ? NO_BEGINNING.exec(text.slice(begin, wanted))[0].length : 0;
  const from = begin + skipped;
  const end = Math.min(text.length, from + length);
  const rest = end < text.length ? /^[\w-]{0,20}/.exec(text.slice(end))[0].length : 0;
  return [from, end + rest];
}

/** The part of `text` around its densest marks; marks are [start, end] in order, apart. */
export function excerptOf(text, marks, length) {
  const [from, until] = windowOf(text, marks, length);
  const pieces = from > 0 ? [{ text: "…", marked: false }] : [];
  let at = from;
  for (const [start, end] of marks.filter(([s, e]) => s >= from && e <= until)) {
    pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  pieces.push({ text: text.slice(at, until) + (until < text.length ? "…" : ""), marked: false });
  return pieces.filter((piece) => piece.text);
}

/** Marks that overlap or touch as one. */
export function merged(marks) {
  const found = [];
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = found[found.length - 1];
    if (last && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      found.push([start, end]);
    }
  }
  return found;
}

// Names of models as readers write them: "Llama-3.1-8B", "llama3.1 8b", "meta-llama/Llama-3.1-8B-Instruct".

const OWNER = /^[\w.-]+\/(?=\S)/;
/** What is put behind a name for a variant that has the same architecture. */
const TAIL = /[-_ ](?:instruct|chat|base|it|hf|awq|gptq|gguf|fp8|bf16|int[48])$/i;
/** Letters that stand beside others by chance are looked for as a word first: MIT, Yi, MoE. */
const SHORT = /^[a-z]{1,3}$/;
/** Names of fewer signs may stand in a longer one by chance. */
const SURE = 5;

/** A text as it is compared: small letters, one kind of form, single spaces. */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** A name without what is written between its parts, unless two numbers meet there: "llama3 8b" is not "llama38b". */
function folded(name) {
  return plain(name).replace(/(?<!\d)[\s_-]+|[\s_-]+(?!\d)/g, "").replace(/[\s_-]+/g, " ");
}

function withoutPoints(name) {
  return name.replaceAll(".", "");
}

function withoutTails(name) {
  const shorter = name.replace(TAIL, "");
  return shorter === name ? name : withoutTails(shorter);
}

/** A row to be searched: its names (with its id) and all its words. */
export function searchable(names, text) {
  return { names: names.filter(Boolean).map(folded), text: plain(text) };
}

/** Whether a name holds a form, and does not go on with another digit of the same number. */
function holdsWhole(name, form) {
  const at = name.indexOf(form);
  return at >= 0 && !(/\d$/.test(form) && /^\d/.test(name.slice(at + form.length)));
}

/** The ways to read a query as a name, the surest first. */
function* readings(query) {
  const name = query.replace(OWNER, "");
  for (const form of new Set([folded(name), folded(withoutTails(name))])) {
    yield ({ names }) => names.some((known) => holdsWhole(known, form));
    yield ({ names }) => names.some((known) => known.includes(form));
    yield ({ names }) => names.some((known) => holdsWhole(withoutPoints(known), withoutPoints(form)));
  }
}

/** The longest names that stand within what was asked, such as a whole id with more behind it. */
function within(rows, form) {
  const lengths = rows.map(({ names }) =>
    Math.max(0, ...names.filter((name) => name.length >= SURE && holdsWhole(form, name)).map((name) => name.length)),
  );
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

// Names of models as repositories are called: "meta-llama/Llama-3.1-8B-Instruct" is Llama 3.1 8B. The
// search, the tables and the calculators read them alike.

const OWNER = /^[\w.-]+\/(?=\S)/;
/** What a name says of a variant that has the same architecture, or of how its weights are stored. */
const VARIANT = /[-_ ](?:instruct|chat|base|it|hf|awq|gptq|gguf|bnb|fp8|bf16|int[48]|[48]bit)(?=[-_ ]|$)/gi;
const REPOSITORY = /^[\w.-]+\/\S*\d\S*$/;
/** Names of fewer signs may stand in a longer one by chance. */
const SURE = 5;

/** A text as it is compared: small letters, one kind of form, single spaces. */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** A name without what is written between its parts, unless two numbers meet there: "llama3 8b" is not "llama38b". */
export function folded(name) {
  return plain(name).replace(/(?<!\d)[\s_-]+|[\s_-]+(?!\d)/g, "").replace(/[\s_-]+/g, " ");
}

/** Whether a query is written as `owner/name`, the name with a number. */
export function isRepository(query) {
  return REPOSITORY.test(query);
}

/** The names that a query may mean, the surest first: without its owner, and without its variant too. */
export function namesIn(query) {
  const name = query.replace(OWNER, "");
  return [...new Set([name, name.replace(VARIANT, "")])];
}

/** Whether a name holds a form, and does not go on with another digit of the same number; both are folded. */
export function holdsWhole(name, form) {
  const at = name.indexOf(form);
  return at >= 0 && !(/\d$/.test(form) && /^\d/.test(name.slice(at + form.length)));
}

/** The longest of folded names that stands within a form, or nothing. */
export function longestWithin(form, names) {
  return names
    .filter((name) => name.length >= SURE && holdsWhole(form, name))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), "");
}

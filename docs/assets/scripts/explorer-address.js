// A view of the model explorer as the part of an address behind "#", and back.
// Behind "#", because a page opened from disk may change nothing else of its address.

/** Most checkpoints that are compared side by side. */
export const MOST_COMPARED = 4;

/** Facets of rows, by their key in the address. */
const FACETS = {
  family: "family",
  developer: "developer",
  licence: "licenceClass",
  attention: "attention",
  position: "position",
  ffn: "structure",
};
const LONGEST_SEARCH = 200;
const NUMBER = /^\d{1,9}(\.\d{1,6})?$/;

/** The view that a page opens with; `columns` are those shown. */
export function firstView(columns) {
  return { q: "", facets: {}, min: "", max: "", context: "", sort: null, columns: [...columns], compare: [], only: false };
}

function listed(text, allowed, most = Infinity) {
  const items = [...new Set(text.split(",").filter(Boolean))];
  return items.length <= most && items.every((item) => allowed.has(item)) ? items : null;
}

/** Put one part of an address into `view`; false where it makes no sense. */
function read(view, key, value, known) {
  if (Object.hasOwn(FACETS, key)) {
    view.facets[FACETS[key]] = value;
    return known.facets.get(FACETS[key])?.has(value) ?? false;
  }
  if (key === "q") {
    view.q = value;
    return value.length <= LONGEST_SEARCH;
  }
  if (key === "min" || key === "max") {
    view[key] = value;
    return NUMBER.test(value);
  }
  if (key === "context") {
    view.context = value;
    return known.contexts.has(value);
  }
  if (key === "sort") {
    const column = value.replace(/^-/, "");
    view.sort = { column, direction: value === column ? "ascending" : "descending" };
    return known.sortable.has(column);
  }
  if (key === "columns") {
    view.columns = listed(value, known.columns);
    return view.columns !== null;
  }
  if (key === "compare") {
    view.compare = listed(value, known.ids, MOST_COMPARED);
    return view.compare !== null;
  }
  view.only = true;
  return key === "only" && value === "differences";
}

/** Whether a hash is the id of something on the page, and so no view. */
export function leadsToHeading(hash) {
  try {
    return !hash.includes("=") && Boolean(document.getElementById(decodeURIComponent(hash.slice(1))));
  } catch {
    return false;
  }
}

/**
 * The view that `hash` describes, and the parts of it that make no sense and were left out.
 * `known` tells what there is: facets (a map of maps), and sets of contexts, columns, sortable, ids.
 */
export function parseView(hash, known, columns) {
  let view = firstView(columns);
  const ignored = [];
  for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const next = { ...view, facets: { ...view.facets } };
    if (read(next, key, value, known)) {
      view = next;
    } else {
      ignored.push(`${key}=${value}`.slice(0, 80));
    }
  }
  return { view, ignored };
}

/** The hash that describes `view`, empty for the one that the page opens with. */
export function formatView(view, columns) {
  const parts = new URLSearchParams();
  const put = (key, value) => value && parts.append(key, value);
  put("q", view.q.trim().slice(0, LONGEST_SEARCH));
  Object.entries(FACETS).forEach(([key, facet]) => put(key, view.facets[facet]));
  ["min", "max"].forEach((key) => put(key, NUMBER.test(view[key]) ? view[key] : ""));
  put("context", view.context);
  put("sort", view.sort && `${view.sort.direction === "descending" ? "-" : ""}${view.sort.column}`);
  if (view.columns.join() !== columns.join()) {
    parts.append("columns", view.columns.join());
  }
  put("compare", view.compare.join());
  put("only", view.only ? "differences" : "");
  return parts.toString().replaceAll("%2C", ",");
}

// The address of a view for a reader to hand on.

import { element } from "./dom.js";

/**
 * Put the page's address on the clipboard and say so through `notify`; where the browser bars that,
 * show the address for copying by hand.
 */
export async function copyLink(notify, words) {
  try {
    await navigator.clipboard.writeText(window.location.href);
    notify(words.copied);
  } catch {
    const input = element("input", { readonly: true, value: window.location.href, "aria-label": words.take });
    notify(words.take, input);
    input.select();
  }
}

// Keeps what a reader has chosen in the address, so that it can be linked and Back brings it back.

/** Browsers refuse an address at every keystroke. */
const PAUSE = 250;

/**
 * What writes the hash that `hashOf` gives: `later()` after a pause, `now()` at once. Who goes on by a
 * click before the pause is over finds the view again as well.
 */
export function addressWriter(hashOf) {
  let waiting = 0;
  const now = () => {
    window.clearTimeout(waiting);
    waiting = 0;
    const hash = hashOf();
    window.history.replaceState(null, "", hash ? `#${hash}` : window.location.href.split("#")[0]);
  };
  const hurry = () => waiting && now();
  document.addEventListener("click", hurry, true);
  window.addEventListener("pagehide", hurry);
  return {
    now,
    later() {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(now, PAUSE);
    },
  };
}

/** Whether the reader came by a link or an address, and not by Back or by loading the page anew. */
export function isFreshVisit() {
  return window.performance.getEntriesByType("navigation")[0]?.type === "navigate";
}

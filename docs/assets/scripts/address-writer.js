// Keeps what a reader has chosen in the address, so that it can be linked and Back brings it back.

/** Browsers refuse an address at every keystroke. */
const PAUSE = 250;
let claimed = holdsState();

/** Whether the address holds what a reader has chosen, which is written as `name=value`. */
function holdsState() {
  return window.location.hash.includes("=");
}

/**
 * Whether the address belongs to what a reader has chosen, from the first choice on until the page is left: an
 * empty one then means that nothing is chosen, and no section that is being read may be written there.
 */
export function isClaimed() {
  claimed ||= holdsState(); // a link of the page may have opened a view
  return claimed;
}

/**
 * What writes the hash that `hashOf` gives: `later()` after a pause, `now()` at once. Who goes on by a
 * click before the pause is over finds the view again as well.
 */
export function addressWriter(hashOf) {
  let waiting = 0;
  const now = () => {
    claimed = true;
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
      claimed = true;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(now, PAUSE);
    },
  };
}

/** Whether the reader came by a link or an address, and not by Back or by loading the page anew. */
export function isFreshVisit() {
  return window.performance.getEntriesByType("navigation")[0]?.type === "navigate";
}

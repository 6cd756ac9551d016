// Scripts that a page adds when they are needed: unlike other files they can be loaded from a disk too.

import { element } from "./dom.js";

/** Add a script to the page; resolves when it has run, fails with its address when it cannot be had. */
export function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: address });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(address));
    });
    document.head.append(script);
  });
}

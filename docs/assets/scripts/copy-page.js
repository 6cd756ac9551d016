// The page as Markdown on the clipboard; where that is barred, the link leads to the text.

import { element, pageLanguage } from "./dom.js";

const COPIED = { zh: "已复制", en: "Copied" };
const STAYS = 2500;

for (const link of document.querySelectorAll("a[data-copy-page]")) {
  link.addEventListener("click", async (event) => {
    if (window.location.protocol === "file:" || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(await (await fetch(link.href)).text());
      const line = element("span", { class: "copied", role: "status" }, COPIED[pageLanguage()]);
      link.after(line);
      setTimeout(() => line.remove(), STAYS);
    } catch {
      window.location.assign(link.href);
    }
  });
}

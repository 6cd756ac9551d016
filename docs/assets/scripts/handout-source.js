// A question, read by the page of handouts in a frame, hands over its text. Files on a disk may not read
// each other, but they may send each other messages.

import { SOURCE } from "./handout-names.js";

if (window.name === SOURCE && window.parent !== window) {
  const article = document.querySelector("article").innerHTML;
  const onWeb = document.querySelector("link[rel=canonical]")?.href ?? window.location.href;
  const address = window.location.protocol === "file:" ? onWeb : window.location.href;
  window.parent.postMessage({ article, address }, "*");
}

// The pages that can be found, as scripts/site/search_index.py wrote what they are called.

const NAMES_APART = " · ";

function lines(text) {
  return text.split("\n").slice(1);
}

/** Pages as { kind, url, title, chapter, keywords, sections: [[anchor, heading]] }. */
export function pagesOf(columns) {
  const split = Object.entries(columns).map(([name, text]) => [name, text.split("\t")]);
  const { kinds, urls, titles, chapters, keywords, anchors, headings } = Object.fromEntries(split);
  return urls.map((url, place) => {
    const [kind, title] = [kinds[place], titles[place]];
    const names = kind === "term" ? title.split(NAMES_APART) : [];
    const own = lines(headings[place]);
    return {
      kind,
      url,
      title,
      chapter: chapters[place],
      keywords: [...names, ...lines(keywords[place])],
      sections: lines(anchors[place]).map((anchor, order) => [anchor, own[order]]),
    };
  });
}

// Type a text and watch byte-pair encoding learn from it, merge by merge.

import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage } from "./dom.js";
import { encodeBpe, trainBpe, wordCounts } from "./bpe-formulas.js";
import { stepped } from "./stepped.js";

const MOST = 40;
const LONGEST = 400;

const WORDS = {
  zh: {
    text: "sea sea seal seal seal seat eat heat tea",
    question: "在这段文字上，第一次合并哪一对？",
    options: { se: "s 与 e，因为它们在最常见的词开头", ea: "e 与 a，因为它们相邻的次数最多", sea: "整个 sea，因为它是最常见的词" },
    because: "BPE 只数相邻的两个符号。e 与 a 相邻 9 次，s 与 e 相邻 6 次；三个字母一次合并不了。",
    label: "文字（在它上面学习合并）",
    merges: "合并次数",
    none: "还没有合并：每个字符是一个词元。",
    last: (pair, count) => `最后一次合并：${pair[0]} + ${pair[1]}（相邻 ${count} 次）。`,
    tokens: (tokens, characters) => `${tokens} 个词元，${characters} 个字符。`,
    list: "切分结果",
  },
  en: {
    text: "sea sea seal seal seal seat eat heat tea",
    question: "Which pair does the first merge join in this text?",
    options: { se: "s and e, since they begin the commonest words", ea: "e and a, since they stand side by side most often", sea: "all of sea, since it is a frequent word" },
    because: "BPE counts only pairs of neighbouring symbols. e and a are neighbours 9 times, s and e 6 times; three letters cannot be joined at once.",
    label: "Text (the merges are learned from it)",
    merges: "Merges",
    none: "No merge yet: every character is a token.",
    last: (pair, count) => `Last merge: ${pair[0]} + ${pair[1]} (neighbours ${count} times).`,
    tokens: (tokens, characters) => ` ${tokens} tokens, ${characters} characters.`,
    list: "The text cut into tokens",
  },
};

function build() {
  const words = WORDS[pageLanguage()];
  const state = { text: words.text, merges: 1 };
  const id = freshId("text");
  const input = element("textarea", { id, rows: 3, maxlength: LONGEST, class: "bpe__text", spellcheck: "false" });
  input.value = state.text;
  const list = element("p", { class: "bpe__tokens", "aria-label": words.list });
  const told = element("p", { class: "explorer__summary", role: "status" });

  const show = () => {
    const counts = wordCounts(state.text);
    const learned = trainBpe(counts, state.merges);
    const pairs = learned.map(({ pair }) => pair);
    const cut = state.text.split(/\s+/u).filter(Boolean).map((word) => encodeBpe(word, pairs));
    const tokens = cut.reduce((sum, each) => sum + each.length, 0);
    const characters = cut.flat().reduce((sum, token) => sum + [...token].length, 0);
    list.replaceChildren(
      ...cut.flatMap((each) => [...each.map((token, i) => element("span", { class: `bpe__token${i % 2 ? " bpe__token--odd" : ""}` }, token)), " "]),
    );
    const last = learned.at(-1);
    told.textContent = `${last ? words.last(last.pair, last.count) : words.none}${words.tokens(tokens, characters)}`;
  };

  input.addEventListener("input", () => {
    state.text = input.value;
    show();
  });
  const merges = stepped({
    label: words.merges, min: 0, max: MOST, step: 1, value: state.merges, show: String,
    onInput: (value) => {
      state.merges = value;
      show();
    },
  });
  const rest = hiddenPart([element("label", { for: id }, words.label), input, merges.root], list, told);
  return askedFirst(words, "ea", rest, show);
}

mountExplorer("bpe", build);

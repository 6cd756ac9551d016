// The tiles of FlashAttention one after the other, with the bytes that have been moved.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, numbered, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { matmulFlops, movedNumbers, plainNumbers, tiledNumbers, tileNumbers } from "./flash-tiles-formulas.js";

const BYTES = 2;

const WORDS = {
  zh: {
    tokens: "词元数 n",
    headDim: "head_dim",
    rows: "块的边长（词元）",
    progress: "已完成的块（%）",
    title: "分数矩阵与它的块",
    keys: "键、值 →",
    queries: "查询 ↓",
    plain: "普通",
    tiled: "分块",
    question: "块的边长从 128 加到 256，分块做法搬运的字节大约",
    options: { half: "减半", same: "不变", double: "加倍" },
    because: "键与值每个行块读一遍；行块少一半，重读就少一半。",
    summary: (s) =>
      `到此已搬 ${s.moved} MB；全部做完，分块搬 ${s.tiled} MB，普通做法搬 ${s.plain} MB，是 ${s.ratio} 倍。` +
      `每搬一字节，分块做 ${s.intensity} 次运算，普通做法 ${s.plainIntensity} 次。` +
      `一块要在片上占 ${s.tile} KiB（A100 每个 SM 有 192 KB）。`,
  },
  en: {
    tokens: "Tokens n",
    headDim: "head_dim",
    rows: "Side of a tile (tokens)",
    progress: "Tiles done (%)",
    title: "The score matrix and its tiles",
    keys: "keys, values →",
    queries: "queries ↓",
    plain: "Plain",
    tiled: "Tiles",
    question: "The side of a tile grows from 128 to 256. Compared with before, the bytes moved by tiles are about",
    options: { half: "half", same: "the same", double: "double" },
    because: "Keys and values are read once for each row of tiles; half as many rows, half as much reading.",
    summary: (s) =>
      `${s.moved} MB moved so far. In the end tiles move ${s.tiled} MB and plain attention ${s.plain} MB, ${s.ratio} times as much. ` +
      `For each byte moved, tiles do ${s.intensity} operations, plain attention ${s.plainIntensity}. ` +
      `A tile takes ${s.tile} KiB on the chip (an SM of an A100 has 192 KB).`,
  },
};

const LEFT = 58;
const TOP = 56;
const SIDE = 220;

function settled(state) {
  const n = Number(state.tokens);
  const headDim = Number(state.headDim);
  const rows = Number(state.rows);
  const across = n / rows;
  const tile = Math.round((state.progress / 100) * across * across);
  return { n, headDim, rows, across, tile };
}

function rectangle(x, y, width, height, number, strong = false) {
  const fill = figureColour(strong ? number : `${number}-soft`);
  return svgElement("rect", { x, y, width, height, fill, stroke: figureColour(number), "stroke-width": 1 });
}

function grid({ across, tile }) {
  const size = SIDE / across;
  const row = Math.min(across - 1, Math.floor(tile / across));
  const column = tile - row * across;
  const nodes = [];
  if (row > 0 || column === across) {
    nodes.push(rectangle(LEFT, TOP, SIDE, size * (column === across ? across : row), "3"));
  }
  if (column > 0 && column < across) {
    nodes.push(rectangle(LEFT, TOP + row * size, column * size, size, "3"));
  }
  if (column < across) {
    nodes.push(rectangle(LEFT + column * size, TOP + row * size, size, size, "2", true));
    nodes.push(rectangle(LEFT - 20, TOP + row * size, 14, size, "1", true));
    nodes.push(rectangle(LEFT + column * size, TOP - 20, size, 14, "5", true));
  }
  for (let i = 0; i <= across; i += 1) {
    const at = i * size;
    const line = (x1, y1, x2, y2) => svgElement("line", { x1, y1, x2, y2, stroke: figureColour("grid"), "stroke-width": 1 });
    nodes.push(line(LEFT, TOP + at, LEFT + SIDE, TOP + at), line(LEFT + at, TOP, LEFT + at, TOP + SIDE));
  }
  return nodes;
}

function bars(now, words) {
  const plain = plainNumbers(now.n, now.headDim);
  const tiled = tiledNumbers(now.n, now.headDim, now.rows);
  const moved = movedNumbers(now.n, now.headDim, now.rows, now.tile);
  const scale = 250 / Math.max(plain, tiled);
  const text = (y, content) => svgElement("text", { x: LEFT - 8, y, "text-anchor": "end", "font-size": 15 }, content);
  return [
    text(TOP + SIDE + 35, words.plain),
    rectangle(LEFT, TOP + SIDE + 20, scale * plain, 20, "2"),
    text(TOP + SIDE + 67, words.tiled),
    rectangle(LEFT, TOP + SIDE + 52, scale * tiled, 20, "1"),
    rectangle(LEFT, TOP + SIDE + 52, scale * moved, 20, "1", true),
  ];
}

function draw(state, words) {
  const now = settled(state);
  const nodes = [
    svgElement("title", {}, words.title),
    svgElement("text", { x: LEFT + SIDE, y: 18, "text-anchor": "end", "font-size": 15 }, words.keys),
    svgElement("text", { x: 10, y: 18, "font-size": 15 }, words.queries),
    ...grid(now),
    ...bars(now, words),
  ];
  return svgElement("svg", { viewBox: "0 0 320 356", class: "figure explorer__drawing", role: "img", "aria-label": words.title }, ...nodes);
}

function sentence(state, words) {
  const { n, headDim, rows, tile } = settled(state);
  const plain = plainNumbers(n, headDim) * BYTES;
  const tiled = tiledNumbers(n, headDim, rows) * BYTES;
  const mega = (bytes) => (bytes / 1e6).toFixed(1);
  return words.summary({
    moved: mega(movedNumbers(n, headDim, rows, tile) * BYTES),
    tiled: mega(tiled),
    plain: mega(plain),
    ratio: (plain / tiled).toFixed(1),
    intensity: (matmulFlops(n, headDim) / tiled).toFixed(0),
    plainIntensity: (matmulFlops(n, headDim) / plain).toFixed(0),
    tile: ((tileNumbers(rows, rows, headDim) * BYTES) / 1024).toFixed(0),
  });
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { tokens: "1024", headDim: "64", rows: "128", progress: 33 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const one = (key, options) => choice({ legend: words[key], options, value: state[key], onInput: set(key) });
  const progress = slider({ label: words.progress, min: 0, max: 100, value: 33, onInput: set("progress") });
  const controls = [
    one("tokens", numbered(256, 1024, 2048)),
    one("headDim", numbered(64, 128)),
    one("rows", numbered(32, 64, 128, 256)),
    progress.root,
  ];
  const part = hiddenPart(controls, drawing, summary);
  show();
  return askedFirst(words, "half", part);
}

mountExplorer("flash-tiles", build);

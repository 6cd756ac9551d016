// Where a text stops being JSON, and why: what engines say of it differs, and is in English only.

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null|-?Infinity)(?!\w)/y;

class Fault extends Error {
  constructor(why, at) {
    super(why);
    this.why = why;
    this.at = at;
  }
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    this.at += found ? found[0].length : 0;
    return found !== null;
  }

  /** The next sign that is no space, "" at the end. */
  next() {
    this.take(SPACE);
    return this.text[this.at] ?? "";
  }

  refuse(why) {
    const rest = this.text.slice(this.at);
    const plainer = rest === "" ? "end" : /^(\/[/*]|#)/.test(rest) ? "comment" : /^['‘’“”]/.test(rest) ? "quote" : why;
    throw new Fault(plainer, this.at);
  }

  string() {
    if (this.text[this.at] === '"' && !this.take(STRING)) {
      const end = /"(?:[^"\\\n]|\\.)*/y;
      const start = this.at;
      this.take(end);
      throw new Fault(this.text[this.at] === "\n" || this.at >= this.text.length ? "open" : "string", start);
    }
  }

  members(close, member) {
    this.at += 1;
    if (this.next() === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      member();
      const sign = this.next();
      if (sign === close) {
        this.at += 1;
        return;
      }
      if (sign !== ",") {
        this.refuse("comma");
      }
      const comma = this.at;
      this.at += 1;
      if (this.next() === close) {
        throw new Fault("trailing", comma);
      }
    }
  }

  member() {
    if (this.next() !== '"') {
      this.refuse("key");
    }
    this.string();
    if (this.next() !== ":") {
      this.refuse("colon");
    }
    this.at += 1;
    this.value();
  }

  value() {
    const sign = this.next();
    if (sign === "{") {
      this.members("}", () => this.member());
    } else if (sign === "[") {
      this.members("]", () => this.value());
    } else if (sign === '"') {
      this.string();
    } else if (!this.take(NUMBER) && !this.take(WORD)) {
      this.refuse(/^(True|False|None)\b/.test(this.text.slice(this.at, this.at + 6)) ? "python" : "value");
    }
  }
}

/** The first fault of a text: { why, line, column }, both counted from 1; null where it is JSON. */
export function jsonFault(text) {
  const reader = new Reader(text);
  try {
    reader.value();
    if (reader.next() !== "") {
      reader.refuse("after");
    }
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) {
      throw error;
    }
    const before = text.slice(0, error.at).split("\n");
    return { why: error.why, line: before.length, column: [...before.at(-1)].length + 1 };
  }
}

// Names by their sound: "yongxian" and "xuanzhuan weizhi" are looked up as the characters that are
// read so in a title or keyword.

const LATIN = /^[a-z' ]+$/i;
const RUN = /\p{Script=Han}{2,}/gu;
const LEAST_LETTERS = 4;
const LEAST_SYLLABLES = 2;

/** By character, how it is read; `readings` has the characters of each syllable. */
function byCharacter(readings) {
  const found = new Map();
  for (const [syllable, characters] of Object.entries(readings)) {
    for (const character of characters) {
      found.set(character, [...(found.get(character) ?? []), syllable]);
    }
  }
  return found;
}

/** How many characters of `run` from `place` on are read as `sound`; the last may be half typed. */
function lengthRead(run, place, sound, read) {
  if (sound === "") {
    return 0;
  }
  for (const syllable of read.get(run[place]) ?? []) {
    if (syllable.startsWith(sound)) {
      return 1;
    }
    const rest = sound.startsWith(syllable)
      ? lengthRead(run, place + 1, sound.slice(syllable.length), read)
      : 0;
    if (rest > 0) {
      return rest + 1;
    }
  }
  return 0;
}

/** A function from what is typed to the names, or parts of names, that are read so. */
export function soundsOf(names, readings) {
  const read = byCharacter(readings);
  const runs = new Map();
  for (const run of names.flatMap((name) => name.match(RUN) ?? [])) {
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return function written(query) {
    const sound = query.toLowerCase().replace(/[' ]/g, "").replaceAll("ü", "v");
    if (!LATIN.test(query) || sound.length < LEAST_LETTERS) {
      return [];
    }
    const found = new Map();
    for (const [run, count] of runs) {
      for (let place = 0; place + LEAST_SYLLABLES <= run.length; place += 1) {
        const length = lengthRead(run, place, sound, read);
        if (length >= LEAST_SYLLABLES) {
          const name = run.slice(place, place + length);
          found.set(name, (found.get(name) ?? 0) + count + (name === run ? 2 * count : 0));
        }
      }
    }
    return [...found].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  };
}

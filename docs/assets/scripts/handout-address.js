// The questions of a handout and the place of its answers, as the address keeps them.

export const ANSWERS = ["shown", "end", "hidden"];

/** What a hash such as `#questions=rope,alibi&answers=end` asks for, of the questions that there are. */
export function askedIn(hash, known) {
  const values = new URLSearchParams(hash.slice(1));
  const ids = (values.get("questions") ?? "").split(",").filter((id) => known.includes(id));
  const answers = values.get("answers");
  return { ids: [...new Set(ids)], answers: ANSWERS.includes(answers) ? answers : ANSWERS[0] };
}

/** The hash, without its sign, that asks for these; empty where no question is chosen. */
export function hashOf({ ids, answers }) {
  const place = answers === ANSWERS[0] ? "" : `&answers=${answers}`;
  return ids.length === 0 ? "" : `questions=${ids.join(",")}${place}`;
}

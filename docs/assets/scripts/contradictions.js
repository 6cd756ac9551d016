// Dimensions that contradict each other, so that no figure may follow from them: the twin of
// scripts/counts/contradictions.py, which names the sources. Tests hold the two together.

import { fieldOf } from "./calculator-address.js";

/** Above this no count of parameters is believed; it is far from 2^53, where numbers lose digits. */
export const MOST_PARAMETERS = 1e15;

/** What is shared out, with that by which it is: heads among key/value heads and such. */
function dividedIn(arch) {
  const pairs = [["n_heads", "n_kv_heads"]];
  const own = arch.windowed;
  if (own?.n_heads || own?.n_kv_heads) {
    pairs.push([own.n_heads ? "windowed.n_heads" : "n_heads", own.n_kv_heads ? "windowed.n_kv_heads" : "n_kv_heads"]);
  }
  return [...pairs, ["linear.value_heads", "linear.key_heads"], ["ssm.n_heads", "ssm.n_groups"]];
}

/** What cannot be more, with what it is a part of. */
const LIMITED = [
  ["experts.active", "experts.total"],
  ["experts.dense_layers", "n_layers"],
  ["experts.moe_every", "n_layers"],
  ["kv_sharing.layers", "n_layers"],
  ["indexer.layers", "n_layers"],
];

/** The pairs of fields that contradict each other: why, and name and value of either. */
export function contradictions(arch) {
  const found = (reason, pairs, isWrong) =>
    pairs
      .map(([field, other]) => ({ reason, field, value: fieldOf(arch, field), other, otherValue: fieldOf(arch, other) }))
      .filter(({ value, otherValue }) => value && otherValue && isWrong(value, otherValue));
  return [
    ...found("divide", dividedIn(arch), (value, other) => value % other !== 0),
    ...found("more", LIMITED, (value, other) => value > other),
  ];
}

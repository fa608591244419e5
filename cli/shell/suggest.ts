import { suggest } from "../../simulator/core/suggest.js";

export { suggest };

/** ` Did you mean "apply"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[], prefix = ""): string {
  const guess = suggest(word, known);
  return guess === undefined ? "" : ` Did you mean "${prefix}${guess}"?`;
}

import { suggest } from "../../core/suggest.js";

/** ` Did you mean 'environments'?` when a known word is near, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const guess = suggest(word, known);
  return guess === undefined ? "" : ` Did you mean '${guess}'?`;
}

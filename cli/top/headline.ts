import { type Line, printable } from "./text.js";
import type { View } from "./view.js";

/** The first line of the table: whose pools these are, where, and as of when. */
export function headlines(url: () => string) {
  const plain = ({ account, at }: View): Line => [
    { text: printable(account), style: "bold" },
    { text: ` at ${url()}, ${at.slice(0, 10)} ${at.slice(11, 19)} UTC` },
  ];
  const live = (view: View, lost: string | null): Line => [
    ...plain(view),
    lost === null
      ? { text: "  live, q quits", style: "green" }
      : { text: `  CONNECTION LOST, trying again: ${lost}`, style: "red" },
  ];
  return { plain, live };
}

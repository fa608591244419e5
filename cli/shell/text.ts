import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Most texts are of nothing else, and each of these characters takes one column. */
const PLAIN = /^[ -~]*$/;

/** Columns that a text takes in a terminal; wide characters take two, styles none. */
export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text));

/** A text with spaces behind it up to a width. */
export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

/** A text cut to a width, with an ellipsis where something was cut. Styles are lost. */
export function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept) + widthOf(character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The lines of a text that is broken between words. A word that is wider than a line, such as an address, keeps its own line. */
export const wrapped = (text: string, width: number): readonly string[] =>
  PLAIN.test(text) && text.length <= width
    ? [text.trim()]
    : wrapAnsi(text, Math.max(1, width), { trim: true, hard: false }).split("\n");

/** A text in lines of a width, all but the first indented by `hang` columns. Spaces before the text stay. */
export function hanging(text: string, width: number, hang: number): string {
  const indent = /^ */.exec(text)![0];
  const [first = "", ...rest] = wrapped(text.slice(indent.length), width - Math.max(indent.length, hang));
  return [indent + first, ...rest.map((line) => " ".repeat(hang) + line)].join("\n");
}

/** The beginning of a text that fits a width, without a mark where it was cut. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept) + widthOf(character) > width) break;
    kept += character;
  }
  return kept;
}

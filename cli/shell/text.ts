import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Columns that a text takes in a terminal; wide characters take two, styles none. */
export const widthOf = (text: string): number => stringWidth(text);

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
  wrapAnsi(text, Math.max(1, width), { trim: true, hard: false }).split("\n");

/** A text in lines of a width, all but the first indented by `hang` columns. Spaces before the text stay. */
export function hanging(text: string, width: number, hang: number): string {
  const indent = /^ */.exec(text)![0];
  const [first = "", ...rest] = wrapped(text.slice(indent.length), width - Math.max(indent.length, hang));
  return [indent + first, ...rest.map((line) => " ".repeat(hang) + line)].join("\n");
}

/** A cell without what a narrow table has no room for: ids behind names, and of a time the year and the fractions. */
export const brief = (cell: string): string =>
  cell
    .replace(/ \([a-z]+-[a-z0-9]{6,}\)/g, "")
    .replace(/\b\d{4}-(\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z/g, "$1 $2");

const GAP = 2;

const naturalWidths = (cells: readonly (readonly string[])[]): number[] =>
  (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? ""))));

/** Columns that a table takes if nothing is wrapped. */
export const tableWidth = (cells: readonly (readonly string[])[]): number =>
  naturalWidths(cells).reduce((sum, width) => sum + width + GAP, -GAP);

/** Columns below which a column of texts is not narrowed. */
const NARROWEST = 16;
/** Columns that are left of a word at least. */
const SHORTEST = 8;

/**
 * The widths of a table's columns that fit a terminal: columns of single words stay as wide as they are, those with texts
 * (cells of several words) share what is left.
 */
export function fitted(cells: readonly (readonly string[])[], columns: number): readonly number[] {
  const widths = naturalWidths(cells);
  const least = widths.map((_, at) => {
    const words = cells.flatMap((row) => (row[at] ?? "").split(" ")).map(widthOf);
    return Math.min(widths[at]!, Math.max(NARROWEST, ...words));
  });
  narrow(widths, least, columns);
  // Where single words are too wide together, they are shortened; first those of the last columns, which say least.
  for (let from = widths.length - 1; from > 0; from--) {
    const shortest = widths.map((width, at) => (at < from ? width : Math.min(width, SHORTEST)));
    narrow(widths, shortest, columns);
  }
  return widths;
}

/** Takes columns from the widest until a table fits, none below its least width: the widest loses least. */
function narrow(widths: number[], least: readonly number[], columns: number): void {
  const total = () => widths.reduce((sum, width) => sum + width + GAP, -GAP);
  for (let over = total() - columns; over > 0; over--) {
    const spare = widths.map((width, at) => (width > least[at]! ? width : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) return;
    widths[widest]! -= 1;
  }
}

/** The lines of one row of a table: each cell is wrapped in its column. */
export function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const wrappedCells = cells.map((cell, at) =>
    widthOf(cell) <= widths[at]!
      ? [cell]
      : wrapped(cell, widths[at]!).map((line) => shortened(line, widths[at]!)),
  );
  const height = Math.max(...wrappedCells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    wrappedCells
      .map((lines, at) => padded(lines[line] ?? "", widths[at]!))
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

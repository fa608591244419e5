import { hanging, padded, shortened, widthOf, wrapped } from "./text.js";

/** Columns that the last column needs for its texts; with less they go below their rows. */
const ROOM = 28;
const INDENT = 4;

/**
 * The lines of a table, for each row (headings first) its own; `columns` is the width of the terminal, if it is one. A table that is
 * too wide for it loses what matters least and `--json` has: columns of ids (headings `ID`), ids in its texts, parts of its times,
 * and then, as far as that is needed, the columns of the headings in `least`, in their order. Its texts are wrapped in their columns, and
 * those of a last column that has no room left, or would cut words, follow below their rows.
 */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined,
  least: readonly string[] = [],
): readonly (readonly string[])[] {
  let cells = [headings, ...rows];
  if (columns === undefined || tableWidth(cells) <= columns) return linesOf(cells, columns);
  cells = without(cells, "ID").map((row) => row.map(brief));
  for (const heading of least) if (tableWidth(cells) > columns) cells = without(cells, heading);
  const last = cells[0]!.length - 1;
  const texts = cells.map((row) => row[last]!);
  const isText = Math.max(...texts.map(widthOf)) > ROOM && texts.some((text) => text.includes(" "));
  const widths = fitted(cells, columns);
  const isWhole = cells.every((row) => row.every((cell, at) => longestWord(cell) <= widths[at]!));
  if (!isText || (isWhole && widths[last]! >= ROOM)) return linesOf(cells, columns);
  const above = linesOf(
    cells.map((row) => row.slice(0, last)),
    columns,
  );
  const [heading = "", ...each] = texts;
  const name = heading.slice(0, 1) + heading.slice(1).toLowerCase();
  return above.map((lines, row) => (row === 0 ? lines : [...lines, ...below(name, each[row - 1]!, columns)]));
}

function without(cells: readonly (readonly string[])[], heading: string) {
  const column = cells[0]!.indexOf(heading);
  return cells.map((row) => row.filter((_, at) => at !== column));
}

/** A text below its row, after the heading that it had unless it is a sentence; a dash says that there is none. */
const below = (name: string, text: string, columns: number): readonly string[] =>
  text === "-" || text === ""
    ? []
    : hanging(`${" ".repeat(INDENT)}${text.endsWith(".") ? "" : `${name}: `}${text}`, columns, INDENT).split(
        "\n",
      );

function linesOf(cells: readonly (readonly string[])[], columns = Number.POSITIVE_INFINITY) {
  const widths = fitted(cells, columns);
  return cells.map((row) => rowLines(row, widths));
}

/** A cell without what a narrow table has no room for: ids behind names, and of a time the year and the fractions. */
const brief = (cell: string): string =>
  cell
    .replace(/ \([a-z]+-[a-z0-9]{6,}\)/g, "")
    .replace(/\b\d{4}-(\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z/g, "$1 $2");

const GAP = 2;

const longestWord = (cell: string): number => Math.max(...cell.split(" ").map(widthOf));

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
    const words = cells.map((row) => longestWord(row[at] ?? ""));
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
function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
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

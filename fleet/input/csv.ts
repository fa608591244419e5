import { csvCell } from "../../simulator/platform/csv-cell.js";
import { FleetInputError } from "./errors.js";

/** The cells of one line of CSV (RFC 4180); a quoted cell can contain commas and doubled quotes, but no line end. */
export function cellsOf(line: string, where: string): string[] {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  if (!text.includes('"')) return text.split(",");
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const { cell, end } = text[at] === '"' ? quoted(text, at, where) : plain(text, at);
    cells.push(cell);
    if (end >= text.length) return cells;
    at = end + 1;
  }
}

function plain(text: string, from: number): { cell: string; end: number } {
  const comma = text.indexOf(",", from);
  const end = comma < 0 ? text.length : comma;
  return { cell: text.slice(from, end), end };
}

function quoted(text: string, from: number, where: string): { cell: string; end: number } {
  let cell = "";
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new FleetInputError(`${where}: a quote is not closed on its line.`);
    cell += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    cell += '"';
    at++;
  }
  if (at < text.length && text[at] !== ",")
    throw new FleetInputError(`${where}: there is text after a closing quote.`);
  return { cell, end: at };
}

/** One line of CSV. Cells with commas, quotes or line ends are quoted. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(csvCell).join(",")}\n`;

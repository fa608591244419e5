import { objectOf, STRING, Value } from "../../values/index.js";
import { FunctionError } from "./function.js";

/** Rows of comma-separated values, as RFC 4180 has them. Empty lines do not count. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let line = 1;
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r?$)/y;
  let at = 0;
  while (at < text.length || row.length > 0) {
    if (row.length === 0 && /^\r?\n/.test(text.slice(at, at + 2))) {
      at += text[at] === "\r" ? 2 : 1;
      line++;
      continue;
    }
    field.lastIndex = at;
    const match = field.exec(text);
    if (!match) {
      const quoted = text[at] === '"';
      throw new FunctionError(
        `CSV parse error on line ${line}: ${quoted ? 'extraneous or missing " in quoted-field' : 'bare " in non-quoted-field'}`,
      );
    }
    const [whole, quoted, plain, end] = match;
    row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"').replaceAll("\r\n", "\n"));
    line += whole.split("\n").length - 1;
    at += whole.length;
    if (end !== ",") {
      rows.push(row);
      row = [];
      if (end === "") break;
    }
  }
  return rows;
}

/** A table with a heading as a list of objects. @throws FunctionError */
export function csvValue(text: string): Value {
  const [headers, ...rows] = rowsOf(text);
  if (!headers) throw new FunctionError("missing header line");
  const seen = new Set<string>();
  for (const name of headers) {
    if (seen.has(name)) throw new FunctionError(`duplicate column name ${JSON.stringify(name)}`);
    seen.add(name);
  }
  const type = objectOf(Object.fromEntries(headers.map((name) => [name, STRING])));
  const values = rows.map((row, i) => {
    if (row.length !== headers.length) {
      throw new FunctionError(`CSV parse error on line ${i + 2}: wrong number of fields`);
    }
    return Value.object(row.map((text, column): [string, Value] => [headers[column]!, Value.string(text)]));
  });
  return Value.list(type, values);
}

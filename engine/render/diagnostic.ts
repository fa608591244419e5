/** Diagnostics in their box. */
import type { Diag, SourceRange } from "../interfaces/diag.js";
import { type Paint, painter, type RenderOptions } from "./colour.js";
import { WIDTH, wrap } from "./text.js";

/** A message with its place and a piece of the file. */
export function renderDiagnostic(diag: Diag, options?: RenderOptions): string {
  const paint = painter(options);
  const colour = diag.severity === "error" ? "red" : "yellow";
  const title = diag.severity === "error" ? "Error: " : "Warning: ";
  const lines = [`${paint(title, "bold", colour)}${paint(printable(diag.summary), "bold")}`, ""];
  lines.push(...whereLines(diag, paint));
  if (diag.detail) lines.push(...wrap(printable(diag.detail), WIDTH - 2).split("\n"));
  const bar = paint("│", colour);
  const body = lines.map((line) => (line === "" ? bar : `${bar} ${line}`));
  return [paint("╷", colour), ...body, paint("╵", colour)].join("\n");
}

function whereLines(diag: Diag, paint: Paint): string[] {
  const lines: string[] = [];
  if (diag.address) lines.push(`  with ${diag.address},`);
  if (diag.constructPath) lines.push(`  declared at ${diag.constructPath},`);
  if (diag.range) {
    const context = diag.context ? `, in ${diag.context}` : "";
    lines.push(`  on ${diag.range.file} line ${diag.range.start.line}${context}:`);
    if (diag.snippet !== undefined) lines.push(...snippetLines(diag.snippet, diag.range, paint));
    const { calling, values = [] } = diag;
    if (calling !== undefined || values.length > 0) lines.push(`    ${paint("├────────────────", "gray")}`);
    if (calling !== undefined) {
      const [, name = "", parameters = ""] = /^(.*?)(\(.*)$/.exec(calling) ?? [];
      lines.push(`    ${paint("│", "gray")} while calling ${paint(name, "bold")}${parameters}`);
    }
    for (const { expression, statement } of values) {
      lines.push(`    ${paint("│", "gray")} ${paint(expression, "bold")} ${printable(statement)}`);
    }
  }
  return lines.length === 0 ? lines : [...lines, ""];
}

function snippetLines(snippet: string, range: SourceRange, paint: Paint): string[] {
  return snippet.split("\n").map((line, i) => {
    const number = range.start.line + i;
    const from = i === 0 ? range.start.column - 1 : 0;
    const to =
      number === range.end.line ? range.end.column - 1 : number < range.end.line ? line.length : from;
    const marked = paint(printable(line.slice(from, to)), "underline");
    return `${String(number).padStart(4)}: ${printable(line.slice(0, from))}${marked}${printable(line.slice(to))}`;
  });
}

/** Control characters from configurations must not reach a terminal: their pictures do. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not pass.
  return text.replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)));
}

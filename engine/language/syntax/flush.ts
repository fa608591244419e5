import type { Part } from "./template.js";

/**
 * Takes from every line of a `<<-` heredoc the white space that all of them start with. Only text that is written in
 * the template counts, and lines of nothing but white space do not.
 */
export function trimFlush(parts: readonly Part[]): void {
  let least = Number.POSITIVE_INFINITY;
  const starts: (Part & { kind: "text" })[] = [];
  let lineStart = true;
  for (const part of parts) {
    if (lineStart) {
      lineStart = false;
      if (part.kind === "text") {
        const content = part.text.trimStart();
        if (content !== "" || !part.text.endsWith("\n")) {
          starts.push(part);
          least = Math.min(least, part.text.length - content.length);
        }
      } else {
        least = 0;
      }
    }
    if (part.kind === "text" && part.text.endsWith("\n")) lineStart = true;
  }
  for (const part of starts) part.text = part.text.slice(least);
}

/** Width that texts are wrapped to, and of rules between sections. */
export const WIDTH = 78;

/** Breaks prose at spaces; lines that begin with a space are left alone. */
export function wrap(text: string, width = WIDTH): string {
  return text
    .split("\n")
    .map((line) => (line.startsWith(" ") || line.length <= width - 1 ? line : wrapLine(line, width)))
    .join("\n");
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > width - 1) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines.join("\n");
}

/** A Markdown table; cells may have `|` in them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

/** Inline code of Markdown. */
export const code = (text: string) => `\`${text}\``;

/** Joins the blocks of a page, except those that are absent, with empty lines. */
export const page = (...blocks: readonly (string | null)[]): string =>
  `${blocks.filter((block) => block !== null).join("\n\n")}\n`;

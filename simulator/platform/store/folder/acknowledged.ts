import { type Files, readIfThere, replaceFile } from "./files.js";
import type { Layout } from "./layout.js";

/**
 * The last commit that was acknowledged when the folder was closed. Commits only get more, so this stays a lower bound
 * of what has to be there, also after a later crash: a journal that ends before it was cut.
 */
export async function readAcknowledged(files: Files, layout: Layout): Promise<number> {
  const content = await readIfThere(files, layout.acknowledged);
  try {
    const { seq } = JSON.parse(content?.toString() ?? "{}") as { seq?: unknown };
    return Number.isSafeInteger(seq) ? (seq as number) : 0;
  } catch {
    // Without it less can be told, and nothing is wrong with the data.
    return 0;
  }
}

export async function writeAcknowledged(files: Files, layout: Layout, seq: number): Promise<void> {
  const content = Buffer.from(`${JSON.stringify({ seq })}\n`);
  await replaceFile(files, layout.acknowledged, `${layout.acknowledged}.tmp`, [content]);
}

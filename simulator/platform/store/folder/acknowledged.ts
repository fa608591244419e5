import { type Files, readIfThere, replaceFile } from "./files.js";
import type { Layout } from "./layout.js";

/**
 * The last commit that was acknowledged when the folder was closed. It is a lower bound for the commits that must exist, also
 * after a later crash: a journal that ends before it was truncated.
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

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";

/** What every run executes: one resource that each run replaces, so that plan and apply have something to do and no work to wait for. */
export const CONFIGURATION = 'resource "terraform_data" "a" {\n  triggers_replace = [timestamp()]\n}\n';

/** A tar.gz with the text as its main.tf. */
export async function archiveOf(text) {
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-bench-"));
  try {
    writeFileSync(join(folder, "main.tf"), text);
    const chunks = [];
    for await (const chunk of create({ gzip: true, cwd: folder, portable: true }, ["main.tf"]))
      chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

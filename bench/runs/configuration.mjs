import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";

/** A configuration whose apply works for a moment and writes down, in nanoseconds, when that began and ended. */
export const workIn = (file) => `
resource "terraform_data" "work" {
  triggers_replace = [timestamp()]
  provisioner "local-exec" {
    command = "{ date +%s%N; sleep 0.2; date +%s%N; } > '${file}'"
  }
}
`;

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

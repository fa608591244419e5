import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { formatSource } from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { showDiagnostics } from "./diagnostics.js";

interface What {
  /** A folder or a file. */
  readonly target: string;
  /** Nothing is written. */
  readonly check: boolean;
  readonly recursive: boolean;
}

const FORMATTED = /\.(tf|tofu|tfvars|tftest\.hcl|tofutest\.hcl)$/;

/** Lays files out, and returns how many were laid out otherwise. @throws CliError when one cannot be read */
export async function formatFiles({ target, check, recursive }: What, context: Context): Promise<number> {
  const { out, cwd } = context;
  const path = resolve(cwd, target);
  const found = await stat(path).catch(() => null);
  if (!found) throw new CliError("failure", `There is no file or folder ${path}. Name one to format.`);
  const files = found.isDirectory() ? await filesIn(path, recursive) : [path];
  const changed: string[] = [];
  let errors = 0;
  for (const file of files) {
    const shown = relative(cwd, file) || file;
    const bytes = await readFile(file);
    const made = formatSource(shown, bytes);
    showDiagnostics(out, made.diagnostics);
    if (made.formatted === undefined) errors++;
    else if (!made.formatted.equals(bytes)) {
      changed.push(shown);
      if (!check) await writeFile(file, made.formatted);
    }
  }
  if (out.json) out.object({ changed });
  else for (const name of changed) out.print(name);
  if (errors > 0) {
    const what = errors === 1 ? "A file" : `${errors} files`;
    throw new CliError("failure", `${what} could not be formatted: see the errors above.`, { errors });
  }
  return changed.length;
}

async function filesIn(folder: string, recursive: boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || entry.name.endsWith("~")) continue;
    if (entry.isDirectory()) {
      if (recursive) found.push(...(await filesIn(path, recursive)));
    } else if (FORMATTED.test(entry.name)) found.push(path);
  }
  return found;
}

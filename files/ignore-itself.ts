import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The name of a data folder unless its user chooses another. */
const DEFAULT_NAME = ".scalr-sandbox";

/**
 * Keeps git from committing a folder with secrets: writes a `.gitignore` into it that matches everything. A folder under a name of
 * the user's choice may contain files of the user's, so it gets one only while it is empty.
 */
export function ignoreItself(folder: string): void {
  if (basename(folder) !== DEFAULT_NAME && readdirSync(folder).length > 0) return;
  try {
    writeFileSync(join(folder, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** The file of a program that is named by its path or is on a PATH; undefined where there is none. */
export const findProgram = (program: string, path: string): string | undefined =>
  (isAbsolute(program) ? [program] : path.split(delimiter).map((folder) => join(folder, program))).find(
    (file) => existsSync(file),
  );

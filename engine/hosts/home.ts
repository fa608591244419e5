import { homedir } from "node:os";

/** This user's home folder; undefined where the system knows none, as of a user without an entry while HOME is not set. */
export function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

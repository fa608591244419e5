import type { Client } from "./client.mjs";

/** What facts are tried in. `local` is what only a sandbox of the same process can do. */
export class Scene {
  constructor(api: Client, account: string, local?: object);
  /** Deletes all that was made. Returns the paths of what could not be deleted. */
  clean(): Promise<readonly string[]>;
}

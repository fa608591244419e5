import type { Browser } from "playwright-core";
import { launch } from "../../scripts/console/chromium.mjs";

/** One browser for all tests of a file; null where none can be started, which is said, and where CI is an error. */
export async function browserOrNull(): Promise<Browser | null> {
  try {
    return await launch();
  } catch (error) {
    if (process.env.CI) throw error;
    const reason = (error as Error).message.split("\n").slice(0, 3).join(" ");
    console.warn(`The console's browser tests are left out: no Chromium can be started here. ${reason}`);
    return null;
  }
}

// A Chromium for the console's tests and pictures: the system's where there is one, else that of a development
// dependency. As a program it says whether one can be started here.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import bundled from "@sparticuz/chromium";
import { chromium } from "playwright-core";

/** No request but those of the pages: nothing of the browser's own in the background. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Playwright gives it a new profile each time. `SCALR_SANDBOX_CHROMIUM` names another one. */
export async function launch() {
  const given = process.env.SCALR_SANDBOX_CHROMIUM || SYSTEM.find((path) => existsSync(path));
  return chromium.launch({ executablePath: given ?? (await bundled.executablePath()), args: ARGUMENTS });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const browser = await launch();
    console.log(`Chromium ${browser.version()} starts.`);
    await browser.close();
  } catch (error) {
    console.error(error.message.split("\n").slice(0, 5).join("\n"));
    process.exitCode = 1;
  }
}

import { existsSync } from "node:fs";
import chromiumPackage from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

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

async function executable(): Promise<string> {
  const given = process.env.SCALR_SANDBOX_CHROMIUM;
  if (given) return given;
  return SYSTEM.find((path) => existsSync(path)) ?? (await chromiumPackage.executablePath());
}

/** A Chromium: the system's where it has one, else that of the package. Playwright gives it a new profile each time. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: ARGUMENTS });
}

/** One for all tests of a file; null with the reason where none can be started. */
export async function browserOrReason(): Promise<{
  readonly browser: Browser | null;
  readonly reason: string;
}> {
  try {
    return { browser: await launch(), reason: "" };
  } catch (error) {
    const reason = (error as Error).message.split("\n").slice(0, 3).join(" ");
    if (process.env.CI) throw error;
    console.warn(`The console's browser tests are left out: no Chromium can be started here. ${reason}`);
    return { browser: null, reason };
  }
}

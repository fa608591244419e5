// A Chromium for the console's tests and pictures: the system's where there is one, else that of a development
// dependency. As a program it says whether one can be started here.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

/**
 * The folder into which the dependency's browser is unpacked, once. Several processes may want it at the same time, and one may
 * be killed while it unpacks: so it appears whole or not at all.
 */
function unpacked() {
  const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
  const carrier = join(root, "node_modules/@sparticuz/chromium/package.json");
  const { version } = JSON.parse(readFileSync(carrier, "utf8"));
  const folder = join(root, "node_modules/.cache/scalr-sandbox", `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    // It unpacks into the folder for temporary files, and the libraries of a bare Linux only where it is told it were AWS.
    const script = 'await (await import("@sparticuz/chromium")).default.executablePath()';
    const env = { ...process.env, TMPDIR: making, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, env });
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

/** Playwright gives it a new profile each time. `SCALR_SANDBOX_CHROMIUM` names another one. */
export async function launch() {
  const given = process.env.SCALR_SANDBOX_CHROMIUM || SYSTEM.find((path) => existsSync(path));
  if (given) return chromium.launch({ executablePath: given, args: ARGUMENTS });
  const folder = unpacked();
  const options = { executablePath: join(folder, "chromium"), args: ARGUMENTS };
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (!/shared libraries/.test(String(error))) throw error;
    return chromium.launch({
      ...options,
      env: { ...process.env, LD_LIBRARY_PATH: join(folder, "al2023/lib") },
    });
  }
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

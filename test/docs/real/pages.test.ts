import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanEnvironment } from "../../cli/support.js";
import { tofu } from "../../support/tofu.js";
import { stepsOf } from "../page.js";
import { isMarked, pages } from "../reader.js";
import { Shell } from "../shell.js";

/**
 * The pages in the order in which they are listed, on one machine: the package is packed from a clone and installed with the real npm, and
 * each page starts from the folder that it names. What one page leaves behind meets the next.
 */
const root = join(import.meta.dirname, "../../..");
const machine = mkdtempSync(join(tmpdir(), "scalr-sandbox-stranger-"));
const clone = join(machine, "scalr-sandbox");
const prefix = join(machine, "prefix");

const isSkipped = (page: string): boolean =>
  // The README is followed from a clone that has nothing installed, which check-package.mjs does; PostgreSQL needs a server of its own.
  page === "README.md" ||
  isMarked(page, "<!-- needs postgres -->") ||
  (tofu === null && isMarked(page, "<!-- needs tofu -->"));

const environment = (): NodeJS.ProcessEnv => ({
  ...cleanEnvironment(),
  HOME: join(machine, "home"),
  npm_config_prefix: prefix,
  // What was downloaded before is not downloaded for each page.
  npm_config_cache: npmCache(),
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  NO_COLOR: "1",
  SCALR_SANDBOX_PACKAGE: join(clone, `scalr-sandbox-${version()}.tgz`),
  PATH: [join(prefix, "bin"), tofu && join(machine, "bin"), process.env.PATH].filter(Boolean).join(delimiter),
});

const npmCache = (): string =>
  execFileSync("npm", ["config", "get", "cache"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  }).trim();

const version = (): string => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

beforeAll(() => {
  for (const folder of ["home", "prefix", "logs", "bin"]) mkdirSync(join(machine, folder));
  if (tofu !== null) spawnSync("ln", ["-s", tofu, join(machine, "bin/tofu")]);
  execFileSync("git", ["clone", "--quiet", root, clone]);
  bringChanges();
});
afterAll(() => rmSync(machine, { recursive: true, force: true }));

/** What is not committed is followed too. */
function bringChanges(): void {
  const list = (...args: string[]) =>
    execFileSync("git", ["ls-files", "-z", ...args], { cwd: root, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
  for (const path of list("--modified", "--others", "--exclude-standard"))
    if (existsSync(join(root, path))) cpSync(join(root, path), join(clone, path));
  for (const path of list("--deleted")) rmSync(join(clone, path));
}

/** Whether somebody listens at a port of this machine. */
const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => [socket.destroy(), resolve(true)]);
    socket.once("error", () => resolve(false));
  });

describe("a stranger who follows every page", () => {
  it.each(pages.filter(isSkipped))("skips %s", { skip: true }, () => {});

  it.each(pages.filter((page) => !isSkipped(page)))("can follow %s", async (page) => {
    const steps = stepsOf(readFileSync(join(root, page), "utf8"));
    const isInClone = !isMarked(page, "Start in an empty folder");
    const cwd = isInClone ? clone : join(machine, page.replaceAll(/\W+/g, "-"));
    if (!isInClone) mkdirSync(cwd);
    const before = readdirSync(cwd).sort();
    const shell = new Shell({
      logs: mkdtempSync(join(machine, "logs/page-")),
      cwd,
      env: environment(),
      gitPort: null,
    });
    try {
      for (const step of steps) {
        if (step.kind === "file") shell.writeFile(step.path, step.text);
        else await shell.run(step);
      }
    } finally {
      await shell.close();
    }
    for (const port of [7878, 7443, 7900, 7930]) expect(await isTaken(port), `port ${port}`).toBe(false);
    if (isInClone && page !== "docs/install.md")
      expect(
        readdirSync(cwd)
          .filter((name) => name !== ".github" || before.includes(name))
          .sort(),
      ).toEqual(before);
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPA } from "../../support/programs.js";
import { tofu } from "../../support/tofu.js";
import { stepsOf } from "../page.js";
import { isMarked, pages } from "../reader.js";
import { Shell } from "../shell.js";
import { type Machine, newMachine } from "./machine.js";

/**
 * The pages in the order in which they are listed, on one machine: the package is packed from a clone and installed with the real npm, and
 * each page starts from the folder that it names. What one page leaves behind meets the next.
 */
const root = join(import.meta.dirname, "../../..");

const isSkipped = (page: string): boolean =>
  // The README is followed from a clone that has nothing installed, which check-package.mjs does; PostgreSQL needs a server of its own.
  page === "README.md" ||
  isMarked(page, "<!-- needs postgres -->") ||
  (tofu === null && isMarked(page, "<!-- needs tofu -->")) ||
  (OPA.path === null && isMarked(page, "<!-- needs opa -->"));

const PORTS = [7878, 7443, 7900, 7930];

let machine: Machine;
beforeAll(async () => {
  for (const port of PORTS)
    if (await isTaken(port))
      throw new Error(
        `Another program listens on port ${port}, which the pages use. Stop it, then try again.`,
      );
  machine = newMachine();
});
afterAll(() => machine?.remove());

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
    const cwd = isInClone ? machine.clone : join(machine.folder, page.replaceAll(/\W+/g, "-"));
    if (!isInClone) mkdirSync(cwd);
    const before = readdirSync(cwd).sort();
    const shell = new Shell({
      logs: mkdtempSync(join(machine.folder, "logs/page-")),
      cwd,
      env: machine.env,
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
    for (const port of PORTS) expect(await isTaken(port), `port ${port}`).toBe(false);
    if (isInClone && page !== "docs/install.md")
      expect(
        readdirSync(cwd)
          .filter((name) => name !== ".github" || before.includes(name))
          .sort(),
      ).toEqual(before);
  });
});

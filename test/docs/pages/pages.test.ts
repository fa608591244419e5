import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgres, postgresShell } from "../../support/postgres.js";
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

/** What a page's reader needs and this machine lacks; null where it has all. */
function lacking(page: string): string | null {
  if (tofu === null && isMarked(page, "<!-- needs tofu -->")) return "OpenTofu";
  if (OPA.path === null && isMarked(page, "<!-- needs opa -->")) return "Open Policy Agent";
  if (postgres === null && isMarked(page, "<!-- needs postgres -->")) return "PostgreSQL";
  return null;
}

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

/** Ends the sandbox of a page that failed before its last command, `down`. */
function stopDetached(folder: string): void {
  const file = join(folder, ".scalr-sandbox/server.json");
  if (existsSync(file)) process.kill(JSON.parse(readFileSync(file, "utf8")).pid, "SIGKILL");
}

async function environmentOf(page: string): Promise<NodeJS.ProcessEnv> {
  if (!isMarked(page, "<!-- needs postgres -->")) return machine.env;
  const database = await postgresShell();
  return {
    ...machine.env,
    ...database,
    PATH: [database.PATH, machine.env.PATH].filter(Boolean).join(delimiter),
  };
}

describe("a stranger who follows every page", () => {
  const skipped = pages.flatMap((page) => (lacking(page) === null ? [] : [[page, lacking(page)]]));
  it.skip.each(skipped)("can follow %s (skipped: %s is missing)", () => {});

  it.each(pages.filter((page) => lacking(page) === null))("can follow %s", async (page) => {
    const steps = stepsOf(readFileSync(join(root, page), "utf8"));
    expect(steps.some(({ kind }) => kind === "command")).toBe(true);
    const isInClone = !isMarked(page, "Start in an empty folder");
    const cwd = isInClone ? machine.clone : join(machine.folder, page.replaceAll(/\W+/g, "-"));
    if (!isInClone) mkdirSync(cwd);
    const before = readdirSync(cwd).sort();
    const shell = new Shell({
      logs: mkdtempSync(join(machine.folder, "logs/page-")),
      cwd,
      env: await environmentOf(page),
    });
    try {
      for (const step of steps) {
        if (step.kind === "file") shell.writeFile(step.path, step.text);
        else await shell.run(step);
      }
    } finally {
      await shell.close();
      stopDetached(shell.folder);
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

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { stepsOf } from "../page.js";
import { newMachine } from "./machine.js";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}

const page = join(import.meta.dirname, "../../../docs/how-to/test-a-stack-in-ci.md");

/** What GitHub's own actions do is done already here: the repository is checked out, and Node is there. */
const DONE_ALREADY = [/^actions\/checkout@/, /^actions\/setup-node@/];

it("runs the workflow of GitHub Actions as the page has it", () => {
  const machine = newMachine();
  onTestFinished(machine.remove);
  const workflow = stepsOf(readFileSync(page, "utf8")).find(
    (step) => step.kind === "file" && step.path === ".github/workflows/pools.yml",
  );
  const { env, jobs } = parse(workflow!.text) as {
    env: Record<string, string>;
    jobs: { pools: { steps: Step[] } };
  };

  // The repository of a reader: a stack in `infra`, a test of their own, the packed archive.
  const repository = join(machine.folder, "repository");
  mkdirSync(join(repository, "vendor"), { recursive: true });
  execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: machine.clone, env: machine.env });
  execFileSync("npm", ["pack"], { cwd: machine.clone, env: machine.env, stdio: "ignore" });
  cpSync(machine.archive, join(repository, env.SCALR_SANDBOX_PACKAGE!));
  cpSync(join(machine.clone, "examples/quickstart"), join(repository, "infra"), { recursive: true });
  const seen = join(machine.folder, "seen.json");
  writeFileSync(
    join(repository, "package.json"),
    JSON.stringify({
      private: true,
      scripts: { test: `scalr-sandbox explain development/api --json > ${seen}` },
    }),
  );

  const summary = join(machine.folder, "summary.md");
  const ran: string[] = [];
  let failed: string | null = null;
  for (const { name, uses, run, if: condition } of jobs.pools.steps) {
    if (uses !== undefined) {
      expect(
        DONE_ALREADY.some((known) => known.test(uses)),
        uses,
      ).toBe(true);
      continue;
    }
    if (failed !== null && condition !== "always()") continue;
    // As GitHub's runners start a step: bash that ends at the first command that fails.
    const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", run!], {
      cwd: repository,
      env: { ...machine.env, ...env, CI: "true", GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary },
      encoding: "utf8",
    });
    ran.push(name!);
    if (status !== 0) failed ??= `${name}: exit ${status}\n${stdout}\n${stderr}`;
  }
  expect(failed).toBeNull();
  expect(ran).toEqual([
    "Install",
    "Start the sandbox and wait until it listens",
    "Apply the stack",
    "Run the tests",
    "Stop the sandbox",
  ]);
  expect(JSON.parse(readFileSync(seen, "utf8")).pool.name).toBe("private");
  expect(readFileSync(summary, "utf8")).toContain("30 added");
});

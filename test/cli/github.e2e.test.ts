import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { cli, typed } from "./support.js";

const box = useSandbox();

/** A checked-out repository with a configuration in `infra`, and the environment of a job of GitHub Actions. */
function job(main: string) {
  const root = temporaryFolder("github-");
  mkdirSync(join(root, "infra"));
  writeFileSync(join(root, "infra/main.tf"), main);
  const summary = join(root, "summary.md");
  const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: root, GITHUB_STEP_SUMMARY: summary };
  return { root, env, summary: () => (existsSync(summary) ? readFileSync(summary, "utf8") : null) };
}

const annotations = (text: string) => text.split("\n").filter((line) => line.startsWith("::"));

const WRONG = 'resource "terraform_data" "a" {\n  input = var.nothing\n}\n';
const FAILS =
  'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "echo 100%, sorry >&2; exit 3"\n  }\n}\n';

test.each(["validate", "plan"])("%s marks the line of a mistake in the pull request", async (command) => {
  const { root, env } = job(WRONG);
  for (const json of [[], ["--json"]]) {
    const { code, stdout, stderr } = await cli([command, "infra", ...json], { cwd: root, env });
    expect(code).toBe(1);
    expect(annotations(stdout)).toEqual([]);
    expect(annotations(stderr)).toEqual([
      expect.stringMatching(
        /^::error file=infra\/main\.tf,line=2,endLine=2,title=Reference to undeclared input variable::.*nothing/,
      ),
    ]);
  }
});

test("an apply that fails is annotated and summarised, with what it did before", async () => {
  const { root, env, summary } = job(FAILS);
  const { code, stderr } = await cli(["apply", "infra", "--auto-approve"], { cwd: root, env });
  expect(code).toBe(1);
  const [annotation] = annotations(stderr);
  expect(annotation).toMatch(
    /^::error file=infra\/main\.tf,line=\d+,endLine=\d+,title=local-exec provisioner error::/,
  );
  expect(annotation).toContain("100%25, sorry");
  expect(summary()).toMatch(
    /^### Apply of infra failed\n\nResources: .*\n\n- `terraform_data\.a`: .*100%, sorry/,
  );
});

test("an apply that succeeds is summarised; a second one adds to it", async () => {
  const { root, env, summary } = job('resource "terraform_data" "a" {\n  input = 1\n}\n');
  for (const command of ["apply", "destroy"]) {
    const { code, stderr } = await cli([command, "infra", "--auto-approve"], { cwd: root, env });
    expect(code, stderr).toBe(0);
    expect(annotations(stderr)).toEqual([]);
  }
  expect(summary()).toBe(
    "### Apply of infra complete\n\nResources: 1 added, 0 changed, 0 destroyed.\n\n" +
      "### Destroy of infra complete\n\nResources: 1 destroyed.\n\n",
  );
});

test("outside GitHub Actions there are neither", async () => {
  const { root } = job(FAILS);
  const { stdout, stderr } = await cli(["apply", "infra", "--auto-approve"], { cwd: root });
  expect(annotations(stdout + stderr)).toEqual([]);
  expect(existsSync(join(root, "summary.md"))).toBe(false);
});

test("a run that ends errored is annotated and summarised with its error", async () => {
  const where = await place(box.sandbox);
  const agent = await ProtocolAgent.join(box.sandbox, where.token);
  const { id } = await box.sandbox.run(await readyWorkspace(box.sandbox, where));
  await (await agent.work()).finish({
    outcome: "errored",
    hasChanges: false,
    error: "No disk: 0% left\nSorry",
  });
  const { env, summary } = job("");
  const { url, token } = box.sandbox.simulator;
  const followed = await typed(["run", "--follow", id], {
    env: { ...env, SCALR_HOSTNAME: url, SCALR_TOKEN: token },
  });
  expect(followed.code).toBe(3);
  expect(annotations(followed.stderr)).toEqual([
    `::error title=${id}%3A errored::No disk: 0%25 left%0ASorry`,
  ]);
  expect(summary()).toBe(`### Run ${id}: errored\n\nNo disk: 0% left Sorry\n\n`);
});

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { cleanEnvironment, cli, program, typed } from "./support.js";

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const greetings = `
variable "names" {
  type    = set(string)
  default = ["ada", "blaise"]
}
resource "terraform_data" "greeting" {
  for_each = var.names
  input    = "Hello, \${each.key}"
}
output "greetings" {
  value = [for name in sort(var.names) : terraform_data.greeting[name].output]
}
output "secret" {
  value     = "hush"
  sensitive = true
}
`;

/** Says "begun", then works for as long as it is left alone. */
const slow = `
resource "null_resource" "slow" {
  provisioner "local-exec" {
    command = "echo begun; sleep 60"
  }
}
resource "null_resource" "after" {
  depends_on = [null_resource.slow]
}
`;

/** An apply of \`slow\` that has begun its work. */
async function begunApply(cwd: string) {
  const child = spawn(process.execPath, [program, "apply", "--auto-approve"], {
    cwd,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stderr.resume();
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) if (line.endsWith("(local-exec): begun")) break;
  child.stdout.resume();
  return { child, ended };
}

test("plan, apply, look, change, destroy, with the words that tofu's users know", async () => {
  const cwd = folderOf({ "main.tf": greetings });
  const planned = await cli(["plan", "--detailed-exitcode"], { cwd });
  expect(planned).toMatchObject({ code: 2, stderr: "" });
  expect(planned.stdout).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
  expect(planned.stdout).toContain("(known after apply)");
  expect(planned.stdout).toContain("+ secret    = (sensitive value)");

  const declined = await cli(["apply"], { cwd, input: "y\n" });
  expect(declined).toMatchObject({ code: 1, stderr: "Error: Apply cancelled.\n" });
  expect(existsSync(join(cwd, "terraform.tfstate"))).toBe(false);

  const applied = await cli(["apply"], { cwd, input: "yes\n" });
  expect(applied.code).toBe(0);
  expect(applied.stdout).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");
  expect(applied.stdout).toContain("secret = <sensitive>");
  expect((await typed(["plan", "--detailed-exitcode"], { cwd })).code).toBe(0);

  expect((await cli(["output", "secret", "--raw"], { cwd })).stdout).toBe("hush");
  expect(JSON.parse((await typed(["output", "greetings", "--json"], { cwd })).stdout)).toEqual([
    "Hello, ada",
    "Hello, blaise",
  ]);
  expect((await cli(["state", "list"], { cwd })).stdout).toBe(
    'terraform_data.greeting["ada"]\nterraform_data.greeting["blaise"]\n',
  );
  const shown = await typed(["state", "show", 'terraform_data.greeting["ada"]'], { cwd });
  expect(shown.stdout).toMatch(/input\s+= "Hello, ada"/);

  const expressions = 'join("-", sort(var.names))\nterraform_data.greeting["ada"].output\n1 + \n';
  const consoled = await cli(["console"], { cwd, input: expressions });
  expect(consoled).toMatchObject({ code: 1, stdout: '"ada-blaise"\n"Hello, ada"\n' });
  expect(consoled.stderr).toContain("Error: ");

  const changed = await typed(["apply", "-auto-approve", "-var", 'names=["ada"]'], { cwd });
  expect(changed.stdout).toContain("Plan: 0 to add, 0 to change, 1 to destroy.");
  const destroyed = await cli(["destroy", "--auto-approve"], { cwd });
  expect(destroyed.stdout).toContain("Destroy complete! Resources: 1 destroyed.");
  expect((await typed(["output"], { cwd })).stderr).toContain("There are no outputs");
});

test("with --json every line of standard output is a document", async () => {
  const cwd = folderOf({ "main.tf": greetings });
  const { code, stdout } = await cli(["apply", "--auto-approve", "--json"], { cwd });
  expect(code).toBe(0);
  const documents = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(documents.find(({ type }) => type === "plan")).toMatchObject({
    hasChanges: true,
    counts: { add: 2 },
  });
  expect(documents.at(-1)).toMatchObject({
    type: "applied",
    counts: { add: 2 },
    outputs: { greetings: { value: ["Hello, ada", "Hello, blaise"] }, secret: { value: null } },
  });
});

test("a saved plan is applied once, and not when the state has moved on", async () => {
  const cwd = folderOf({ "main.tf": greetings });
  await typed(["plan", "--out", "saved.plan"], { cwd });
  expect((await cli(["apply", "saved.plan"], { cwd })).stdout).toContain("Resources: 2 added");
  const again = await typed(["apply", "saved.plan"], { cwd });
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("Saved plan is stale");
  const other = await typed(["apply", "main.tf"], { cwd });
  expect(other.stderr).toContain(
    "main.tf is not a saved plan. Make one with: scalr-sandbox plan --out <file>",
  );
});

describe("a configuration that cannot be planned says where and why, and nothing of ours", () => {
  test.each([
    ["an unknown name", 'output "x" {\n  value = null_resource.nope.id\n}\n', "on main.tf line 2"],
    ["bad syntax", 'resource "null_resource" {\n', "on main.tf line 1"],
    [
      "a circle",
      'locals {\n  a = local.b\n  b = local.a\n}\noutput "x" {\n  value = local.a\n}\n',
      "local.a",
    ],
    ["a state that is not one", "", "terraform.tfstate"],
  ])("%s", async (_, text, where) => {
    const cwd = folderOf({ "main.tf": text, ...(text === "" && { "terraform.tfstate": "{not json" }) });
    const { code, stderr } = await typed(["plan"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(where);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test("Ctrl-C ends what is under way, starts nothing new, keeps what was done, and exits with 130", async () => {
  const cwd = folderOf({ "main.tf": slow });
  const { child, ended } = await begunApply(cwd);
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  const state = JSON.parse(readFileSync(join(cwd, "terraform.tfstate"), "utf8"));
  expect(state.resources.map(({ name }: { name: string }) => name)).toEqual(["slow"]);
  expect(state.resources[0].instances[0].status).toBe("tainted");
});

test("a state in use is refused with exit code 7; one whose holder was killed is free at once", async () => {
  const cwd = folderOf({ "main.tf": slow });
  const { child, ended } = await begunApply(cwd);
  const { code, stderr } = await cli(["plan"], { cwd });
  expect(code).toBe(7);
  expect(stderr).toContain(`is in use by process ${child.pid}`);
  child.kill("SIGKILL");
  await ended;
  expect((await typed(["plan"], { cwd })).code).toBe(0);
});

test("a reader that goes away does not stop an apply half way", async () => {
  const cwd = folderOf({ "main.tf": greetings });
  const shell = spawn("bash", ["-c", '"$0" "$1" apply --auto-approve | head -1', process.execPath, program], {
    cwd,
    env: cleanEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  shell.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  await new Promise((resolve) => shell.once("close", resolve));
  expect(stderr).toBe("");
  expect(JSON.parse(readFileSync(join(cwd, "terraform.tfstate"), "utf8")).resources).toHaveLength(1);
});

test("kill -9 during a provisioner leaves its object tainted, and the next plan makes it again", async () => {
  const cwd = folderOf({ "main.tf": slow });
  const { child, ended } = await begunApply(cwd);
  child.kill("SIGKILL");
  await ended;
  const { stdout } = await typed(["plan", "--detailed-exitcode"], { cwd });
  expect(stdout).toContain("null_resource.slow is tainted, so it must be replaced");
});

// tofu 1.12 prints the same numbers.
test("JSON has every digit of a number, where a double has not", async () => {
  const large = "9007199254740993";
  const huge = `1${"0".repeat(400)}`;
  const cwd = folderOf({
    "main.tf": `resource "terraform_data" "a" {\n  input = [${large}, 1e400]\n}\noutput "n" {\n  value = [${large}, 1e400, 1.5]\n}\n`,
  });
  const shown = async (...args: string[]) => (await typed([...args, "--json"], { cwd })).stdout;
  expect(await shown("plan", "--out", "tonight.tfplan")).toContain(`[${large},${huge},1.5]`);
  expect(await shown("show", "tonight.tfplan")).toContain(`[${large},${huge}]`);
  expect(await shown("apply", "tonight.tfplan")).toContain(`[${large},${huge},1.5]`);
  expect(await shown("output", "n")).toBe(`[${large},${huge},1.5]\n`);
  expect(await shown("output")).toContain(`"value":[${large},${huge},1.5]`);
  expect(await shown("show")).toContain(`[${large},${huge}]`);
});
